import type { InferenceWorker } from '@fitroom/web-workers/protocol/inference-worker';
import type { TryOnWorker } from '@fitroom/web-workers/protocol/try-on-worker';
import * as Comlink from 'comlink';

/** A worker behind its typed face. */
export interface Spawned<T> {
  readonly face: T;
  /** Rejects when the worker breaks as a whole (its file did not load, memory ran out). */
  readonly broken: Promise<never>;
  /** Ends the worker at once, in the middle of whatever it does. */
  terminate(): void;
}

function breakage(worker: Worker): Promise<never> {
  const broken = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('error', (event) => {
      reject(new Error(event.message || 'A worker of the app could not be started.'));
    });
  });
  // Nobody may be waiting when it breaks.
  broken.catch(() => undefined);
  return broken;
}

export function spawnInferenceWorker(): Spawned<InferenceWorker> {
  const worker = new Worker(
    new URL('../../../web-workers/src/inference.worker.ts', import.meta.url),
    { type: 'module', name: 'inference' },
  );
  const remote = Comlink.wrap<InferenceWorker>(worker);
  return {
    face: {
      warmUp: (wish) => remote.warmUp(wish),
      report: () => remote.report(),
      use: (wish, progress) => remote.use(wish, Comlink.transfer(progress, [progress])),
      model: () => remote.model(),
      serve: (port) => remote.serve(Comlink.transfer(port, [port])),
    },
    broken: breakage(worker),
    terminate: () => worker.terminate(),
  };
}

export function spawnTryOnWorker(): Spawned<TryOnWorker> {
  const worker = new Worker(new URL('../../../web-workers/src/try-on.worker.ts', import.meta.url), {
    type: 'module',
    name: 'try-on',
  });
  const remote = Comlink.wrap<TryOnWorker>(worker);
  return {
    face: {
      connect: (port, cloth) => remote.connect(Comlink.transfer(port, [port]), cloth),
      cloth: () => remote.cloth(),
      warmUp: (body) => remote.warmUp(body),
      tryOn: (request, cancel, events) =>
        remote.tryOn(request, cancel, Comlink.transfer(events, [events])),
      cutOut: (photo, cancel, events) =>
        remote.cutOut(photo, cancel, Comlink.transfer(events, [events])),
      fit: (request, cancel, events) =>
        remote.fit(request, cancel, Comlink.transfer(events, [events])),
      look: (mesh, cancel, events) => remote.look(mesh, cancel, Comlink.transfer(events, [events])),
      generate: (request, cancel, events) =>
        remote.generate(request, cancel, Comlink.transfer(events, [events])),
      fitMesh: (request, cancel, events) =>
        remote.fitMesh(request, cancel, Comlink.transfer(events, [events])),
      walkMesh: (request, cancel, events) =>
        remote.walkMesh(request, cancel, Comlink.transfer(events, [events])),
      stand: (request, cancel, events) =>
        remote.stand(request, cancel, Comlink.transfer(events, [events])),
      paint: (request, cancel, events) =>
        remote.paint(request, cancel, Comlink.transfer(events, [events])),
      wear: (request, cancel, events) =>
        remote.wear(request, cancel, Comlink.transfer(events, [events])),
      walkTogether: (request, cancel, events) =>
        remote.walkTogether(request, cancel, Comlink.transfer(events, [events])),
    },
    broken: breakage(worker),
    terminate: () => worker.terminate(),
  };
}
