import { rasterizePolygon } from '../outline/rasterize-polygon.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The part of the photo that shows the garment's inside back (with its label) above the front's
 * neckline: between the outline's own neck edge and `frontNeckline`.
 *
 * @param crop the part of the working image to draw, pixels. @param size of the result, pixels.
 * @returns 1 inside; null where the front's edge is the outline's.
 */
export function insideBack(
  reading: Pick<GarmentReading, 'outline' | 'arcs' | 'frontNeckline'>,
  crop: Box,
  size: { readonly width: number; readonly height: number },
): Uint8Array | null {
  const { outline, arcs, frontNeckline } = reading;
  const neck = arcs.find(({ kind }) => kind === 'neck');
  if (!frontNeckline || !neck) return null;
  const count = outline.length / 2;
  const polygon = Array.from(frontNeckline);
  const steps = (neck.to - neck.from + count) % count;
  // Both run from the right neck point to the left one; the way back closes the region.
  for (let step = steps; step >= 0; step -= 1) {
    const i = (neck.from + step) % count;
    polygon.push(outline[2 * i]!, outline[2 * i + 1]!);
  }
  const inCrop = polygon.map((value, i) =>
    i % 2 === 0
      ? ((value - crop.x) * size.width) / crop.width
      : ((value - crop.y) * size.height) / crop.height,
  );
  return rasterizePolygon(inCrop, size.width, size.height);
}
