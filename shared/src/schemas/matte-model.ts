import { z } from 'zod';
import type { ParserNetwork } from '../matte/garment-parser.ts';
import type { PriorNetwork } from '../matte/matte-prior.ts';

const triple = z.tuple([z.number(), z.number(), z.number()]);

/** Which file of a model holds its weights: `onnx/model.onnx`, `model_fp16.onnx`, `model_quantized.onnx`. */
export const WEIGHTS = ['fp32', 'fp16', 'q8'] as const;
export type Weights = (typeof WEIGHTS)[number];

const InputSchema = z.object({
  size: z.int().positive(),
  divisor: z.union([z.literal('largest'), z.literal(255)]),
  mean: triple,
  deviation: triple,
});
const ModelSchema = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  title: z.string().min(1),
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  revision: z.string().min(1),
  source: z.enum(['hub', 'folder']),
  in_browser: z.boolean(),
  weights: z.enum(WEIGHTS),
  megabytes: z.number().positive(),
  licence: z.string().min(1),
  commercial_use: z.boolean().nullable(),
  network: z.union([
    InputSchema.extend({ output: z.enum(['saliency', 'probability', 'logit']) }),
    InputSchema.extend({
      output: z.literal('labels'),
      answer_size: z.int().positive(),
      labels: z.array(z.string().min(1)).min(2),
    }),
  ]),
});
const ManifestSchema = z.object({ schema: z.literal(1), models: z.array(ModelSchema) });

/** A network that finds the garment better than the one that ships; its weights are the user's to fetch. */
export interface MatteModel {
  readonly name: string;
  readonly title: string;
  /** Owner and name on the hub, huggingface.co. */
  readonly repository: string;
  readonly revision: string;
  /** `folder`: the hub gives it to those who agreed to its terms there, so it must be fetched by hand. */
  readonly source: 'hub' | 'folder';
  /** False: it needs more memory than browsers give to WASM. */
  readonly inBrowser: boolean;
  readonly weights: Weights;
  /** About what is downloaded. */
  readonly megabytes: number;
  readonly licence: string;
  /** Null: its sources do not agree. */
  readonly commercialUse: boolean | null;
  /** One that answers with labels cuts garments out of photos of dressed people, and leaves other photos alone. */
  readonly network: PriorNetwork | ParserNetwork;
}

/** A model whose network parses dressed people. */
export type ParsingModel = MatteModel & { readonly network: ParserNetwork };

export function isParsingModel(model: MatteModel): model is ParsingModel {
  return model.network.output === 'labels';
}

/** A model whose network finds what stands out. */
export type SalientModel = MatteModel & { readonly network: PriorNetwork };

export function isSalientModel(model: MatteModel): model is SalientModel {
  return !isParsingModel(model);
}

/** Values of a network's one answer. */
export function answerLength(network: PriorNetwork | ParserNetwork): number {
  return network.output === 'labels'
    ? network.labels.length * network.answerSize ** 2
    : network.size ** 2;
}

/**
 * The models of models/matte-models.json.
 *
 * @throws {z.ZodError} when it is not such a manifest.
 */
export function readMatteModels(manifest: unknown): readonly MatteModel[] {
  return ManifestSchema.parse(manifest).models.map(
    ({ in_browser, commercial_use, network, ...model }) => ({
      ...model,
      inBrowser: in_browser,
      commercialUse: commercial_use,
      network: named(model.name, network),
    }),
  );
}

function named(
  name: string,
  network: z.infer<typeof ModelSchema>['network'],
): MatteModel['network'] {
  if (network.output !== 'labels') return { name, ...network };
  const { answer_size: answerSize, ...others } = network;
  return { name, ...others, answerSize };
}

/** File name of a model's weights, without its folder. */
export function weightsFile(weights: Weights): string {
  const suffix = { fp32: '', fp16: '_fp16', q8: '_quantized' }[weights];
  return `model${suffix}.onnx`;
}

/** The best weights among the files of a folder's `onnx`; null where it has none. */
export function bestWeights(model: MatteModel, fileNames: readonly string[]): Weights | null {
  const order = [model.weights, ...WEIGHTS];
  return order.find((weights) => fileNames.includes(weightsFile(weights))) ?? null;
}
