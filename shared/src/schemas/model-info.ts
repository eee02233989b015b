import { z } from 'zod';
import { GeneratorSchema, QualitySchema } from './words.ts';

/** One generator as GET /models tells it: what it may be used for and whether it can run here. */
export const ModelInfoSchema = z
  .object({
    id: GeneratorSchema,
    licence: z.string(),
    commercial_use: z
      .boolean()
      .describe('False where the licence of its weights forbids commercial use'),
    available: z.boolean(),
    reason: z.string().nullable().describe('Why it cannot run here and what would make it run'),
    qualities: z.array(QualitySchema),
    device: z.string().nullable().describe('What it runs on here: cpu, cuda'),
    to_download_mb: z
      .number()
      .nullable()
      .default(null)
      .describe(
        'About how many MB of weights the server fetches first, the larger of its qualities; null: none',
      ),
    about_s: z
      .object({ low: z.number().nullable(), med: z.number().nullable() })
      .describe(
        'About how many seconds one garment takes here, by quality; null where it is not known',
      ),
  })
  .meta({ id: 'ModelInfo' });

export const ModelListSchema = z.array(ModelInfoSchema);

export type ModelInfo = z.infer<typeof ModelInfoSchema>;
