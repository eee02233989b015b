import type { Category } from '@fitroom/shared/garment/vocabulary';
import type { StoredGarment } from '../storage/database.ts';
import { fitAndKeep } from './make-and-fit.ts';
import { keep, newStamp, type RoomParts } from './room-parts.ts';
import type { AskedMesh } from './room-state.ts';
import { meshRecord } from './wardrobe-records.ts';

/** Looks at a 3D file, then asks what garment it is: `asked` is in the state from then on. */
export function bringMesh({ ports, jobs }: RoomParts, blob: Blob, name: string): void {
  void jobs.run(async (signal) => {
    const watch = jobs.watchFor('look', 'device', [0, 1], signal);
    watch.onProgress('decode', 0);
    const seen = await ports.inspectMesh(blob, watch);
    if (seen.status !== 'done') return seen;
    return { status: 'done', value: { asked: { blob, name, seen: seen.value } } };
  });
}

/**
 * Puts the generated garment in use on as one of another kind, and keeps it as a garment of its own.
 *
 * @returns whether it is one.
 */
export function wearMeshAs(parts: RoomParts, category: Category): boolean {
  const { ports, store, jobs } = parts;
  const { garment: before } = store.state();
  if (!before?.mesh || !before.madeBy) return false;
  if (before.mesh.category === category) return true;
  const { origin = null } = before.mesh;
  const garment: StoredGarment = {
    ...before,
    ...newStamp(ports),
    mesh: {
      ...before.mesh,
      category,
      origin: origin && {
        ...origin,
        category: { value: category, source: 'given', confidence: 1 },
      },
    },
    askedCategory: category,
  };
  void jobs.run(async (signal) => {
    const began = ports.now();
    await keep(() => ports.wardrobe.putGarment(garment));
    if (signal.aborted) return { status: 'cancelled' };
    const worn = await fitAndKeep(parts, garment, began, [0, 1], signal);
    return worn.status === 'done' ? { status: 'done', value: { ...worn.value, garment } } : worn;
  });
  return true;
}

/** Puts a 3D file on as the garment that the user says it is, and keeps it with the others. */
export function wearMesh(parts: RoomParts, mesh: AskedMesh, category: Category): void {
  const { ports, store, jobs } = parts;
  void jobs.run(async (signal) => {
    const began = ports.now();
    const garment: StoredGarment = meshRecord(
      mesh,
      category,
      store.state().wishes,
      newStamp(ports),
    );
    await keep(() => ports.wardrobe.putGarment(garment));
    if (signal.aborted) return { status: 'cancelled' };
    store.update({ garment });
    return fitAndKeep(parts, garment, began, [0, 1], signal);
  });
}
