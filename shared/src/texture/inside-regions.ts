import { rasterizePolygon } from '../outline/rasterize-polygon.ts';
import type { ArcKind, GarmentReading } from '../reading/garment-reading.ts';
import type { Region } from './sample-region.ts';

/**
 * The parts of the photo that show the garment's inside back: above the front's neckline or waist
 * (with its label), below the front's hem, and between the edges of an open front.
 *
 * @param crop the part of the working image to draw, pixels. @param size of the result, pixels.
 * @returns 1 inside; null where none shows.
 */
export function insideRegions(
  reading: Pick<
    GarmentReading,
    'outline' | 'arcs' | 'frontNeckline' | 'frontWaist' | 'frontHem' | 'frontOpening'
  >,
  crop: Region,
  size: { readonly width: number; readonly height: number },
): Uint8Array | null {
  const { frontNeckline, frontWaist, frontHem, frontOpening } = reading;
  const polygons: number[][] = [];
  // The front's edge runs from the wearer's right to the left; the outline closes the region: neck
  // and waist run the same way, the hem the other.
  if (frontNeckline) polygons.push([...frontNeckline, ...reversed(arcPoints(reading, 'neck'))]);
  if (frontWaist) polygons.push([...frontWaist, ...reversed(arcPoints(reading, 'waist'))]);
  if (frontHem) polygons.push([...frontHem, ...arcPoints(reading, 'hem')]);
  if (frontOpening?.shown === 'open') {
    polygons.push([...frontOpening.right, ...reversed([...frontOpening.left])]);
  }
  let inside: Uint8Array | null = null;
  for (const polygon of polygons) {
    const drawn = rasterizePolygon(onto(polygon, crop, size), size.width, size.height);
    if (inside) for (let i = 0; i < drawn.length; i += 1) inside[i]! |= drawn[i]!;
    else inside = drawn;
  }
  return inside;
}

/** xy pairs of the working image in pixels of a drawing of its crop. */
export function onto(
  points: ArrayLike<number>,
  crop: Region,
  size: { readonly width: number; readonly height: number },
): number[] {
  return Array.from(points, (value, i) =>
    i % 2 === 0
      ? ((value - crop.x) * size.width) / crop.width
      : ((value - crop.y) * size.height) / crop.height,
  );
}

/** Points of the first arc of a kind, in outline order; none where the outline has no such arc. */
export function arcPoints(
  { outline, arcs }: Pick<GarmentReading, 'outline' | 'arcs'>,
  kind: ArcKind,
): number[] {
  const arc = arcs.find((candidate) => candidate.kind === kind);
  if (!arc) return [];
  const count = outline.length / 2;
  const steps = (arc.to - arc.from + count) % count;
  return Array.from({ length: 2 * (steps + 1) }, (_, k) => {
    const i = (arc.from + (k >> 1)) % count;
    return outline[2 * i + (k % 2)]!;
  });
}

function reversed(points: readonly number[]): number[] {
  return Array.from({ length: points.length }, (_, k) => {
    const i = points.length / 2 - 1 - (k >> 1);
    return points[2 * i + (k % 2)]!;
  });
}
