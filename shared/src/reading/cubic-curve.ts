/** Distances of evenly spaced values from the cubic curve that is nearest to those with a `kept` of 1. */
export function offCubic(values: Float64Array, kept: Uint8Array): Float64Array {
  const rest = values.slice();
  const basis: Float64Array[] = [];
  const dot = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, value, i) => (kept[i] ? sum + value * b[i]! : sum), 0);
  const takeOff = (from: Float64Array, part: Float64Array): void => {
    const share = dot(from, part) / dot(part, part);
    for (let i = 0; i < from.length; i++) from[i]! -= share * part[i]!;
  };
  for (let power = 0; power <= 3; power++) {
    const next = values.map((_, i) => ((2 * i) / (values.length - 1) - 1) ** power);
    for (const part of basis) takeOff(next, part);
    basis.push(next);
    takeOff(rest, next);
  }
  return rest;
}

/** Root mean square of those with a `kept` of 1. */
export function keptMean(distances: Float64Array, kept: Uint8Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < kept.length; i++) {
    if (!kept[i]) continue;
    sum += distances[i]! ** 2;
    count++;
  }
  return Math.sqrt(sum / Math.max(1, count));
}

/** Rounds of trimming; it settles within a few. */
const ROUNDS = 8;

/**
 * Which evenly spaced values lie on one cubic curve: all but the furthest are fitted again and again
 * (least trimmed squares, Rousseeuw 1984).
 *
 * @param share Of the values that are fitted. @param most Distance up to which a value is on the curve.
 */
export function onCubic(values: Float64Array, share: number, most: number): Uint8Array {
  let kept = new Uint8Array(values.length).fill(1);
  for (let round = 0; round < ROUNDS; round++) {
    const distances = offCubic(values, kept).map(Math.abs);
    const limit = distances.slice().sort()[Math.floor(share * (values.length - 1))]!;
    kept = Uint8Array.from(distances, (distance) => (distance <= limit ? 1 : 0));
  }
  return Uint8Array.from(offCubic(values, kept), (distance) => (Math.abs(distance) < most ? 1 : 0));
}
