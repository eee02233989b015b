import type { ModelManifest } from '@fitroom/shared/schemas/generator-model';

/** A generator's networks, as far as this browser has them. */
export interface DeviceModelState {
  /** `absent`: nobody here has them; `served`: the app's own server does; `kept`: this browser does. */
  readonly presence: 'absent' | 'served' | 'kept';
  /** Of what is kept, or would be downloaded; null while that is not known. */
  readonly manifest: ModelManifest | null;
  /** 0..1 while they are fetched, else null. */
  readonly loading: number | null;
  /** Why they could not be fetched; null where that did not happen. */
  readonly failure: DeviceModelFailure | null;
}

export type DeviceModelFailure = 'download' | 'folder' | 'storage';

/** Where the files of one model are, and may be put. */
export interface DeviceModelPorts {
  /** The manifest that this browser keeps; only there once every file is. */
  kept(): Promise<ModelManifest | null>;
  /** The manifest that the app's own server has. */
  served(): Promise<ModelManifest | null>;
  /**
   * Fetches what is not kept yet.
   *
   * @throws {DOMException} `QuotaExceededError` where the browser gives no room.
   */
  download(
    manifest: ModelManifest,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Keeps a folder's files. @returns its manifest; null where it is not this model's folder, whole. */
  keepFolder(files: readonly File[]): Promise<ModelManifest | null>;
  remove(): Promise<void>;
}

/** The networks of a generator that may run on this device: whether they are here, and fetching them. */
export interface DeviceModel {
  state(): DeviceModelState;
  subscribe(listener: () => void): () => void;
  /**
   * Looks what there is; fetches nothing but a list of files.
   *
   * @param asksServer Whether the app's own server is worth a question.
   */
  look(asksServer: boolean): Promise<void>;
  /** Call it once the user has agreed. @returns whether they are kept now. */
  download(): Promise<boolean>;
  cancel(): void;
  takeFolder(files: readonly File[]): Promise<boolean>;
  remove(): Promise<void>;
}

const isFull = (error: unknown) =>
  error instanceof DOMException && error.name === 'QuotaExceededError';

export function createDeviceModel(ports: DeviceModelPorts): DeviceModel {
  let state: DeviceModelState = {
    presence: 'absent',
    manifest: null,
    loading: null,
    failure: null,
  };
  let running: AbortController | null = null;
  const listeners = new Set<() => void>();

  function update(change: Partial<DeviceModelState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  let isServed = false;

  async function look(asksServer: boolean): Promise<void> {
    isServed = asksServer;
    // Private windows may refuse to keep anything.
    const kept = await ports.kept().catch(() => null);
    if (kept) return update({ presence: 'kept', manifest: kept });
    const served = asksServer ? await ports.served().catch(() => null) : null;
    update({ presence: served ? 'served' : 'absent', manifest: served });
  }

  /** @param fetching Gives the manifest of what is kept then. */
  async function fetch(
    fetching: (signal: AbortSignal) => Promise<ModelManifest | null>,
    failure: DeviceModelFailure,
  ): Promise<boolean> {
    running?.abort();
    const abort = new AbortController();
    running = abort;
    update({ loading: 0, failure: null });
    try {
      const manifest = await fetching(abort.signal);
      if (abort.signal.aborted) return false;
      if (manifest) update({ presence: 'kept', manifest, loading: null });
      else update({ loading: null, failure });
      return manifest !== null;
    } catch (error) {
      if (running === abort) {
        const why = isFull(error) ? 'storage' : failure;
        update({ loading: null, failure: abort.signal.aborted ? null : why });
      }
      return false;
    } finally {
      if (running === abort) running = null;
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look,
    download: () =>
      fetch(async (signal) => {
        const manifest = await ports.served();
        if (!manifest) return null;
        await ports.download(manifest, (loading) => !signal.aborted && update({ loading }), signal);
        return manifest;
      }, 'download'),
    cancel() {
      running?.abort();
      running = null;
      update({ loading: null });
    },
    takeFolder: (files) => fetch(() => ports.keepFolder(files), 'folder'),
    async remove() {
      await ports.remove();
      await look(isServed);
    },
  };
}

/** Bytes of all of a model's files. */
export function bytesOf({ files }: ModelManifest): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

const GIBIBYTE = 2 ** 30;
/** Weights are held once as they were read and once as the runtime wants them, and what flows through comes on top. */
const COPIES = 3;

/**
 * Whether this device probably has the memory for a model.
 *
 * @param deviceMemory GiB as `navigator.deviceMemory` says it, 8 at most; undefined where the browser does not.
 */
export function hasMemoryFor(manifest: ModelManifest, deviceMemory: number | undefined): boolean {
  return deviceMemory === undefined || COPIES * bytesOf(manifest) <= deviceMemory * GIBIBYTE;
}
