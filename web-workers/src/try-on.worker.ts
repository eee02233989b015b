import type { JobContext } from '@fitroom/shared/job/context';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import * as Comlink from 'comlink';
import { chooseSolver } from './cloth-gpu/choose-solver.ts';
import { createClothPlace } from './cloth-gpu/cloth-place.ts';
import { gpuSolver } from './cloth-gpu/gpu-solver.ts';
import { openClothDevice, openComputeDevice } from './cloth-gpu/open-device.ts';
import { decodePhoto } from './fitting/decode-photo.ts';
import { decodeImage, encodeImage } from './fitting/image-codec.ts';
import { loadBody } from './fitting/load-body.ts';
import { fitMeshOnBody, lookAtMesh, walkMeshOnBody } from './fitting/mesh-jobs.ts';
import { modelsOverPort } from './fitting/models-over-port.ts';
import { type FindingNetworks, networksOverPort } from './fitting/networks-over-port.ts';
import { openGltf } from './fitting/open-gltf.ts';
import { createOutfitKeeper, walkTogether, wearOnBody } from './fitting/outfit-jobs.ts';
import { paintMaps } from './fitting/paint-maps.ts';
import { createPhotoKeeper } from './fitting/photo-keeper.ts';
import {
  contextFor,
  cutOutOfPhoto,
  fitOnBody,
  standOnBody,
  tryOnPhoto,
} from './fitting/try-on-jobs.ts';
import { whileNetworkLasts } from './fitting/while-network-lasts.ts';
import { createWornKeeper } from './fitting/worn-keeper.ts';
import { probeAdapter } from './inference/probe-adapter.ts';
import type { ClothReport, ClothWish } from './protocol/cloth-report.ts';
import type { GraphService, PriorService } from './protocol/inference-worker.ts';
import type { TryOnWorker } from './protocol/try-on-worker.ts';
import { createByteStore } from './runtime/byte-store.ts';
import { once } from './runtime/once.ts';
import { outcomeOf } from './runtime/outcome-of.ts';
import { postingTo } from './runtime/post-events.ts';
import {
  CUT_OUT_SHARES,
  FIT_SHARES,
  GENERATE_SHARES,
  LOOK_SHARES,
  MAP_SHARES,
  MESH_SHARES,
  meshWalkShares,
  OUTFIT_SHARES,
  outfitWalkShares,
  stanceShares,
  TRY_ON_SHARES,
} from './runtime/progress-throttle.ts';
import { createTimingMemory } from './runtime/timing-memory.ts';
import { chooseSnapper } from './snap-gpu/choose-snapper.ts';
import { gpuSnapper } from './snap-gpu/gpu-snapper.ts';
import { openSnapDevice } from './snap-gpu/open-snap-device.ts';
import { createSnapPlace } from './snap-gpu/snap-place.ts';

const cache = createByteStore(() => Date.now());
const photos = createPhotoKeeper(decodePhoto);
const wornKeeper = createWornKeeper();
const outfitKeeper = createOutfitKeeper();
interface Inference {
  networks(): Promise<FindingNetworks>;
  readonly graphs: GraphService;
}
const connected = Promise.withResolvers<Inference>();
const wished = Promise.withResolvers<ClothWish>();
const gpu: GPU | undefined = Reflect.get(navigator, 'gpu');
/** One device for both. */
const device = once(() => openComputeDevice(gpu));
/** @param key Of the timing that is kept; raised when the kernel changes. */
const machine = (key: string) => ({
  ...createTimingMemory(cache, key, ['webgpu', 'cpu']),
  probe: () => probeAdapter(gpu),
  now: () => performance.now(),
});
const cloth = createClothPlace(async () =>
  chooseSolver((await wished.promise).solver, {
    ...machine('cloth-timing/1'),
    open: async () => gpuSolver(await openClothDevice(await device())),
  }),
);
const snap = createSnapPlace(async () => {
  const { snap: forced } = await wished.promise;
  // One after the other: neither is timed while the other works.
  await cloth.ready().catch(() => undefined);
  return chooseSnapper(forced, {
    ...machine('snap-timing/1'),
    open: async () => gpuSnapper(await openSnapDevice(await device())),
  });
});

