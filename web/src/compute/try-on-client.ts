import type { Stage } from '@fitroom/shared/job/context';
import { deviceProblemOf } from '@fitroom/shared/job/device-problem';
import type { SeenMesh } from '@fitroom/shared/tryon/inspect-mesh';
import type { ClothReport, ClothWish } from '@fitroom/web-workers/protocol/cloth-report';
import type {
  Backend,
  BackendReport,
  InferenceWorker,
  ModelReport,
  ModelWish,
} from '@fitroom/web-workers/protocol/inference-worker';
import type { JobEvent } from '@fitroom/web-workers/protocol/job-events';
import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type {
  BodySource,
  CancelFlag,
  FitRequest,
  FittedFiles,
  GeneratedFiles,
  GenerateRequest,
  GivenPhoto,
  MapsRequest,
  MeshRequest,
  MeshWalkRequest,
  OutfitFiles,
  OutfitRequest,
  OutfitWalkRequest,
  PaintedMap,
  StanceRequest,
  StandingFiles,
  TriedOnFiles,
  TryOnRequest,
  TryOnWorker,
} from '@fitroom/web-workers/protocol/try-on-worker';
import type { Spawned } from './spawn-workers.ts';

export interface JobWatch {
  /** Cancels: the caller has its answer at once, the worker ends the job when it notices. */
  readonly signal: AbortSignal;
  onEvent(event: JobEvent): void;
}

/** The jobs that run on this device. One at a time: the caller cancels before it starts another. */
export interface TryOnClient {
  /** Loads runtime, model and a body ahead of the first photo. */
  warmUp(body: BodySource): Promise<BackendReport | null>;
  /** Photo to worn garment. */
  tryOn(request: TryOnRequest, watch: JobWatch): Promise<Outcome<TriedOnFiles>>;
  /** A photo's garment without its background, as PNG with transparency. */
  cutOut(photo: GivenPhoto, watch: JobWatch): Promise<Outcome<Blob>>;
  fit(request: FitRequest, watch: JobWatch): Promise<Outcome<FittedFiles>>;
  /** What a 3D file is. */
  look(mesh: Blob, watch: JobWatch): Promise<Outcome<SeenMesh>>;
  /** Photo to a garment's mesh, by networks that this browser keeps. */
  generate(request: GenerateRequest, watch: JobWatch): Promise<Outcome<GeneratedFiles>>;
  /** A 3D garment of the user's on a body. */
  fitMesh(request: MeshRequest, watch: JobWatch): Promise<Outcome<FittedFiles>>;
  /** A 3D garment of the user's that walks. */
  walkMesh(request: MeshWalkRequest, watch: JobWatch): Promise<Outcome<StandingFiles>>;
  /** A garment in a pose. */
  stand(request: StanceRequest, watch: JobWatch): Promise<Outcome<StandingFiles>>;
  /** A dressed body's fit, painted on it. */
  paint(request: MapsRequest, watch: JobWatch): Promise<Outcome<readonly PaintedMap[]>>;
  /** Several garments on one body. */
  wear(request: OutfitRequest, watch: JobWatch): Promise<Outcome<OutfitFiles>>;
  /** Several garments that walk. */
  walkTogether(request: OutfitWalkRequest, watch: JobWatch): Promise<Outcome<StandingFiles>>;
  /** What the network runs on; null before the first use. */
  backend(): Promise<BackendReport | null>;
  /** Where cloth is simulated; null before the first use. */
  cloth(): Promise<ClothReport | null>;
  /**
   * Changes the network that finds the garment, for the rest of the visit.
   *
   * @param onProgress Receives 0..1 of what is loaded.
   */
  loadModel(wish: ModelWish | null, onProgress: (fraction: number) => void): Promise<ModelReport>;
  /** The network in use now; one that gave out is no longer. */
  model(): Promise<ModelReport>;
}

export interface ClientPorts {
  spawnInference(): Spawned<InferenceWorker>;
  spawnTryOn(): Spawned<TryOnWorker>;
  /** Memory that a worker shares with the page; null where the browser does not allow it. */
  shareFlag(): CancelFlag;
}

/**
 * How long a cancelled job may go on before its worker is ended. A worker that ends by itself stays
 * warm, with the photo it has opened: that is what makes one correction after another quick.
 */
const PATIENCE_MS = 500;

/** While a network runs for long, its worker notices nothing. */
const INFERRING: ReadonlySet<Stage> = new Set(['matte', 'reconstruct', 'texture']);

/** A broken worker shows in the job that uses it; these calls only prepare one. */
const ignore = () => undefined;

function crashed(error: unknown): Outcome<never> {
  const message = error instanceof Error ? error.message : String(error);
  const code = deviceProblemOf(message) ?? 'internal';
  return { status: 'failed', problem: { kind: 'fault', code, message } };
}

const isOverWithin = (work: Promise<unknown>, milliseconds: number): Promise<boolean> =>
  Promise.race([
    work.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(resolve, milliseconds, false)),
  ]);

/** What was downloaded once is not asked for again. */
const keptPlace = ({ place }: ModelWish): ModelWish['place'] => (place === 'hub' ? 'kept' : place);

/** Whatever events are still on their way when a job's answer arrives. */
const lastEvents = () => new Promise((resolve) => setTimeout(resolve));

