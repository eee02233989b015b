import type { ArcKind, GarmentReading } from '../reading/garment-reading.ts';
import { onto } from './inside-regions.ts';
import type { Region } from './sample-region.ts';

const SEAMS: ReadonlySet<ArcKind> = new Set(['shoulder', 'underarm', 'side', 'outseam', 'inseam']);
/** Ends of shoulder seams this near the neck, in neck widths, belong to the collar. */
const COLLAR = 0.5;

/**
 * Draws the outline's seams, where front and back meet, as lines of their numbers.
 *
 * @param crop the part of the working image to draw, pixels. @param size of the result, pixels.
 * @returns number of the arc + 1 on seams, else 0. Shoulder seams stop short of the neck: what meets
 * them there is a collar or a neckband.
 */
export function seamMap(
  { outline, arcs }: Pick<GarmentReading, 'outline' | 'arcs'>,
  crop: Region,
  size: { readonly width: number; readonly height: number },
): Uint8Array {
  const { width, height } = size;
  const points = onto(outline, crop, size);
  const count = points.length / 2;
  const neck = arcs.find(({ kind }) => kind === 'neck');
  const neckEnds = neck ? [neck.from, neck.to] : [];
  const between = (a: number, b: number) =>
    Math.hypot(points[2 * a]! - points[2 * b]!, points[2 * a + 1]! - points[2 * b + 1]!);
  const collar = neck ? COLLAR * between(neck.from, neck.to) : 0;
  const map = new Uint8Array(width * height);
  for (const [number, { kind, from, to }] of arcs.entries()) {
    if (!SEAMS.has(kind)) continue;
    const steps = (to - from + count) % count;
    for (let k = 0; k < steps; k += 1) {
      const i = (from + k) % count;
      const j = (i + 1) % count;
      const [ax, ay, bx, by] = [
        points[2 * i]!,
        points[2 * i + 1]!,
        points[2 * j]!,
        points[2 * j + 1]!,
      ];
      if (neckEnds.some((end) => between(end, i) < collar)) continue;
      const length = Math.ceil(Math.hypot(bx - ax, by - ay)) + 1;
      for (let s = 0; s < length; s += 1) {
        const x = Math.min(width - 1, Math.max(0, Math.floor(ax + ((bx - ax) * s) / length)));
        const y = Math.min(height - 1, Math.max(0, Math.floor(ay + ((by - ay) * s) / length)));
        map[y * width + x] = number + 1;
      }
    }
  }
  return map;
}
