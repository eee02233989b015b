import type { GarmentParser } from '@fitroom/shared/matte/garment-parser';
import { type MattePrior, U2NETP } from '@fitroom/shared/matte/matte-prior';
import type { ParsingModel, SalientModel } from '@fitroom/shared/schemas/matte-model';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import type { MatteModelPlaces } from '../inference/matte-model-node.ts';
import { cachedAnswers } from './cached-answers.ts';
import { createDiskCache } from './disk-cache.ts';
import { createNodeGltf, createNodeGltfBeside } from './node-gltf.ts';
import { decodeImage, encodeImage } from './node-images.ts';
import { bundledMemory } from './photo-memory.ts';
import type { SideThread } from './side-thread.ts';

export interface NodePortsOptions {
  /** Null keeps nothing between runs. */
  readonly cacheFolder: string | null;
  /** Whether what was found in each photo is kept there too; default false. */
  readonly keepsFindings?: boolean;
  /** A second thread that takes side work off this one; default none, which suits who has the cores busy. */
  readonly beside?: SideThread | null;
  /** A network of models/matte-models.json to find the garment with; default: the one that ships. */
  readonly matteModel?: { readonly model: SalientModel; readonly places: MatteModelPlaces } | null;
  /** A network that cuts garments out of photos of dressed people; default: none. */
  readonly parsingModel?: {
    readonly model: ParsingModel;
    readonly places: MatteModelPlaces;
  } | null;
}

/** What the pipeline asks of the platform, on Node. The network is loaded at its first use. */
export async function createNodePorts({
  cacheFolder,
  keepsFindings = false,
  matteModel = null,
  parsingModel = null,
  beside = null,
}: NodePortsOptions): Promise<TryOnPorts> {
  const cache = cacheFolder === null ? null : createDiskCache(cacheFolder);
  const prior = (matteModel && (await chosenPrior(matteModel))) ?? lazyPrior();
  const parser = parsingModel && lazyParser(parsingModel);
  const findings = keepsFindings ? cache : null;
  return {
    prior: findings ? cachedAnswers(prior, findings) : prior,
    ...(parser && { parser: findings ? cachedAnswers(parser, findings) : parser }),
    gltf: await (beside ? createNodeGltfBeside(beside.encodeGeometry) : createNodeGltf()),
    encodeImage: beside?.encodeImage ?? encodeImage,
    decodeImage,
    cache,
    memory: bundledMemory(findings),
    ...(beside && { beside }),
  };
}

/** Null, with a word about it, where the chosen network cannot be used. */
async function chosenPrior({
  model,
  places,
}: NonNullable<NodePortsOptions['matteModel']>): Promise<MattePrior | null> {
  try {
    const { openMatteModel } = await import('../inference/matte-model-node.ts');
    return await openMatteModel(model, places);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    places.say(
      `${model.title} cannot be used, ${U2NETP.name} finds the garment instead: ${reason}`,
    );
    return null;
  }
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

/** Loaded with the first photo; whether that shows a person, it alone can tell. */
function lazyParser({
  model,
  places,
}: NonNullable<NodePortsOptions['parsingModel']>): GarmentParser {
  let loading: Promise<GarmentParser> | null = null;
  return {
    network: model.network,
    async run(input) {
      loading ??= import('../inference/matte-model-node.ts').then(({ openParsingModel }) =>
        openParsingModel(model, places),
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
