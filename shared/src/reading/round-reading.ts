/** Steps per unit, a power of two so that rounding is exact: 1/4096 of a pixel is far below what a photo shows. */
const STEPS = 4096;

const rounded = (value: number): number => Math.round(value * STEPS) / STEPS;

/**
 * A reading with every number on a grid of 1/4096 (pixels, radians, shares alike). Engines' sines and
 * exponentials differ in the last bit, and where cloth may fold either way draping makes centimetres of
 * it; on the grid browser and server begin with the same bits. Pixels (the matte) are left as they are.
 *
 * @param value Not changed; any nesting of plain objects, arrays and Float64Arrays.
 */
export function roundReading<T>(value: T): T;
export function roundReading(value: unknown): unknown {
  if (typeof value === 'number') return rounded(value);
  if (value instanceof Float64Array) return value.map(rounded);
  if (ArrayBuffer.isView(value) || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => roundReading(item));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, roundReading(item)]));
}
