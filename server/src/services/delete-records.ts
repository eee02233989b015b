import { deleteCloth } from '../records/clothes.ts';
import { deleteCloth3d, listClothes3dOf } from '../records/clothes3d.ts';
import { deleteSession, listSessionsOf } from '../records/sessions.ts';
import type { Access } from './access.ts';
import type { AppPorts } from './app-ports.ts';
import { requireCloth, requireCloth3d, requireSession } from './find-or-404.ts';

type DeletePorts = Pick<AppPorts, 'database' | 'jobs' | 'store' | 'events'>;

/** Removes the cloth, everything made from it, and all their files; running jobs end. */
export async function removeCloth(ports: DeletePorts, access: Access, id: string): Promise<void> {
  const { database } = ports;
  await requireCloth(database, access, id);
  const garments = await listClothes3dOf(database, id);
  const sessions = new Set<string>();
  for (const garment of garments) {
    for (const session of await listSessionsOf(database, garment.id)) sessions.add(session.id);
  }
  // Rows of outfits hang from one of their garments only.
  for (const session of sessions) await deleteSession(database, session);
  await deleteCloth(database, id);
  await forget(
    ports,
    [id, ...garments.map((row) => row.id), ...sessions],
    [`clothes/${id}/`, ...[...sessions].map((session) => `sessions/${session}/`)],
  );
}

/** Removes the 3D garment, its sessions and their files; the photo stays. */
export async function removeCloth3d(ports: DeletePorts, access: Access, id: string): Promise<void> {
  const { database } = ports;
  const row = await requireCloth3d(database, access, id);
  const sessions = await listSessionsOf(database, id);
  for (const session of sessions) await deleteSession(database, session.id);
  await deleteCloth3d(database, id);
  await forget(
    ports,
    [id, ...sessions.map((session) => session.id)],
    [`clothes/${row.clothId}/${id}/`, ...sessions.map((session) => `sessions/${session.id}/`)],
  );
}

/** Removes the session and its files. */
export async function removeSession(ports: DeletePorts, access: Access, id: string): Promise<void> {
  await requireSession(ports.database, access, id);
  await deleteSession(ports.database, id);
  await forget(ports, [id], [`sessions/${id}/`]);
}

/** Rows go first: a job that ends now finds no row to fill, and removes what it stored. */
async function forget(ports: DeletePorts, targets: string[], folders: string[]): Promise<void> {
  for (const target of targets) {
    await ports.jobs.cancel(target);
    ports.events.publish(target);
  }
  for (const folder of folders) await ports.store.remove(folder);
}