function clothReport(): ClothReport | null {
  const [solver, snapping] = [cloth.report(), snap.report()];
  return solver && snapping && { solver, snap: snapping };
}

async function ports({ log }: JobContext): Promise<TryOnPorts> {
  const [networks, gltf, solver, snapper] = await Promise.all([
    connected.promise.then(({ networks: open }) => open()),
    openGltf(),
    cloth.worker(log),
    snap.worker(log),
  ]);
  return {
    solver,
    snapper,
    ...networks,
    gltf,
    encodeImage,
    decodeImage: (bytes) => decodeImage(new Blob([new Uint8Array(bytes)])),
    cache,
  };
}

const worker: TryOnWorker = {
  async connect(port, wish) {
    const service: PriorService & GraphService = Comlink.wrap<PriorService & GraphService>(port);
    connected.resolve({ networks: networksOverPort(service), graphs: service });
    wished.resolve(wish);
  },
  cloth: async () => clothReport(),
  warmUp: (body) => outcomeOf(() => Promise.all([loadBody(body), snap.ready()]).then(() => null)),
  tryOn: (request, cancel, events) =>
    postingTo(events, async (post) => {
      const context = contextFor(TRY_ON_SHARES, cancel, post);
      return outcomeOf(() =>
        whileNetworkLasts(
          () => ports(context),
          context,
          (given) => tryOnPhoto(request, { photos, worn: wornKeeper }, given, context, post),
        ),
      );
    }),
  cutOut: (photo, cancel, events) =>
    postingTo(events, async (post) => {
      const context = contextFor(CUT_OUT_SHARES, cancel, post);
      return outcomeOf(() =>
        whileNetworkLasts(
          () => ports(context),
          context,
          (given) => cutOutOfPhoto(photo, photos, given, context),
        ),
      );
    }),
  fit: (request, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () => {
        const context = contextFor(FIT_SHARES, cancel, post);
        return fitOnBody(request, wornKeeper, await ports(context), context, post);
      }),
    ),
  look: (mesh, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(() => lookAtMesh(mesh, contextFor(LOOK_SHARES, cancel, post))),
    ),
  generate: (request, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () => {
        const context = contextFor(GENERATE_SHARES, cancel, post);
        const { graphs } = await connected.promise;
        // Loaded for those who chose it.
        const { generateGarment } = await import('./fitting/generate-garment.ts');
        const models = modelsOverPort(graphs, context.log);
        try {
          return await generateGarment(request, models, await ports(context), context);
        } finally {
          await models.release();
        }
      }),
    ),
  fitMesh: (request, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () => {
        const context = contextFor(MESH_SHARES, cancel, post);
        return fitMeshOnBody(request, await ports(context), context);
      }),
    ),
  walkMesh: (request, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () => {
        const shares = meshWalkShares(request.simulate);
        const context = contextFor(shares, cancel, post);
        return walkMeshOnBody(request, await ports(context), context);
      }),
    ),
  stand: (request, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () => {
        const context = contextFor(stanceShares(request.stance), cancel, post);
        return standOnBody(request, wornKeeper, await ports(context), context);
      }),
    ),
  paint: (request, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () =>
        paintMaps(request, await openGltf(), contextFor(MAP_SHARES, cancel, post)),
      ),
    ),
  wear: (request, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () => {
        const context = contextFor(OUTFIT_SHARES, cancel, post);
        return wearOnBody(request, outfitKeeper, await ports(context), context);
      }),
    ),
  walkTogether: (request, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () => {
        const shares = outfitWalkShares(request.simulate);
        const context = contextFor(shares, cancel, post);
        return walkTogether(request, outfitKeeper, await ports(context), context);
      }),
    ),
};
Comlink.expose(worker);
