import { type Localized, STANDARD_LANGUAGE } from '../messages/language.ts';

/**
 * The input cannot be used and the person who gave it can do something about it. The message says
 * what was expected, what came, and what to do next.
 */
export class InputError extends Error {
  /** Stable word for programs, for example `photo-too-large`; listed in schemas/problems.ts. */
  readonly code: string;
  /** The message in every language, where it came from the catalogue (messages/details.ts). */
  readonly localized: Localized | null;
  /** @param message a sentence of messages/details.ts, or an English one. */
  constructor(code: string, message: string | Localized, options?: ErrorOptions) {
    const localized = typeof message === 'string' ? null : message;
    super(localized ? localized[STANDARD_LANGUAGE] : (message as string), options);
    this.name = 'InputError';
    this.code = code;
    this.localized = localized;
  }
}
