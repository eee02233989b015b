import type { Body } from '../bodies/body.ts';
import { spawnInferenceWorker, spawnTryOnWorker } from '../compute/spawn-workers.ts';
import { createTryOnClient, type TryOnClient } from '../compute/try-on-client.ts';
import { createDevicePlace } from '../room/device-place.ts';
import { createRoomController, type RoomController } from '../room/room-controller.ts';
import type { FitroomDatabase } from '../storage/database.ts';
import type { SettingsStore } from '../storage/settings.ts';
import { createWardrobe, type Wardrobe } from '../storage/wardrobe.ts';
import { forcedBackend } from './forced-backend.ts';
import type { RuntimeConfig } from './runtime-config.ts';

interface RoomMaterials {
  readonly database: FitroomDatabase;
  readonly settings: SettingsStore;
  readonly config: RuntimeConfig;
  readonly bundled: readonly Body[];
  readonly firstBodyId: string | null;
}

export interface RoomParts {
  readonly client: TryOnClient;
  readonly controller: RoomController;
  readonly wardrobe: Wardrobe;
  /** The bodies there are now; the list changes when a server answers. */
  readonly bodies: { current: readonly Body[] };
}

/** Makes the fitting room's parts, once for the life of the page. */
export function buildRoom({ database, bundled, firstBodyId }: RoomMaterials): RoomParts {
  const bodies = { current: bundled };
  const client = createTryOnClient(forcedBackend(location.search), {
    spawnInference: spawnInferenceWorker,
    spawnTryOn: spawnTryOnWorker,
  });
  const wardrobe = createWardrobe(database);
  const device = createDevicePlace(
    client,
    (id) => bodies.current.find((body) => body.id === id)?.source ?? null,
  );
  const known = bundled.some((body) => body.id === firstBodyId);
  const controller = createRoomController(
    {
      places: { device, server: device },
      wardrobe,
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
    },
    firstBodyId !== null && known ? { bodyId: firstBodyId } : {},
  );
  return { client, controller, wardrobe, bodies };
}
