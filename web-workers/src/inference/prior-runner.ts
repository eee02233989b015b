import type { BackendReport } from '../protocol/inference-worker.ts';
import { createSerialQueue } from '../runtime/serial-queue.ts';
import type { BackendChoice } from './choose-backend.ts';
import type { OpenSession, PriorSession } from './prior-session.ts';

export interface PriorRunner {
  /** Opens the session and runs it once, if that was not done; safe to call often. */
  ready(): Promise<BackendReport>;
  report(): BackendReport | null;
  /** Runs the network; a backend that breaks under way is replaced by WASM and the run repeated. */
  run(input: Float32Array): Promise<Float32Array>;
}

const describe = (choice: BackendChoice): BackendReport => ({
  backend: choice.session.backend,
  reason: choice.reason,
  threads: choice.session.threads,
  measuredMs: choice.measuredMs,
});

/** Rejects when the device is lost first: a run on a lost device may never settle by itself. */
function runUnlessLost(session: PriorSession, input: Float32Array): Promise<Float32Array> {
  const loss = session.lost.then(() => {
    throw new Error('The GPU device was lost.');
  });
  return Promise.race([session.run(input), loss]);
}

/**
 * @param choose Opens the first session; a rejection is not remembered, the next call tries anew.
 * @param sampleInput An input of the real shape. The first run compiles the kernels in use, which
 *   takes several times as long as the run itself: it is done ahead of the first photo.
 */
export function createPriorRunner(
  choose: () => Promise<BackendChoice>,
  open: OpenSession,
  sampleInput: () => Float32Array,
): PriorRunner {
  const inTurn = createSerialQueue();
  let current: BackendChoice | null = null;
  let hasRun = false;

  async function choice(): Promise<BackendChoice> {
    current ??= await choose();
    return current;
  }

  async function fallBack(broken: BackendChoice): Promise<BackendChoice> {
    // Its resources are gone with the device; a failed release changes nothing.
    broken.session.release().catch(() => undefined);
    current = { session: await open('wasm'), reason: 'device-lost', measuredMs: broken.measuredMs };
    return current;
  }

  async function run(chosen: BackendChoice, input: Float32Array): Promise<Float32Array> {
    try {
      const output = await runUnlessLost(chosen.session, input);
      hasRun = true;
      return output;
    } catch (error) {
      if (chosen.session.backend === 'wasm') throw error;
      return (await fallBack(chosen)).session.run(input);
    }
  }

  return {
    ready: () =>
      inTurn(async () => {
        const chosen = await choice();
        if (!hasRun) await run(chosen, sampleInput());
        return describe(current ?? chosen);
      }),
    report: () => current && describe(current),
    run: (input) => inTurn(async () => run(await choice(), input)),
  };
}
