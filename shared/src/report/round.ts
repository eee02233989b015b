/** Rounds for a report: it reads well, and last bits do not change a file's bytes. */
export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  // Adding 0 turns -0 into 0, which JSON would not keep.
  return Math.round(value * scale) / scale + 0;
}
