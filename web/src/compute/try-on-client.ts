import type { MadeGarment } from '@fitroom/shared/tryon/made-garment';
import type {
  Backend,
  BackendReport,
  InferenceWorker,
} from '@fitroom/web-workers/protocol/inference-worker';
import type { JobEvent } from '@fitroom/web-workers/protocol/job-events';
import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type {
  BodySource,
  FitRequest,
  FittedFiles,
  MakeRequest,
  TryOnWorker,
} from '@fitroom/web-workers/protocol/try-on-worker';
import type { Spawned } from './spawn-workers.ts';

export interface JobWatch {
  /** Cancels: the worker is ended at once and another takes its place. */
  readonly signal: AbortSignal;
  onEvent(event: JobEvent): void;
}

/** The jobs that run on this device. One at a time: the caller cancels before it starts another. */
export interface TryOnClient {
  /** Loads runtime, model and a body ahead of the first photo. */
  warmUp(body: BodySource): Promise<BackendReport | null>;
  make(request: MakeRequest, watch: JobWatch): Promise<Outcome<MadeGarment>>;
  fit(request: FitRequest, watch: JobWatch): Promise<Outcome<FittedFiles>>;
  /** What the network runs on; null before the first use. */
  backend(): Promise<BackendReport | null>;
}

export interface ClientPorts {
  spawnInference(): Spawned<InferenceWorker>;
  spawnTryOn(): Spawned<TryOnWorker>;
}

/** A broken worker shows in the job that uses it; these calls only prepare one. */
const ignore = () => undefined;

const crashed = (error: unknown): Outcome<never> => ({
  status: 'failed',
  problem: {
    kind: 'fault',
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
  },
});

/** Whatever events are still on their way when a job's answer arrives. */
const lastEvents = () => new Promise((resolve) => setTimeout(resolve));

/** @param forced Runs the network on this backend; null lets the machine decide. */
export function createTryOnClient(forced: Backend | null, ports: ClientPorts): TryOnClient {
  let inference: Spawned<InferenceWorker> | null = null;
  let tryOn: Spawned<TryOnWorker> | null = null;

  function inferenceWorker(): Spawned<InferenceWorker> {
    if (inference === null) {
      inference = ports.spawnInference();
      inference.face.warmUp({ forced }).catch(ignore);
    }
    return inference;
  }

  function tryOnWorker(): Spawned<TryOnWorker> {
    if (tryOn === null) {
      tryOn = ports.spawnTryOn();
      const { port1, port2 } = new MessageChannel();
      // Calls to a worker arrive in order, so nothing has to wait for these.
      inferenceWorker().face.serve(port1).catch(ignore);
      tryOn.face.connect(port2).catch(ignore);
    }
    return tryOn;
  }

  /** Ends what a job was using; the network's worker goes too where it was busy with it. */
  function drop(withInference: boolean): void {
    tryOn?.terminate();
    tryOn = null;
    if (!withInference) return;
    inference?.terminate();
    inference = null;
  }

  async function run<T>(
    start: (worker: TryOnWorker, events: MessagePort) => Promise<Outcome<T>>,
    watch: JobWatch,
  ): Promise<Outcome<T>> {
    if (watch.signal.aborted) return { status: 'cancelled' };
    let isInferring = false;
    const { port1: events, port2: remote } = new MessageChannel();
    events.onmessage = (message: MessageEvent<JobEvent>) => {
      if (watch.signal.aborted) return;
      if (message.data.type === 'progress') isInferring = message.data.stage === 'matte';
      watch.onEvent(message.data);
    };
    const cancelling = Promise.withResolvers<Outcome<T>>();
    const onAbort = () => {
      drop(isInferring);
      cancelling.resolve({ status: 'cancelled' });
    };
    watch.signal.addEventListener('abort', onAbort, { once: true });
    try {
      const worker = tryOnWorker();
      const outcome = await Promise.race([
        start(worker.face, remote),
        cancelling.promise,
        worker.broken,
        inferenceWorker().broken,
      ]);
      await lastEvents();
      return watch.signal.aborted ? { status: 'cancelled' } : outcome;
    } catch (error) {
      drop(true);
      return crashed(error);
    } finally {
      watch.signal.removeEventListener('abort', onAbort);
    }
  }

  return {
    async warmUp(body) {
      const worker = tryOnWorker();
      const [opened] = await Promise.all([
        inferenceWorker().face.warmUp({ forced }),
        worker.face.warmUp(body),
      ]);
      return opened.status === 'done' ? opened.value : null;
    },
    make: (request, watch) => run((worker, events) => worker.make(request, events), watch),
    fit: (request, watch) => run((worker, events) => worker.fit(request, events), watch),
    backend: () => inferenceWorker().face.report(),
  };
}
