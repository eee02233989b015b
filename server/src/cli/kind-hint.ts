import { InputError } from '@fitroom/shared/job/input-error';

/**
 * Where a mesh does not say what garment it is, adds how that is said on this command line.
 *
 * @throws whatever it is given.
 */
export function addingKindHint(hint: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof InputError) || error.code !== 'mesh-category-unknown') throw error;
    throw new InputError(error.code, `${error.message} ${hint}`, { cause: error });
  };
}
