import { type MattePrior, U2NETP } from '@fitroom/shared/matte/matte-prior';
import * as Comlink from 'comlink';
import type { PriorService } from '../protocol/inference-worker.ts';

/** The inference worker at the other end of `port`, as the port that pure code asks for. */
export function priorOverPort(port: MessagePort): MattePrior {
  const service: PriorService = Comlink.wrap<PriorService>(port);
  return {
    network: U2NETP,
    async run(input) {
      const outcome = await service.run(input);
      if (outcome.status === 'done') return outcome.value;
      const reason = outcome.status === 'failed' ? outcome.problem.message : 'it was cancelled';
      throw new Error(`The network that finds the garment could not run: ${reason}`);
    },
  };
}
