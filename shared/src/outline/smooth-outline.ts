/** Signed area of a closed polygon of xy pairs; positive when clockwise on screen. */
export function polygonArea(points: ArrayLike<number>): number {
  let sum = 0;
  const n = points.length / 2;
  for (let i = 0, j = n - 1; i < n; j = i++) {
    sum += points[j * 2]! * points[i * 2 + 1]! - points[i * 2]! * points[j * 2 + 1]!;
  }
  return sum / 2;
}

/** Length of a closed polygon. */
export function perimeter(points: ArrayLike<number>): number {
  let sum = 0;
  const n = points.length / 2;
  for (let i = 0, j = n - 1; i < n; j = i++) {
    sum += Math.hypot(points[i * 2]! - points[j * 2]!, points[i * 2 + 1]! - points[j * 2 + 1]!);
  }
  return sum;
}

/**
 * Spaces a closed polygon's points evenly along it.
 *
 * @param count Points of the result.
 */
export function resampleClosed(points: ArrayLike<number>, count: number): Float64Array {
  const n = points.length / 2;
  const step = perimeter(points) / count;
  const result = new Float64Array(count * 2);
  let travelled = 0;
  let next = 0;
  for (let i = 0; i < n && next < count; i++) {
    const j = (i + 1) % n;
    const ax = points[i * 2]!;
    const ay = points[i * 2 + 1]!;
    const bx = points[j * 2]!;
    const by = points[j * 2 + 1]!;
    const length = Math.hypot(bx - ax, by - ay);
    while (next < count && next * step <= travelled + length) {
      const t = length > 0 ? (next * step - travelled) / length : 0;
      result[next * 2] = ax + (bx - ax) * t;
      result[next * 2 + 1] = ay + (by - ay) * t;
      next++;
    }
    travelled += length;
  }
  for (; next < count; next++) {
    result[next * 2] = points[0]!;
    result[next * 2 + 1] = points[1]!;
  }
  return result;
}

/** Gaussian smoothing of evenly spaced closed points; `sigma` in points. */
export function smoothClosed(points: Float64Array, sigma: number): Float64Array {
  const n = points.length / 2;
  const radius = Math.min(Math.ceil(sigma * 3), Math.floor((n - 1) / 2));
  const weights = new Float64Array(radius + 1);
  let sum = 0;
  for (let k = 0; k <= radius; k++) {
    weights[k] = Math.exp((-k * k) / (2 * sigma * sigma));
    sum += k === 0 ? weights[k]! : 2 * weights[k]!;
  }
  const result = new Float64Array(points.length);
  for (let i = 0; i < n; i++) {
    let x = 0;
    let y = 0;
    for (let k = -radius; k <= radius; k++) {
      const j = (i + k + n) % n;
      const weight = weights[k < 0 ? -k : k]!;
      x += weight * points[j * 2]!;
      y += weight * points[j * 2 + 1]!;
    }
    result[i * 2] = x / sum;
    result[i * 2 + 1] = y / sum;
  }
  return result;
}
