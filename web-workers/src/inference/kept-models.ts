import { InputError } from '@fitroom/shared/job/input-error';
import type { GraphRunner } from '@fitroom/shared/networks/graph-runner';
import {
  MODEL_MANIFEST_FILE,
  type ModelManifest,
  ModelManifestSchema,
} from '@fitroom/shared/schemas/generator-model';
import { type Backend, GENERATOR_CACHE, keptAddress } from '../protocol/inference-worker.ts';
import { createGraphRunner, type GraphSession } from './graph-runner.ts';
import type { GraphBytes } from './open-ort-graph.ts';

/** A model of a generator that this browser keeps, open. */
export interface KeptModel {
  readonly manifest: ModelManifest;
  readonly graphs: GraphRunner;
  /** @throws {InputError} `model-damaged` when its checksum is another; it is then no longer kept. */
  read(path: string): Promise<Uint8Array>;
}

export interface KeptModelPorts {
  /** The file at an address of {@link keptAddress}; null where it is not kept. */
  find(address: string): Promise<Response | null>;
  /** Deletes it. */
  drop(address: string): Promise<void>;
  open(graph: string, bytes: GraphBytes, backend: Backend): Promise<GraphSession>;
  /** Where graphs are opened first. */
  backend(): Promise<Backend>;
  say(line: string): void;
}

/** What the browser's own cache keeps. */
export const browserCache: Pick<KeptModelPorts, 'find' | 'drop'> = {
  async find(address) {
    const cache = await caches.open(GENERATOR_CACHE);
    return (await cache.match(address)) ?? null;
  },
  async drop(address) {
    const cache = await caches.open(GENERATOR_CACHE);
    await cache.delete(address);
  },
};

/**
 * Opens a model that was downloaded, or taken from a folder, before. Every file is read when it is needed,
 * compared with its checksum, and let go of: only open graphs hold memory.
 *
 * @throws {InputError} `model-unavailable` when it is not kept here.
 */
export async function openKeptModel(name: string, ports: KeptModelPorts): Promise<KeptModel> {
  const manifest = await readManifest(name, ports);

  async function read(path: string): Promise<Uint8Array> {
    const listed = manifest.files.find((file) => file.path === path);
    const address = keptAddress(name, path);
    const response = listed ? await ports.find(address) : null;
    if (!listed || !response) throw notKept(name);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if ((await sha256Of(bytes)) === listed.sha256) return bytes;
    await ports.drop(address);
    throw new InputError(
      'model-damaged',
      `The file ${path} of ${name} that this browser keeps is damaged, so it was removed. Download it again.`,
    );
  }

  async function bytesOf(graph: string): Promise<GraphBytes> {
    const file = manifest.graphs.find((listed) => listed.name === graph)?.file;
    if (!file) throw new Error(`The model ${name} has no graph ${graph}.`);
    // As exporters name them: NAME.onnx_data beside NAME.onnx.
    const data = `${file}_data`;
    const hasData = manifest.files.some(({ path }) => path === data);
    return {
      graph: await read(file),
      beside: hasData ? [{ path: lastPart(data), data: await read(data) }] : [],
    };
  }

  const graphs = createGraphRunner(
    await ports.backend(),
    async (graph, backend) => ports.open(graph, await bytesOf(graph), backend),
    ports.say,
  );
  return { manifest, graphs, read };
}

async function readManifest(
  name: string,
  { find }: Pick<KeptModelPorts, 'find'>,
): Promise<ModelManifest> {
  const response = await find(keptAddress(name, MODEL_MANIFEST_FILE));
  const parsed = ModelManifestSchema.safeParse(await response?.json().catch(() => null));
  if (!parsed.success || parsed.data.name !== name) throw notKept(name);
  return parsed.data;
}

const notKept = (name: string) =>
  new InputError(
    'model-unavailable',
    `The networks of ${name} are not kept in this browser. Download them, or choose their folder.`,
  );

const lastPart = (path: string) => path.slice(path.lastIndexOf('/') + 1);

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
