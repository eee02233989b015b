/** Mean and 95th percentile (nearest rank) of some values, which are sorted in place; 0 for none. */
export function meanAndP95(values: Float64Array): { mean: number; p95: number } {
  if (values.length === 0) return { mean: 0, p95: 0 };
  values.sort();
  let sum = 0;
  for (const value of values) sum += value;
  return { mean: sum / values.length, p95: values[Math.ceil(0.95 * values.length) - 1]! };
}
