import type { DistanceField } from './distance-field.ts';

/** Grows when the layout or the bake changes, so that old cache entries are not read. */
const VERSION = 1;
/** Ten numbers: version, origin, cell, size, quantum and one spare. */
const HEADER_BYTES = 80;
/** Metres a step of the stored 16-bit integers: 0.05 mm, far below the grid's own error (0.35 mm). */
const QUANTUM = 5e-5;

/** Packs a field for a cache: 16-bit distances, 0.05 mm steps, clipped to 1.6 m. */
export function packDistanceField({ origin, cell, size, distances }: DistanceField): Uint8Array {
  const buffer = new ArrayBuffer(HEADER_BYTES + 2 * distances.length);
  new Float64Array(buffer, 0, 10).set([VERSION, ...origin, cell, ...size, QUANTUM, 0]);
  const steps = new Int16Array(buffer, HEADER_BYTES);
  for (let i = 0; i < distances.length; i++) {
    steps[i] = Math.max(-32768, Math.min(32767, Math.round(distances[i]! / QUANTUM)));
  }
  return new Uint8Array(buffer);
}

/** @returns null for bytes that are not a whole field of this version. */
export function unpackDistanceField(bytes: Uint8Array): DistanceField | null {
  if (bytes.length < HEADER_BYTES) return null;
  // A copy, because cached bytes may start at an odd offset of their buffer.
  const { buffer } = bytes.slice();
  const [version, ox, oy, oz, cell, nx, ny, nz, quantum] = new Float64Array(
    buffer,
    0,
    10,
  ) as unknown as [number, number, number, number, number, number, number, number, number];
  const count = nx * ny * nz;
  if (version !== VERSION || bytes.length !== HEADER_BYTES + 2 * count) return null;
  const steps = new Int16Array(buffer, HEADER_BYTES);
  const distances = new Float32Array(count);
  for (let i = 0; i < count; i++) distances[i] = steps[i]! * quantum;
  return { origin: [ox, oy, oz], cell, size: [nx, ny, nz], distances };
}
