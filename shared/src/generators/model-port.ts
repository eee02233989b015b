import type { GraphRunner } from '../networks/graph-runner.ts';
import type { ModelManifest } from '../schemas/generator-model.ts';

/** A model that is installed and checked, by whatever runtime and from wherever. */
export interface InstalledModel {
  /** Sides of the graphs' inputs and outputs are read here: models for tests have small ones. */
  readonly manifest: ModelManifest;
  readonly graphs: GraphRunner;
  /**
   * @param path One of `manifest.files`, for example `constants.bin`.
   * @throws {Error} when it is not one of them or cannot be read.
   */
  read(path: string): Promise<Uint8Array>;
}

/** Where generators find their models, by the names of models/generator-models.json. */
export interface ModelPort {
  /** @throws {InputError} `model-unavailable`, with the command or the step that makes it available. */
  open(name: string): Promise<InstalledModel>;
  isInstalled(name: string): Promise<boolean>;
}
