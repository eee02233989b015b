import { z } from 'zod';
import { GeneratorSchema, QualitySchema } from './words.ts';

/** One generator as GET /models tells it: what it may be used for and whether it can run here. */
export const ModelInfoSchema = z
  .object({
    id: GeneratorSchema,
    licence: z.string(),
    available: z.boolean(),
    reason: z.string().nullable().describe('Why it cannot run here and what would make it run'),
    qualities: z.array(QualitySchema),
    device: z.string().nullable().describe('What it runs on here: cpu, cuda'),
  })
  .meta({ id: 'ModelInfo' });

export const ModelListSchema = z.array(ModelInfoSchema);

export type ModelInfo = z.infer<typeof ModelInfoSchema>;
