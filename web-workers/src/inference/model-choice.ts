import type { ParserNetwork } from '@fitroom/shared/matte/garment-parser';
import { type PriorNetwork, U2NETP } from '@fitroom/shared/matte/matte-prior';
import type { ModelReport, ModelWish } from '../protocol/inference-worker.ts';

/** A chosen network, loaded. */
export interface ChosenModel {
  readonly network: PriorNetwork | ParserNetwork;
  run(input: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @param onProgress Receives 0..1 of what is loaded. */
export type OpenModel = (
  wish: ModelWish,
  onProgress: (fraction: number) => void,
) => Promise<ChosenModel>;

/** The network in use: the one that ships, or one that the user chose as long as it works. */
export interface ModelChoice {
  /** Loads the wished network; null goes back to the one that ships. Never rejects. */
  use(wish: ModelWish | null, onProgress: (fraction: number) => void): Promise<ModelReport>;
  report(): ModelReport;
  /** Waits for a network that is being loaded. */
  network(): Promise<PriorNetwork | ParserNetwork>;
  /** @param name Of the network that `input` was made for. */
  run(name: string, input: Float32Array): Promise<Float32Array>;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** @param runOwn Runs the network that ships. */
export function createModelChoice(
  runOwn: (input: Float32Array) => Promise<Float32Array>,
  open: OpenModel,
): ModelChoice {
  let chosen: ChosenModel | null = null;
  let failure: string | null = null;
  let settling: Promise<unknown> = Promise.resolve();

  const report = (): ModelReport => ({ name: (chosen?.network ?? U2NETP).name, failure });

  async function drop(): Promise<void> {
    const left = chosen;
    chosen = null;
    await left?.release().catch(() => undefined);
  }

  async function change(
    wish: ModelWish | null,
    onProgress: (fraction: number) => void,
  ): Promise<ModelReport> {
    failure = null;
    await drop();
    if (wish !== null) {
      try {
        chosen = await open(wish, onProgress);
      } catch (error) {
        failure = reasonOf(error);
      }
    }
    return report();
  }

  return {
    use(wish, onProgress) {
      const changed = settling.then(() => change(wish, onProgress));
      settling = changed;
      return changed;
    },
    report,
    async network() {
      await settling;
      return (chosen ?? { network: U2NETP }).network;
    },
    async run(name, input) {
      if (name === U2NETP.name) return runOwn(input);
      if (chosen?.network.name !== name) throw new Error(`${name} is no longer in use.`);
      try {
        return await chosen.run(input);
      } catch (error) {
        // Memory that a browser does not give is not given the next time either.
        failure = reasonOf(error);
        await drop();
        throw error;
      }
    },
  };
}
