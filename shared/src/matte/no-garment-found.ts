import { InputError } from '../job/input-error.ts';

/** Nothing in a photo stands out as a garment. */
export function noGarmentFound(): InputError {
  return new InputError(
    'no-garment',
    'No garment was found in the photo. Lay one garment flat on a plain background of another colour, fill most of the picture with it, and try again.',
  );
}
