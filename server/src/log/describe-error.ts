/** Chains of causes longer than this lead in circles. */
const MOST_CAUSES = 5;

interface DescribedError {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: DescribedError | string;
}

/**
 * An error for the log: its kind, message, stack and causes, and nothing else that a library hung onto it
 * (a store's answer to a bad signature repeats key and signature). Queries of addresses, which hold
 * signatures, and passwords in them are left out.
 */
export function describeError(error: unknown, depth = 0): DescribedError | string {
  if (!(error instanceof Error)) return withoutSecrets(String(error));
  const { name, message, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: name,
    ...(code !== undefined && { code }),
    message: withoutSecrets(message),
    ...(stack !== undefined && { stack: withoutSecrets(stack) }),
    ...(cause !== undefined && depth < MOST_CAUSES && { cause: describeError(cause, depth + 1) }),
  };
}

function withoutSecrets(text: string): string {
  return (
    text
      // `?expires=1&signature=…`, wherever the address begins.
      .replace(/\?[\w.%-]+=[^\s'"<>)]*/g, '?…')
      // `postgres://user:password@host`
      .replace(/(\/\/)[^\s/@'"]+@/g, '$1…@')
  );
}
