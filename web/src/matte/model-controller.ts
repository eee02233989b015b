import type { MatteModel } from '@fitroom/shared/schemas/matte-model';
import type { ModelReport, ModelWish } from '@fitroom/web-workers/protocol/inference-worker';
import type { Settings } from '../storage/settings.ts';

/** The name of the network that ships; it is always there. */
export const OWN_MODEL = 'u2netp';

export interface ModelState {
  /** The network in use, or being loaded. */
  readonly name: string;
  /** 0..1 while one is being loaded, else null. */
  readonly loading: number | null;
  /** Why the one that was chosen is not in use. */
  readonly failure: { readonly name: string; readonly reason: string } | null;
}

export interface ModelPorts {
  readonly models: readonly MatteModel[];
  loadModel(wish: ModelWish | null, onProgress: (fraction: number) => void): Promise<ModelReport>;
  /** The network that is in use by now. */
  currentModel(): Promise<ModelReport>;
  /** Keeps a folder's files; says how many of them were the model's. */
  keepFolder(name: string, files: readonly File[]): Promise<number>;
  remember(choice: Settings['matteModel']): Promise<void>;
}

/** Which network finds the garment: choosing one, loading it, and going on without it. */
export interface ModelController {
  state(): ModelState;
  subscribe(listener: () => void): () => void;
  /** Takes up what an earlier visit chose; never downloads. */
  restore(choice: Settings['matteModel'] | undefined): Promise<void>;
  /** Back to the network that ships. */
  chooseOwn(): Promise<void>;
  /** Downloads a model from the hub; call it once the user has agreed to that. */
  download(name: string): Promise<boolean>;
  /** Takes a model from a folder, or, without files, from the app's own server. */
  takeFrom(name: string, files: readonly File[] | null): Promise<boolean>;
  /** Notices that the network in use gave out in a job. */
  refresh(): Promise<void>;
}

export function createModelController(ports: ModelPorts): ModelController {
  let state: ModelState = { name: OWN_MODEL, loading: null, failure: null };
  const listeners = new Set<() => void>();

  function update(change: Partial<ModelState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  /** @returns whether the wished network is in use now. */
  async function take(name: string, place: ModelWish['place']): Promise<boolean> {
    const model = ports.models.find((listed) => listed.name === name);
    if (!model) return false;
    update({ name, loading: 0, failure: null });
    const report = await ports
      .loadModel({ model, place }, (loading) => {
        if (state.name === name && state.loading !== null) update({ loading });
      })
      .catch((error: unknown): ModelReport => ({ name: OWN_MODEL, failure: String(error) }));
    // Another one may have been chosen meanwhile.
    if (state.name !== name) return false;
    const { failure } = report;
    update({
      name: report.name,
      loading: null,
      failure: failure === null ? null : { name, reason: failure },
    });
    return failure === null;
  }

  async function choose(name: string, place: 'hub' | 'here'): Promise<boolean> {
    const isThere = await take(name, place);
    if (isThere) await ports.remember({ name, place });
    return isThere;
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async restore(choice) {
      if (choice) await take(choice.name, choice.place === 'hub' ? 'kept' : 'here');
    },
    async chooseOwn() {
      update({ name: OWN_MODEL, loading: null, failure: null });
      await Promise.all([ports.loadModel(null, () => undefined), ports.remember(null)]);
    },
    download: (name) => choose(name, 'hub'),
    async takeFrom(name, files) {
      if (files !== null && (await ports.keepFolder(name, files)) === 0) {
        update({ failure: { name, reason: 'no-weights' } });
        return false;
      }
      return choose(name, 'here');
    },
    async refresh() {
      if (state.name === OWN_MODEL || state.loading !== null) return;
      const { name, failure } = await ports.currentModel();
      if (failure !== null && name !== state.name) {
        update({ name, failure: { name: state.name, reason: failure } });
      }
    },
  };
}
