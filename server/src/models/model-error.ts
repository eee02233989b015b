/** What keeps a model from being installed; the message says what to do. */
export type ModelErrorCode =
  | 'no-folder'
  | 'unknown'
  | 'licence-not-accepted'
  | 'address-unusable'
  | 'missing-at-source'
  | 'access-denied'
  | 'unreachable'
  | 'manifest-unusable'
  | 'checksum'
  | 'no-space';

/** An expected failure of `fitroom models`, which ends in one line and no stack. */
export class ModelError extends Error {
  readonly code: ModelErrorCode;
  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ModelError';
    this.code = code;
  }
}
