import type { Cloth3dRow } from '../records/clothes3d.ts';
import type { SessionRow } from '../records/sessions.ts';
import type { AppPorts } from './app-ports.ts';

/** Seconds until the job of a row will have ended; null when that is not known, or it has. */
export async function etaOf(
  { forecast }: Pick<AppPorts, 'forecast'>,
  row: Cloth3dRow | SessionRow,
): Promise<number | null> {
  return row.status === 'processing' ? forecast.etaSeconds(row.id, row.progress) : null;
}
