import type { Generator } from '@fitroom/shared/garment/vocabulary';
import { InputError } from '@fitroom/shared/job/input-error';

/**
 * Of commands that work on a pattern, which only one generator makes.
 *
 * @throws {InputError} `model-unavailable` for every other one.
 */
export function requirePanels(generator: Generator, command: 'pattern' | 'outfit'): void {
  if (generator === 'panels') return;
  throw new InputError(
    'model-unavailable',
    `${command} needs a pattern, and ${generator} makes a mesh without one: use --generator panels, or tryon.`,
  );
}
