import type { GarmentParser } from '@fitroom/shared/matte/garment-parser';
import { type MattePrior, U2NETP } from '@fitroom/shared/matte/matte-prior';
import type { PriorService } from '../protocol/inference-worker.ts';
import type { Outcome } from '../protocol/outcome.ts';
import { rememberAnswers } from './remember-answers.ts';

/** The networks that find garments. */
export interface FindingNetworks {
  readonly prior: MattePrior;
  /** Absent unless one that parses dressed people is in use. */
  readonly parser?: GarmentParser;
}

function answerOf<T>(outcome: Outcome<T>): T {
  if (outcome.status === 'done') return outcome.value;
  const reason = outcome.status === 'failed' ? outcome.problem.message : 'it was cancelled';
  throw new Error(`The network that finds the garment could not run: ${reason}`);
}

/**
 * The inference worker behind `service`, as the ports that pure code asks for.
 *
 * @returns gives the networks in use; the same ones as long as they are.
 */
export function networksOverPort(service: PriorService): () => Promise<FindingNetworks> {
  const runBy = (name: string) => async (input: Float32Array) =>
    answerOf(await service.run(name, input));
  const own = rememberAnswers({ network: U2NETP, run: runBy(U2NETP.name) });
  let known: { readonly name: string; readonly networks: FindingNetworks } = {
    name: U2NETP.name,
    networks: { prior: own },
  };
  return async () => {
    const network = answerOf(await service.network());
    if (known.name !== network.name) {
      const { name } = network;
      const networks: FindingNetworks =
        network.output === 'labels'
          ? { prior: own, parser: rememberAnswers({ network, run: runBy(name) }) }
          : { prior: name === U2NETP.name ? own : rememberAnswers({ network, run: runBy(name) }) };
      known = { name, networks };
    }
    return known.networks;
  };
}
