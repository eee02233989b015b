/** Depth of a front neckline below its ends, as a share of the distance between them (garment.md). */
const DEFAULT_DEPTH = 0.42;

/**
 * A plain round neckline hung between the neck points.
 *
 * @returns xy pairs from the right neck point to the left one.
 */
export function defaultNeckline(
  right: readonly [number, number],
  left: readonly [number, number],
  points: number,
): Float64Array {
  const result = new Float64Array(points * 2);
  const dx = left[0] - right[0];
  const dy = left[1] - right[1];
  for (let i = 0; i < points; i++) {
    const t = i / (points - 1);
    const angle = Math.PI * t;
    const along = (1 - Math.cos(angle)) / 2;
    const depth = DEFAULT_DEPTH * Math.sin(angle);
    result[i * 2] = right[0] + dx * along - dy * depth;
    result[i * 2 + 1] = right[1] + dy * along + dx * depth;
  }
  return result;
}
