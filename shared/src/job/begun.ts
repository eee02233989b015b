/** Work that has begun where it can, and whose failure waits until its result is asked for. */
export function begun<T>(work: Promise<T>): Promise<T>;
export function begun<T>(work: Promise<T> | undefined): Promise<T> | null;
export function begun<T>(work: Promise<T> | undefined): Promise<T> | null {
  // The job may fail first; this one's failure is then nobody's.
  work?.catch(() => undefined);
  return work ?? null;
}
