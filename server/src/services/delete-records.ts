import { deleteCloth } from '../records/clothes.ts';
import { deleteCloth3d, listClothes3dOf } from '../records/clothes3d.ts';
import { deleteSession, listSessionsOf } from '../records/sessions.ts';
import type { AppPorts } from './app-ports.ts';
import { requireCloth, requireCloth3d, requireSession } from './find-or-404.ts';

type DeletePorts = Pick<AppPorts, 'database' | 'jobs' | 'store' | 'events'>;

/** Removes the cloth, everything made from it, and all their files; running jobs end. */
export async function removeCloth(ports: DeletePorts, id: string): Promise<void> {
  requireCloth(ports.database, id);
  const garments = listClothes3dOf(ports.database, id);
  const sessions = garments.flatMap((garment) => listSessionsOf(ports.database, garment.id));
  // Rows of outfits hang from one of their garments only.
  for (const session of sessions) deleteSession(ports.database, session.id);
  deleteCloth(ports.database, id);
  await forget(
    ports,
    [id, ...garments.map((row) => row.id), ...sessions.map((row) => row.id)],
    [`clothes/${id}/`, ...sessions.map((row) => `sessions/${row.id}/`)],
  );
}

/** Removes the 3D garment, its sessions and their files; the photo stays. */
export async function removeCloth3d(ports: DeletePorts, id: string): Promise<void> {
  const row = requireCloth3d(ports.database, id);
  const sessions = listSessionsOf(ports.database, id);
  for (const session of sessions) deleteSession(ports.database, session.id);
  deleteCloth3d(ports.database, id);
  await forget(
    ports,
    [id, ...sessions.map((session) => session.id)],
    [`clothes/${row.clothId}/${id}/`, ...sessions.map((session) => `sessions/${session.id}/`)],
  );
}

/** Removes the session and its files. */
export async function removeSession(ports: DeletePorts, id: string): Promise<void> {
  requireSession(ports.database, id);
  deleteSession(ports.database, id);
  await forget(ports, [id], [`sessions/${id}/`]);
}

/** Rows go first: a job that ends now finds no row to fill, and removes what it stored. */
async function forget(ports: DeletePorts, targets: string[], folders: string[]): Promise<void> {
  for (const target of targets) {
    ports.jobs.cancel(target);
    ports.events.publish(target);
  }
  for (const folder of folders) await ports.store.remove(folder);
}
