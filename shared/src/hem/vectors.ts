/** xyz, metres or a direction. */
export type Vector = readonly [number, number, number];

export function vectorAt(vectors: Float32Array, v: number): [number, number, number] {
  return [vectors[3 * v]!, vectors[3 * v + 1]!, vectors[3 * v + 2]!];
}

export function moved(
  [x, y, z]: Vector,
  [dx, dy, dz]: Vector,
  by: number,
): [number, number, number] {
  return [x + by * dx, y + by * dy, z + by * dz];
}

export function mixed(a: Vector, b: Vector, share: number): [number, number, number] {
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), a[2] + share * (b[2] - a[2])];
}

export function unit([x, y, z]: Vector): [number, number, number] {
  const length = Math.hypot(x, y, z);
  return length > 0 ? [x / length, y / length, z / length] : [0, 0, 1];
}

/** Two lists of numbers as one. */
export function joined(first: Float32Array, rest: readonly number[]): Float32Array {
  const all = new Float32Array(first.length + rest.length);
  all.set(first);
  all.set(rest, first.length);
  return all;
}
