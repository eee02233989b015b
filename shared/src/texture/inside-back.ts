import { rasterizePolygon } from '../outline/rasterize-polygon.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';

/**
 * The part of the photo that shows the garment's inside back (with its label) above the front's
 * neckline: between the outline's own neck edge and `frontNeckline`.
 *
 * @returns 1 inside, working-image size; all 0 where the front's edge is the outline's.
 */
export function insideBack(
  reading: Pick<GarmentReading, 'width' | 'height' | 'outline' | 'arcs' | 'frontNeckline'>,
): Uint8Array {
  const { width, height, outline, arcs, frontNeckline } = reading;
  const neck = arcs.find(({ kind }) => kind === 'neck');
  if (!frontNeckline || !neck) return new Uint8Array(width * height);
  const count = outline.length / 2;
  const polygon = Array.from(frontNeckline);
  const steps = (neck.to - neck.from + count) % count;
  // Both run from the right neck point to the left one; the way back closes the region.
  for (let step = steps; step >= 0; step -= 1) {
    const i = (neck.from + step) % count;
    polygon.push(outline[2 * i]!, outline[2 * i + 1]!);
  }
  return rasterizePolygon(polygon, width, height);
}
