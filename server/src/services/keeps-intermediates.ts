import type { Cloth3dRow } from '../records/clothes3d.ts';
import type { AppPorts } from './app-ports.ts';

const DAY_MS = 24 * 3600 * 1000;

/**
 * Whether the pictures that a job made on the way are kept still. By the time of the request, which is before
 * that of the files: a link is rather left out a little early than given in vain.
 */
export function keepsIntermediates({
  settings,
  now,
}: Pick<AppPorts, 'settings' | 'now'>): (row: Pick<Cloth3dRow, 'createdAt'>) => boolean {
  return (row) => {
    const end = intermediatesEnd(settings, row);
    return end === null || now() < end;
  };
}

/** When they are no longer kept, milliseconds; null: never. */
export function intermediatesEnd(
  { keepIntermediatesDays: days }: Pick<AppPorts['settings'], 'keepIntermediatesDays'>,
  { createdAt }: Pick<Cloth3dRow, 'createdAt'>,
): number | null {
  return days === 0 ? null : createdAt.getTime() + days * DAY_MS;
}
