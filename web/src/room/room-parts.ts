import type { SeenMesh } from '@fitroom/shared/tryon/inspect-mesh';
import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type { PaintedMap } from '@fitroom/web-workers/protocol/try-on-worker';
import type { Place, StoredPhoto } from '../storage/database.ts';
import type { Wardrobe } from '../storage/wardrobe.ts';
import type { RoomJobs } from './room-jobs.ts';
import type { RoomStore } from './room-store.ts';
import type { PlaceWatch, TryOnPlace } from './try-on-place.ts';
import type { Stamp } from './wardrobe-records.ts';

export interface RoomPorts {
  /** Paints a dressed body with each of its maps, on this device. */
  paintMaps(dressedGlb: Blob, watch: PlaceWatch): Promise<Outcome<readonly PaintedMap[]>>;
  /** Says what a 3D file is, on this device. */
  inspectMesh(mesh: Blob, watch: PlaceWatch): Promise<Outcome<SeenMesh>>;
  /** A photo's garment without its background, on this device. */
  cutOut(photo: StoredPhoto, watch: PlaceWatch): Promise<Outcome<Blob>>;
  readonly places: Readonly<Record<Place, TryOnPlace>>;
  readonly wardrobe: Wardrobe;
  /** Milliseconds of the wall clock. */
  now(): number;
  newId(): string;
}

/** What the parts of the room share. */
export interface RoomParts {
  readonly ports: RoomPorts;
  readonly store: RoomStore;
  readonly jobs: RoomJobs;
}

export function newStamp({ newId, now }: RoomPorts): Stamp {
  return { id: newId(), createdAt: now() };
}

/** Says whether it was kept: a full disk must not lose the result that is on screen. */
export async function keep(write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch {
    return false;
  }
}
