import type { MattePrior } from '@fitroom/shared/matte/matte-prior';
import type { PriorService } from '../protocol/inference-worker.ts';
import type { Outcome } from '../protocol/outcome.ts';
import { rememberAnswers } from './remember-answers.ts';

function answerOf<T>(outcome: Outcome<T>): T {
  if (outcome.status === 'done') return outcome.value;
  const reason = outcome.status === 'failed' ? outcome.problem.message : 'it was cancelled';
  throw new Error(`The network that finds the garment could not run: ${reason}`);
}

/**
 * The inference worker's network, as the port that pure code asks for.
 *
 * @returns gives the prior of the network in use; the same one as long as the network is.
 */
export function priorOverPort(service: PriorService): () => Promise<MattePrior> {
  let current: MattePrior | null = null;
  return async () => {
    const network = answerOf(await service.network());
    if (current?.network.name !== network.name) {
      current = rememberAnswers({
        network,
        run: async (input) => answerOf(await service.run(network.name, input)),
      });
    }
    return current;
  };
}
