import { indexBody, surfacePoint } from '@fitroom/shared/mesh/closest-point';
import type { DecodedMesh } from '@fitroom/shared/report/decoded-fitted';

export interface Outlined {
  /** xy pairs, closed, pixels. */
  readonly outline: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

/** Pixels whose centre is inside, by the even-odd rule along each row. */
function rasterise({ outline, width, height }: Outlined): Uint8Array {
  const mask = new Uint8Array(width * height);
  const count = outline.length / 2;
  for (let y = 0; y < height; y++) {
    const crossings: number[] = [];
    for (let i = 0; i < count; i++) {
      const j = (i + 1) % count;
      const [x0, y0, x1, y1] = [
        outline[2 * i]!,
        outline[2 * i + 1]!,
        outline[2 * j]!,
        outline[2 * j + 1]!,
      ];
      if (y0 <= y + 0.5 === y1 <= y + 0.5) continue;
      crossings.push(x0 + ((y + 0.5 - y0) / (y1 - y0)) * (x1 - x0));
    }
    crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil(crossings[k]! - 0.5));
      const to = Math.min(width - 1, Math.floor(crossings[k + 1]! - 0.5));
      mask.fill(1, y * width + from, y * width + Math.max(from, to + 1));
    }
  }
  return mask;
}

/** Intersection over union of what two outlines enclose. @throws when the images differ in size. */
export function maskIou(a: Outlined, b: Outlined): number {
  if (a.width !== b.width || a.height !== b.height) throw new Error('Two sizes of image.');
  const [first, second] = [rasterise(a), rasterise(b)];
  let both = 0;
  let either = 0;
  for (let i = 0; i < first.length; i++) {
    both += first[i]! & second[i]!;
    either += first[i]! | second[i]!;
  }
  return both / either;
}

/** Distances of each vertex of `from` to the surface of `to`, millimetres, sorted. */
export function distancesMm(from: DecodedMesh, to: DecodedMesh): Float64Array {
  const surface = indexBody(to.positions, to.indices);
  const nearest = surfacePoint();
  const distances = new Float64Array(from.positions.length / 3);
  for (let i = 0; i < distances.length; i++) {
    const [x, y, z] = from.positions.subarray(3 * i, 3 * i + 3);
    surface.closestPoint(x!, y!, z!, Number.POSITIVE_INFINITY, nearest);
    distances[i] = 1000 * nearest.distance;
  }
  return distances.sort();
}
