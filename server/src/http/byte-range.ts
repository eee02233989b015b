import type { ByteRange } from '../objects/object-store.ts';

/**
 * The Range header of a request for an object (RFC 9110, 14.1.2). One range is served; what is not
 * understood, and several at once, mean the whole object.
 *
 * @param size bytes of the object.
 * @returns null for the whole object, `unsatisfiable` when no byte of it is asked for.
 */
export function readByteRange(
  header: string | undefined,
  size: number,
): ByteRange | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '') {
    if (last === '') return null;
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 };
  }
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < Number(first)) return null;
  return Number(first) >= size ? 'unsatisfiable' : { first: Number(first), last: end };
}
