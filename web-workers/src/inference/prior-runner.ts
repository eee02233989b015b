import type { BackendReport } from '../protocol/inference-worker.ts';
import { createSerialQueue } from '../runtime/serial-queue.ts';
import type { BackendChoice } from './choose-backend.ts';
import type { OpenSession, PriorSession } from './prior-session.ts';

export interface PriorRunner {
  /** Opens the session if that was not done; safe to call often. */
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

/** @param choose Opens the first session; a rejection is not remembered, the next call tries anew. */
export function createPriorRunner(
  choose: () => Promise<BackendChoice>,
  open: OpenSession,
): PriorRunner {
  const inTurn = createSerialQueue();
  let current: BackendChoice | null = null;

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

  return {
    ready: () => inTurn(async () => describe(await choice())),
    report: () => current && describe(current),
    run: (input) =>
      inTurn(async () => {
        const chosen = await choice();
        try {
          return await runUnlessLost(chosen.session, input);
        } catch (error) {
          if (chosen.session.backend === 'wasm') throw error;
          return (await fallBack(chosen)).session.run(input);
        }
      }),
  };
}
