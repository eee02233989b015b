import type { ParserNetwork } from '@fitroom/shared/matte/garment-parser';
import type { PriorNetwork } from '@fitroom/shared/matte/matte-prior';
import type { GraphTensor } from '@fitroom/shared/networks/graph-runner';
import type { ModelManifest } from '@fitroom/shared/schemas/generator-model';
import type { MatteModel } from '@fitroom/shared/schemas/matte-model';
import type { Outcome } from './outcome.ts';

export type Backend = 'webgpu' | 'wasm';

/** Why a backend was taken; the app shows it. */
export type BackendReason =
  | 'forced'
  | 'measured'
  | 'remembered'
  | 'no-adapter'
  | 'software-adapter'
  | 'webgpu-failed'
  | 'device-lost';

export interface BackendReport {
  readonly backend: Backend;
  readonly reason: BackendReason;
  /** WASM threads in use; 1 where the page is not cross-origin isolated. */
  readonly threads: number;
  /** Milliseconds of one warm run on the real model, where both were timed; else null. */
  readonly measuredMs: { readonly webgpu: number; readonly wasm: number } | null;
}

/** How the network shall run. */
export interface BackendWish {
  /** Null: choose by what the machine has and by timing. */
  readonly forced: Backend | null;
}

/** Where models lie on the app's own server, and under which address those of a folder are kept. */
export const MODEL_FOLDER = '/models/';
/** The browser's cache that keeps models. */
export const MODEL_CACHE = 'fitroom-matte-models';

/** The browser's cache that keeps the models of generators. */
export const GENERATOR_CACHE = 'fitroom-generator-models';

/** Where a file of a generator's model lies on the app's own server, and under which address it is kept. */
export function keptAddress(model: string, path: string): string {
  return `${MODEL_FOLDER}generators/${model}/${path}`;
}

/** A network that the user chose to find the garment with. */
export interface ModelWish {
  readonly model: MatteModel;
  /**
   * `hub`: it may be downloaded from there; the user was asked. `kept`: as it was downloaded before,
   * nothing is fetched from afar. `here`: from a folder that the user gave, or from the app's own server.
   */
  readonly place: 'hub' | 'kept' | 'here';
}

export interface ModelReport {
  /** The network in use. */
  readonly name: string;
  /** Why the wished one is not; null where it is. */
  readonly failure: string | null;
}

/** The worker that owns the network's session; outlives cancelled jobs, so that it stays warm. */
export interface InferenceWorker {
  /** Makes the session ready ahead of the first photo. */
  warmUp(wish: BackendWish): Promise<Outcome<BackendReport>>;
  /** @returns what the network runs on now; changes when a device is lost. Null before `warmUp`. */
  report(): Promise<BackendReport | null>;
  /**
   * Changes the network that finds the garment; null goes back to the one that ships.
   *
   * @param progress Receives numbers, 0..1 of what is loaded; the port now belongs to the worker.
   */
  use(wish: ModelWish | null, progress: MessagePort): Promise<ModelReport>;
  model(): Promise<ModelReport>;
  /** Serves {@link PriorService} and {@link GraphService} on this port; the port now belongs to the worker. */
  serve(port: MessagePort): Promise<void>;
}

/** The graphs of generators' models, for the try-on worker, over the same port as {@link PriorService}. */
export interface GraphService {
  /** Opens a model that is kept here; tells what it consists of, and what it runs on. */
  openModel(name: string): Promise<Outcome<{ manifest: ModelManifest; backend: Backend }>>;
  readModelFile(name: string, path: string): Promise<Outcome<Uint8Array>>;
  /** See shared/src/networks/graph-runner.ts; `lines`: what there is to say since the last call. */
  runGraph(
    name: string,
    graph: string,
    inputs: Readonly<Record<string, GraphTensor>>,
    output: string,
  ): Promise<Outcome<{ values: Float32Array; lines: readonly string[] }>>;
  releaseGraphs(name: string, graphs: readonly string[]): Promise<Outcome<null>>;
}

/** What the try-on worker asks of the inference worker over their shared port. */
export interface PriorService {
  /**
   * The network in use; waits for one that is being loaded. Beside one that parses dressed people the one that
   * ships runs as well.
   */
  network(): Promise<Outcome<PriorNetwork | ParserNetwork>>;
  /**
   * See shared/src/matte/matte-prior.ts for shapes. The arrays are copied, nobody loses theirs.
   *
   * @param network Name of the network that `input` was made for.
   */
  run(network: string, input: Float32Array): Promise<Outcome<Float32Array>>;
}
