import { z } from 'zod';
import type { Generator, Quality } from '../garment/vocabulary.ts';
import { GeneratorSchema, QualitySchema } from './words.ts';

/** Written beside the files of a model, by its exporter; and last of all where it is installed. */
export const MODEL_MANIFEST_FILE = 'model.json';

const ModelNameSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/);

/** Below the manifest's folder: no part begins with a dot, so that none leads out of it. */
const PathSchema = z
  .string()
  .max(200)
  .regex(/^\w[\w.-]*(\/\w[\w.-]*)*$/, 'expected a plain path such as unet_step.onnx')
  .refine((path) => path !== MODEL_MANIFEST_FILE && !path.endsWith('.part'), 'a name of our own');

const Sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits');

/** A number, or the name of a side that may vary. */
const TensorSchema = z.object({
  name: z.string().min(1),
  shape: z.array(z.union([z.int().positive(), z.string().min(1)])),
});

/** A checkpoint that a model was exported from. */
const SourceSchema = z.object({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  file: z.string().min(1).optional(),
  revision: z.string().min(1).optional(),
  sha256: Sha256Schema.optional(),
  licence: z.string().min(1),
});

const GraphSchema = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  inputs: z.array(TensorSchema).min(1),
  outputs: z.array(TensorSchema).min(1),
});

const PRECISIONS = ['fp32', 'fp16'] as const;

const licensed = {
  name: ModelNameSchema,
  licence: z.string().min(1),
  /** Of the weights; what is made with them may be freer. */
  commercial_use: z.boolean(),
};

const FileSchema = z.object({
  path: PathSchema,
  bytes: z
    .int()
    .positive()
    .max(2 ** 40),
  sha256: Sha256Schema,
});

/**
 * `model.json`: what one export consists of. Its bytes and checksums are known to none but the exporter,
 * which writes it last.
 */
export const ModelManifestSchema = z
  .object({
    schema: z.literal(1),
    ...licensed,
    exported: z.object({
      /** Exporter and version. */
      by: z.string().min(1),
      opset: z.int().positive(),
      precision: z.enum(PRECISIONS),
      sources: z.array(SourceSchema),
    }),
    graphs: z.array(GraphSchema.extend({ file: PathSchema })).min(1),
    files: z.array(FileSchema).min(1).max(200),
  })
  .superRefine(({ graphs, files }, context) => {
    const paths = new Set(files.map(({ path }) => path));
    const wrong = (message: string) => context.addIssue({ code: 'custom', message });
    if (paths.size < files.length) wrong('a file is listed twice');
    for (const { name, file } of graphs) {
      if (!paths.has(file)) wrong(`the graph ${name} is in ${file}, which is not among the files`);
    }
    if (new Set(graphs.map(({ name }) => name)).size < graphs.length) {
      wrong('a graph is listed twice');
    }
  });
export type ModelManifest = z.infer<typeof ModelManifestSchema>;
export type ModelFile = ModelManifest['files'][number];

const CatalogueModelSchema = z.object({
  ...licensed,
  title: z.string().min(1),
  licence_url: z.url(),
  /** What the licence asks, for people, in a sentence or two. */
  terms: z.string().min(1),
  sources: z.array(SourceSchema).min(1),
  graphs: z
    .array(
      GraphSchema.extend({
        parameters: z.int().positive().nullable(),
        /** About, with the precision that is listed. */
        megabytes: z.number().positive(),
        precision: z.enum(PRECISIONS),
      }),
    )
    .min(1),
  /** Files beside the graphs. */
  files: z.array(PathSchema),
});
export type CatalogueModel = z.infer<typeof CatalogueModelSchema>;

const CatalogueSchema = z
  .object({
    schema: z.literal(1),
    models: z.array(CatalogueModelSchema),
    generators: z.array(
      z.object({
        generator: GeneratorSchema,
        quality: QualitySchema,
        needs: z.array(ModelNameSchema).min(1),
        may_use: z.array(ModelNameSchema),
      }),
    ),
  })
  .superRefine(({ models, generators }, context) => {
    const names = new Set(models.map(({ name }) => name));
    for (const { generator, needs, may_use } of generators) {
      for (const name of [...needs, ...may_use].filter((needed) => !names.has(needed))) {
        context.addIssue({ code: 'custom', message: `${generator} needs ${name}, not listed` });
      }
    }
  });
/** models/generator-models.json: which models there are, and which generator needs which. */
export type ModelCatalogue = z.infer<typeof CatalogueSchema>;

/** @throws {z.ZodError} when it is not such a catalogue. */
export function readModelCatalogue(catalogue: unknown): ModelCatalogue {
  return CatalogueSchema.parse(catalogue);
}

/** What a generator cannot run without, by name and in the order of use; empty where nothing is listed. */
export function modelsNeeded(
  { generators }: ModelCatalogue,
  generator: Generator,
  quality: Quality | null,
): readonly string[] {
  const rows = generators.filter(
    (row) => row.generator === generator && (quality === null || row.quality === quality),
  );
  return [...new Set(rows.flatMap(({ needs }) => needs))];
}

/** About what a model weighs on disk. */
export function megabytesOf({ graphs }: CatalogueModel): number {
  return Math.ceil(graphs.reduce((sum, { megabytes }) => sum + megabytes, 0));
}

/**
 * What keeps an export from being the model that the catalogue lists: another name, or graphs, inputs,
 * outputs or files that are missing. Sides may differ, as they do in models for tests.
 *
 * @returns null when it is that model.
 */
export function manifestMismatch(manifest: ModelManifest, model: CatalogueModel): string | null {
  if (manifest.name !== model.name) return `it is of ${manifest.name}`;
  for (const wanted of model.graphs) {
    const graph = manifest.graphs.find(({ name }) => name === wanted.name);
    if (!graph) return `it lacks the graph ${wanted.name}`;
    for (const side of ['inputs', 'outputs'] as const) {
      const found = new Map(graph[side].map(({ name, shape }) => [name, shape.length]));
      const missing = wanted[side].find(({ name, shape }) => found.get(name) !== shape.length);
      if (missing) {
        return `its graph ${wanted.name} has no ${missing.name} of ${missing.shape.length} sides among its ${side}`;
      }
    }
  }
  const paths = manifest.files.map(({ path }) => path);
  const missing = model.files.find((path) => !paths.includes(path));
  return missing ? `it lacks the file ${missing}` : null;
}
