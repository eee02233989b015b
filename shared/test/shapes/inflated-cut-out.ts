import { boxMean } from '../../src/image/box-filter.ts';
import { squaredDistanceTo } from '../../src/image/distance-transform.ts';
import type { RgbaImage } from '../../src/image/image.ts';
import { resampleChannels } from '../../src/image/resize.ts';
import { marchingCubes } from '../../src/isosurface/marching-cubes.ts';
import { findSurfaceCells } from '../../src/isosurface/surface-cells.ts';
import type { GeneratedMesh } from '../../src/triplane/generated-mesh.ts';
import { NEVER } from './solid-fields.ts';

export interface InflatedOptions {
  /** Cells along each axis of the box that it is made in. */
  readonly cells: number;
  /** Half of its depth, as a share of its height. */
  readonly depth: number;
  /** Pixels of the picture that its colours come from, over its height: few, as a generator's are. */
  readonly sharpness: number;
  /** Width over what the photo says: generators' shapes are a little squat. */
  readonly squat: number;
}

/**
 * What a generator makes of a cut-out photo, in a box from -1 to 1: a closed lump with the photo's outline, round
 * towards it, blurred colours on the front and their mean on the back.
 */
export function inflatedCutOut(
  photo: RgbaImage,
  { cells, depth, sharpness, squat }: InflatedOptions,
): GeneratedMesh {
  const tall = cells;
  const wide = Math.max(1, Math.round((tall * photo.width) / photo.height));
  const alpha = new Float32Array(photo.width * photo.height);
  for (let i = 0; i < alpha.length; i++) alpha[i] = photo.data[4 * i + 3]!;
  const small = resampleChannels(alpha, photo.width, photo.height, 1, wide, tall);
  const outside = Uint8Array.from(small, (value) => (value < 128 ? 1 : 0));
  const inside = outside.map((value) => 1 - value);
  // Negative outside, evened out so that the outline is no staircase.
  const outwards = squaredDistanceTo(inside, wide, tall);
  const signed = squaredDistanceTo(outside, wide, tall).map(
    (squared, i) => Math.sqrt(squared) - Math.sqrt(outwards[i]!),
  );
  const distances = boxMean(boxMean(signed, wide, tall, 1), wide, tall, 1);
  const reach = 0.16 * tall;
  const axis = Float32Array.from({ length: cells + 1 }, (_, i) => (2 * i) / cells - 1);
  const points = cells + 1;
  const field = new Float32Array(points ** 3);
  // Photo height spans 1.8 of the box; z is the deepest.
  const pixel = 1.8 / tall;
  const at = (x: number, y: number): number => {
    const column = Math.floor(x / squat / pixel + wide / 2);
    const row = Math.floor(tall / 2 - y / pixel);
    if (column < 0 || row < 0 || column >= wide || row >= tall) return -1;
    return row * wide + column;
  };
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < points; j++) {
      const place = at(axis[i]!, axis[j]!);
      const off = place < 0 ? -4 : distances[place]!;
      const share = Math.min(1, Math.max(0, off / reach));
      const half = 1.8 * depth * Math.sqrt(1 - (1 - share) ** 2);
      for (let k = 0; k < points; k++) {
        const z = Math.abs(axis[k]!);
        field[(i * points + j) * points + k] = off > 0 ? z - half : Math.hypot(z, pixel * off);
      }
    }
  }
  const surface = findSurfaceCells(field, cells, NEVER);
  const mesh = marchingCubes({ surface, field, axis }, NEVER);
  return { ...mesh, colours: blurredColours(mesh.positions, photo, { sharpness, squat }) };
}

function blurredColours(
  positions: Float32Array,
  photo: RgbaImage,
  { sharpness, squat }: Pick<InflatedOptions, 'sharpness' | 'squat'>,
): Uint8Array {
  const tall = sharpness;
  const wide = Math.max(1, Math.round((tall * photo.width) / photo.height));
  const premultiplied = Float32Array.from(photo.data, (value, i) =>
    i % 4 === 3 ? value : (value * photo.data[i - (i % 4) + 3]!) / 255,
  );
  const small = resampleChannels(premultiplied, photo.width, photo.height, 4, wide, tall);
  const mean = [0, 1, 2, 3].map((k) => small.reduce((sum, v, i) => sum + (i % 4 === k ? v : 0), 0));
  return Uint8Array.from(positions, (_, i) => {
    const v = i - (i % 3);
    const column = Math.floor((positions[v]! / squat / 1.8) * tall + wide / 2);
    const row = Math.floor(tall / 2 - (positions[v + 1]! / 1.8) * tall);
    const place =
      4 * (Math.min(tall - 1, Math.max(0, row)) * wide + Math.min(wide - 1, Math.max(0, column)));
    const isSeen = positions[v + 2]! >= 0 && small[place + 3]! > 250;
    const [value, weight] = isSeen
      ? [small[place + (i % 3)]!, small[place + 3]!]
      : [mean[i % 3]!, mean[3]!];
    return Math.min(255, (255 * value) / weight);
  });
}
