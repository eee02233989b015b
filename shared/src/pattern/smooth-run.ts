/** Spacing of a drafted outline's points, metres: under half of the finest mesh's edges. */
export const OUTLINE_SPACING = 0.005;

/**
 * Smooths a run of points along its length and resamples it evenly; both ends stay where they are.
 *
 * @param points xy pairs.
 * @param sigma Standard deviation of the smoothing, in the points' unit; it tapers off to nothing
 *   at the ends, so that corners with the neighbouring runs stay.
 * @param spacing Distance of the points returned (at least two are).
 */
export function smoothRun(points: ArrayLike<number>, sigma: number, spacing: number): Float64Array {
  const step = Math.min(spacing, sigma > 0 ? sigma / 2 : spacing);
  const even = resampleRun(points, step);
  const count = even.length / 2;
  const smoothed = even.slice();
  for (let i = 1; i < count - 1; i++) {
    const room = Math.min(i, count - 1 - i) * step;
    const local = Math.min(sigma, room / 2);
    const reach = Math.min(i, count - 1 - i, Math.ceil((2.5 * local) / step));
    let total = 0;
    let x = 0;
    let y = 0;
    for (let k = -reach; k <= reach; k++) {
      const weight = Math.exp(-0.5 * ((k * step) / local) ** 2);
      total += weight;
      x += weight * even[2 * (i + k)]!;
      y += weight * even[2 * (i + k) + 1]!;
    }
    smoothed[2 * i] = x / total;
    smoothed[2 * i + 1] = y / total;
  }
  return resampleRun(smoothed, spacing);
}

/** Points at even distances near `spacing` along a run, its ends included. */
export function resampleRun(points: ArrayLike<number>, spacing: number): Float64Array {
  const along = [0];
  for (let i = 2; i + 1 < points.length; i += 2) {
    along.push(
      along.at(-1)! + Math.hypot(points[i]! - points[i - 2]!, points[i + 1]! - points[i - 1]!),
    );
  }
  const total = along.at(-1)!;
  const segments = Math.max(1, Math.round(total / spacing));
  const even = new Float64Array(2 * (segments + 1));
  let k = 1;
  for (let s = 0; s <= segments; s++) {
    const goal = (total * s) / segments;
    while (k + 1 < along.length && along[k]! < goal) k++;
    const length = (along[k] ?? 0) - along[k - 1]!;
    const t = length > 0 ? Math.min(1, Math.max(0, (goal - along[k - 1]!) / length)) : 0;
    const from = 2 * (k - 1);
    const to = 2 * Math.min(k, along.length - 1);
    even[2 * s] = points[from]! + t * (points[to]! - points[from]!);
    even[2 * s + 1] = points[from + 1]! + t * (points[to + 1]! - points[from + 1]!);
  }
  even[0] = points[0]!;
  even[1] = points[1]!;
  even[even.length - 2] = points[points.length - 2]!;
  even[even.length - 1] = points[points.length - 1]!;
  return even;
}
