/**
 * The input cannot be used and the person who gave it can do something about it. The message says
 * what was expected, what came, and what to do next.
 */
export class InputError extends Error {
  /** Stable word for programs, for example `photo-too-large`; listed in schemas/problems.ts. */
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'InputError';
    this.code = code;
  }
}
