/**
 * Runs jobs one after the other. A job that fails rejects its own caller only: the next one starts
 * as if nothing had happened.
 */
export function createSerialQueue(): <T>(job: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (job) => {
    const result = tail.then(job);
    tail = result.catch(() => undefined);
    return result;
  };
}
