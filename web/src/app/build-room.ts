import type { ApiClient } from '@fitroom/shared/client/api-client';
import type { Generator } from '@fitroom/shared/garment/vocabulary';
import { DEVICE_GENERATORS } from '@fitroom/shared/generators/device-generators';
import type { QueryClient } from '@tanstack/react-query';
import { createBrowserClient } from '../api/browser-transport.ts';
import { createServerKey, type ServerKey } from '../api/server-key.ts';
import { createServerPlace } from '../api/server-place.ts';
import type { Body } from '../bodies/body.ts';
import { shareFlag } from '../compute/share-flag.ts';
import { spawnInferenceWorker, spawnTryOnWorker } from '../compute/spawn-workers.ts';
import { createTryOnClient, type TryOnClient } from '../compute/try-on-client.ts';
import { createDeviceModel } from '../generators/device-model.ts';
import { type GeneratorOffer, generatorOffers } from '../generators/generator-offers.ts';
import { keepModel } from '../generators/keep-model.ts';
import type { DeviceGeneratorModel } from '../generators/use-device-offers.ts';
import { keepFolder } from '../matte/keep-folder.ts';
import { listedModels } from '../matte/listed-models.ts';
import { createModelController } from '../matte/model-controller.ts';
import { createDevicePlace, eventsTo } from '../room/device-place.ts';
import { createRoomController, type RoomController } from '../room/room-controller.ts';
import { hasWebGl } from '../scene/has-webgl.ts';
import type { FitroomDatabase } from '../storage/database.ts';
import type { SettingsStore } from '../storage/settings.ts';
import { createWardrobe, type Wardrobe } from '../storage/wardrobe.ts';
import { forcedBackends } from './forced-backend.ts';
import type { Room } from './room-context.ts';
import type { RuntimeConfig } from './runtime-config.ts';

interface RoomMaterials {
  readonly database: FitroomDatabase;
  readonly settings: SettingsStore;
  readonly config: RuntimeConfig;
  readonly queryClient: QueryClient;
  readonly bundled: readonly Body[];
  readonly firstBodyId: string | null;
}

export interface RoomParts {
  readonly api: ApiClient;
  readonly client: TryOnClient;
  readonly controller: RoomController;
  readonly wardrobe: Wardrobe;
  readonly models: Room['models'];
  /** The bodies there are now; the list changes when a server answers. */
  readonly bodies: { current: readonly Body[] };
  /** The generators there are now; as the bodies. */
  readonly generators: { current: readonly GeneratorOffer[] };
  readonly deviceModels: readonly DeviceGeneratorModel[];
  readonly serverKey: ServerKey;
}

/** Makes the fitting room's parts, once for the life of the page. */
export function buildRoom(materials: RoomMaterials): RoomParts {
  const { database, settings, config, queryClient, bundled, firstBodyId } = materials;
  const api: ApiClient = createBrowserClient(config.apiBase, () => serverKey.current());
  const ownUserId = () => userIdOf(settings);
  const serverKey = createServerKey({
    settings,
    apiBase: config.apiBase,
    tryKey: async (userId) => api.listClothes({ userId: userId ?? (await ownUserId()), limit: 1 }),
  });
  const keyKnown = serverKey.restore();
  const bodies = { current: bundled };
  const client = createTryOnClient(forcedBackends(location.search), {
    spawnInference: spawnInferenceWorker,
    spawnTryOn: spawnTryOnWorker,
    shareFlag,
  });
  const wardrobe = createWardrobe(database);
  const generators = { current: generatorOffers(null, false) };
  const licenceOf = (generator: Generator) => {
    const offer = generators.current.find((listed) => listed.generator === generator);
    return { licence: offer?.licence ?? '', commercialUse: offer?.commercialUse ?? false };
  };
  const device = createDevicePlace(
    client,
    (id) => bodies.current.find((body) => body.id === id)?.source ?? null,
    licenceOf,
  );
  const server = createServerPlace(
    api,
    queryClient,
    async () => {
      // The first call of a visit may come before the key of the last one was read.
      await keyKnown;
      return serverKey.state().kept?.userId ?? ownUserId();
    },
    licenceOf,
  );
  const deviceModels = DEVICE_GENERATORS.map(({ generator, model }) => ({
    generator,
    model: createDeviceModel(keepModel(model)),
  }));
  const known = bundled.some((body) => body.id === firstBodyId);
  const controller = createRoomController(
    {
      places: { device, server },
      paintMaps: (dressedGlb, watch) =>
        client.paint({ dressedGlb, wantsPictures: !hasWebGl() }, eventsTo(watch)),
      cutOut: ({ id, blob }, watch) => client.cutOut({ id, blob }, eventsTo(watch)),
      inspectMesh: (mesh, watch) => client.look(mesh, eventsTo(watch)),
      wardrobe,
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
    },
    firstBodyId !== null && known ? { bodyId: firstBodyId } : {},
  );
  const list = listedModels();
  const models = {
    list,
    controller: createModelController({
      models: list,
      loadModel: client.loadModel,
      currentModel: client.model,
      keepFolder,
      remember: (choice) => settings.set('matteModel', choice),
    }),
  };
  return { api, client, controller, wardrobe, models, bodies, generators, deviceModels, serverKey };
}

/** A random id, made when the first photo goes to the server: nothing about the person is in it. */
async function userIdOf(settings: SettingsStore): Promise<string> {
  const known = await settings.get('userId');
  if (known) return known;
  const made = crypto.randomUUID();
  await settings.set('userId', made);
  return made;
}