/** @param forced Where network and cloth are computed; null lets the machine decide. */
export function createTryOnClient(
  forced: { readonly network: Backend | null; readonly cloth: ClothWish },
  ports: ClientPorts,
): TryOnClient {
  let inference: Spawned<InferenceWorker> | null = null;
  let fitting: Spawned<TryOnWorker> | null = null;
  let modelWish: ModelWish | null = null;
  /** The last job, settled when its worker is free again. */
  let last: { readonly over: Promise<unknown>; isInferring: boolean } | null = null;

  function inferenceWorker(): Spawned<InferenceWorker> {
    if (inference === null) {
      inference = ports.spawnInference();
      inference.face.warmUp({ forced: forced.network }).catch(ignore);
      // The worker before may have ended in the middle of a job.
      if (modelWish) use(inference, { ...modelWish, place: keptPlace(modelWish) }).catch(ignore);
    }
    return inference;
  }

  function use(
    worker: Spawned<InferenceWorker>,
    wish: ModelWish | null,
    onProgress: (fraction: number) => void = ignore,
  ): Promise<ModelReport> {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (message: MessageEvent<number>) => onProgress(message.data);
    return Promise.race([worker.face.use(wish, port2), worker.broken]);
  }

  function tryOnWorker(): Spawned<TryOnWorker> {
    if (fitting === null) {
      fitting = ports.spawnTryOn();
      const { port1, port2 } = new MessageChannel();
      // Calls to a worker arrive in order, so nothing has to wait for these.
      inferenceWorker().face.serve(port1).catch(ignore);
      fitting.face.connect(port2, forced.cloth).catch(ignore);
    }
    return fitting;
  }

  /** Ends what a job was using; the network's worker goes too where it was busy with it. */
  function drop(withInference: boolean): void {
    fitting?.terminate();
    fitting = null;
    if (!withInference) return;
    inference?.terminate();
    inference = null;
  }

  async function untilFree(): Promise<void> {
    if (last && !(await isOverWithin(last.over, PATIENCE_MS))) drop(last.isInferring);
    last = null;
  }

  async function run<T>(
    start: (worker: TryOnWorker, cancel: CancelFlag, events: MessagePort) => Promise<Outcome<T>>,
    watch: JobWatch,
  ): Promise<Outcome<T>> {
    await untilFree();
    if (watch.signal.aborted) return { status: 'cancelled' };
    const over = Promise.withResolvers<void>();
    const job = { over: over.promise, isInferring: false };
    last = job;
    const { port1: events, port2: remote } = new MessageChannel();
    events.onmessage = (message: MessageEvent<JobEvent>) => {
      if (message.data.type === 'progress') job.isInferring = INFERRING.has(message.data.stage);
      if (!watch.signal.aborted) watch.onEvent(message.data);
    };
    const cancel = ports.shareFlag();
    const cancelling = Promise.withResolvers<Outcome<T>>();
    const onAbort = () => {
      if (cancel) Atomics.store(cancel, 0, 1);
      else {
        drop(job.isInferring);
        over.resolve();
      }
      cancelling.resolve({ status: 'cancelled' });
    };
    watch.signal.addEventListener('abort', onAbort, { once: true });
    try {
      const worker = tryOnWorker();
      const working = start(worker.face, cancel, remote);
      working.catch(ignore).then(() => over.resolve());
      const outcome = await Promise.race([
        working,
        cancelling.promise,
        worker.broken,
        inferenceWorker().broken,
      ]);
      await lastEvents();
      return watch.signal.aborted ? { status: 'cancelled' } : outcome;
    } catch (error) {
      drop(true);
      over.resolve();
      return crashed(error);
    } finally {
      watch.signal.removeEventListener('abort', onAbort);
    }
  }

  return {
    async warmUp(body) {
      const worker = tryOnWorker();
      const [opened] = await Promise.all([
        inferenceWorker().face.warmUp({ forced: forced.network }),
        worker.face.warmUp(body),
      ]);
      return opened.status === 'done' ? opened.value : null;
    },
    tryOn: (request, watch) =>
      run((worker, cancel, events) => worker.tryOn(request, cancel, events), watch),
    cutOut: (photo, watch) =>
      run((worker, cancel, events) => worker.cutOut(photo, cancel, events), watch),
    fit: (request, watch) =>
      run((worker, cancel, events) => worker.fit(request, cancel, events), watch),
    look: (mesh, watch) =>
      run((worker, cancel, events) => worker.look(mesh, cancel, events), watch),
    generate: (request, watch) =>
      run((worker, cancel, events) => worker.generate(request, cancel, events), watch),
    fitMesh: (request, watch) =>
      run((worker, cancel, events) => worker.fitMesh(request, cancel, events), watch),
    walkMesh: (request, watch) =>
      run((worker, cancel, events) => worker.walkMesh(request, cancel, events), watch),
    stand: (request, watch) =>
      run((worker, cancel, events) => worker.stand(request, cancel, events), watch),
    paint: (request, watch) =>
      run((worker, cancel, events) => worker.paint(request, cancel, events), watch),
    wear: (request, watch) =>
      run((worker, cancel, events) => worker.wear(request, cancel, events), watch),
    walkTogether: (request, watch) =>
      run((worker, cancel, events) => worker.walkTogether(request, cancel, events), watch),
    backend: () => inferenceWorker().face.report(),
    cloth: () => tryOnWorker().face.cloth(),
    loadModel(wish, onProgress) {
      const worker = inferenceWorker();
      modelWish = wish;
      return use(worker, wish, onProgress);
    },
    model: () => inferenceWorker().face.model(),
  };
}
