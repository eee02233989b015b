import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import * as Comlink from 'comlink';
import { decodeImage, encodeImage } from './fitting/image-codec.ts';
import { loadBody } from './fitting/load-body.ts';
import { openGltf } from './fitting/open-gltf.ts';
import { priorOverPort } from './fitting/prior-over-port.ts';
import { contextFor, fitOnBody, makeFromPhoto } from './fitting/try-on-jobs.ts';
import type { TryOnWorker } from './protocol/try-on-worker.ts';
import { createByteStore } from './runtime/byte-store.ts';
import { outcomeOf } from './runtime/outcome-of.ts';
import { postingTo } from './runtime/post-events.ts';
import { FIT_SHARES, MAKE_SHARES } from './runtime/progress-throttle.ts';

const cache = createByteStore(() => Date.now());
const connected = Promise.withResolvers<MessagePort>();

async function ports(): Promise<TryOnPorts> {
  const [port, gltf] = await Promise.all([connected.promise, openGltf()]);
  return {
    prior: priorOverPort(port),
    gltf,
    encodeImage,
    decodeImage: (bytes) => decodeImage(new Blob([new Uint8Array(bytes)])),
    cache,
  };
}

const worker: TryOnWorker = {
  connect: async (port) => connected.resolve(port),
  warmUp: (body) => outcomeOf(() => loadBody(body).then(() => null)),
  make: (request, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () => makeFromPhoto(request, await ports(), contextFor(MAKE_SHARES, post))),
    ),
  fit: (request, events) =>
    postingTo(events, async (post) =>
      outcomeOf(async () => fitOnBody(request, await ports(), contextFor(FIT_SHARES, post))),
    ),
};
Comlink.expose(worker);
