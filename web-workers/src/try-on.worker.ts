import type { MattePrior } from '@fitroom/shared/matte/matte-prior';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import * as Comlink from 'comlink';
import { decodePhoto } from './fitting/decode-photo.ts';
import { decodeImage, encodeImage } from './fitting/image-codec.ts';
import { loadBody } from './fitting/load-body.ts';
import { openGltf } from './fitting/open-gltf.ts';
import { paintMaps } from './fitting/paint-maps.ts';
import { createPhotoKeeper } from './fitting/photo-keeper.ts';
import { priorOverPort } from './fitting/prior-over-port.ts';
import {
  contextFor,
  fitOnBody,
  standOnBody,
  tryOnPhoto,
  wearOnBody,
} from './fitting/try-on-jobs.ts';
import { whileNetworkLasts } from './fitting/while-network-lasts.ts';
import { createWornKeeper } from './fitting/worn-keeper.ts';
import type { TryOnWorker } from './protocol/try-on-worker.ts';
import { createByteStore } from './runtime/byte-store.ts';
import { outcomeOf } from './runtime/outcome-of.ts';
import { postingTo } from './runtime/post-events.ts';
import {
  FIT_SHARES,
  MAP_SHARES,
  OUTFIT_SHARES,
  STANCE_SHARES,
  TRY_ON_SHARES,
} from './runtime/progress-throttle.ts';

const cache = createByteStore(() => Date.now());
const photos = createPhotoKeeper(decodePhoto);
const wornKeeper = createWornKeeper();
const connected = Promise.withResolvers<() => Promise<MattePrior>>();

async function ports(): Promise<TryOnPorts> {
  const [prior, gltf] = await Promise.all([connected.promise.then((open) => open()), openGltf()]);
  return {
    prior,
    gltf,
    encodeImage,
    decodeImage: (bytes) => decodeImage(new Blob([new Uint8Array(bytes)])),
    cache,
  };
}

const worker: TryOnWorker = {
  connect: async (port) => connected.resolve(priorOverPort(port)),
  warmUp: (body) => outcomeOf(() => loadBody(body).then(() => null)),
  tryOn: (request, cancel, events) =>
    postingTo(events, async (post) => {
      const context = contextFor(TRY_ON_SHARES, cancel, post);
      return outcomeOf(() =>
        whileNetworkLasts(ports, context, (given) =>
          tryOnPhoto(request, { photos, worn: wornKeeper }, given, context, post),
        ),
      );
    }),
  fit: (request, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () =>
        fitOnBody(request, wornKeeper, await ports(), contextFor(FIT_SHARES, cancel, post), post),
      ),
    ),
  stand: (request, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () =>
        standOnBody(request, wornKeeper, await ports(), contextFor(STANCE_SHARES, cancel, post)),
      ),
    ),
  paint: (request, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () =>
        paintMaps(request, await openGltf(), contextFor(MAP_SHARES, cancel, post)),
      ),
    ),
  wear: (request, cancel, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () =>
        wearOnBody(request, await ports(), contextFor(OUTFIT_SHARES, cancel, post)),
      ),
    ),
};
Comlink.expose(worker);
