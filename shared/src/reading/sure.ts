/**
 * Confidence, 0.5 to 1, of a decision by a measure.
 *
 * @param distance Of the measure from its limit.
 * @param scale Distance at which the decision is certain.
 */
export function sure(distance: number, scale: number): number {
  return Math.min(1, 0.5 + Math.abs(distance) / scale / 2);
}
