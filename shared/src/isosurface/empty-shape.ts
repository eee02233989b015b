import { InputError } from '../job/input-error.ts';
import { DETAILS } from '../messages/details.ts';

/** A generator's field that has no surface within its box: nothing, or all of it, is inside. */
export function emptyShape(): InputError {
  return new InputError('shape-empty', DETAILS.shapeEmpty());
}
