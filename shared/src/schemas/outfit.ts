import { z } from 'zod';
import { ReportSchema } from './report.ts';
import {
  FabricSchema,
  IdSchema,
  NOTHING_MOVES,
  PoseSchema,
  shownFields,
  simulateMoves,
} from './words.ts';

/** More cannot be worn over each other in earnest; each takes a drape. */
const MOST_GARMENTS = 6;

/** A garment of an outfit and how it is worn. */
export const OutfitGarmentSchema = z
  .strictObject({
    cloth3d_id: IdSchema,
    tucked: z
      .boolean()
      .optional()
      .describe('Whether its hem goes inside the skirt or trousers; left out: false'),
    fabric: FabricSchema.optional().describe('Left out: what the garment was made of'),
  })
  .meta({ id: 'OutfitGarment' });

/** The body of POST /outfit. */
export const OutfitRequestSchema = z
  .strictObject({
    garments: z
      .array(OutfitGarmentSchema)
      .min(2)
      .max(MOST_GARMENTS)
      .refine(
        (garments) => new Set(garments.map((one) => one.cloth3d_id)).size === garments.length,
        {
          message: 'Each garment can be worn once.',
        },
      )
      .describe('Inner to outer; at least two, each once'),
    avatar_preset_id: IdSchema.describe('The id of a preset: slim, regular, curvy'),
    pose: PoseSchema.optional().describe('Left out: the pose that the garments hang in'),
    ...shownFields,
  })
  .refine(simulateMoves, NOTHING_MOVES)
  .meta({ id: 'OutfitRequest' });

/** Each garment's own report, without what belongs to the whole. */
const LayerReportSchema = ReportSchema.omit({ timings_ms: true })
  .extend({ garment: ReportSchema.shape.garment.omit({ bytes: true }) })
  .meta({ id: 'LayerReport' });

/** What report.json of an outfit says; see report/outfit-report.ts. */
export const OutfitReportSchema = z
  .looseObject({
    schema: z.literal(1),
    layers: z.array(LayerReportSchema).describe('Inner to outer, as they were put on'),
    valid: z.boolean().describe('Every layer is'),
    timings_ms: ReportSchema.shape.timings_ms,
  })
  .meta({ id: 'OutfitReport' });

export type OutfitRequest = z.infer<typeof OutfitRequestSchema>;
