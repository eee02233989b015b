/** The exit statuses that the README promises. */
export const EXIT = {
  valid: 0,
  /** A fault of ours. */
  fault: 1,
  /** Bad input, or refused. */
  refused: 2,
  /** A garment was written and a gate failed. */
  gateFailed: 3,
} as const;
