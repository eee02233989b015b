import { type MattePrior, U2NETP } from '@fitroom/shared/matte/matte-prior';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { cachedPrior } from './cached-prior.ts';
import { createDiskCache } from './disk-cache.ts';
import { createNodeGltf } from './node-gltf.ts';
import { decodeImage, encodeImage } from './node-images.ts';

export interface NodePortsOptions {
  /** Null keeps nothing between runs. */
  readonly cacheFolder: string | null;
  /** Whether what the network said of each photo is kept there too; default false. */
  readonly keepPriors?: boolean;
}

/** What the pipeline asks of the platform, on Node. The network is loaded at its first use. */
export async function createNodePorts({
  cacheFolder,
  keepPriors = false,
}: NodePortsOptions): Promise<TryOnPorts> {
  const cache = cacheFolder === null ? null : createDiskCache(cacheFolder);
  const prior = lazyPrior();
  return {
    prior: cache && keepPriors ? cachedPrior(prior, cache) : prior,
    gltf: await createNodeGltf(),
    encodeImage,
    decodeImage,
    cache,
  };
}

/** A failed load is not kept: the next job tries again. */
function lazyPrior(): MattePrior {
  let loading: Promise<MattePrior> | null = null;
  return {
    network: U2NETP,
    async run(input) {
      loading ??= import('../inference/u2netp-node.ts').then(({ createNodePrior }) =>
        createNodePrior(),
      );
      try {
        return await (await loading).run(input);
      } catch (error) {
        loading = null;
        throw error;
      }
    },
  };
}
