import { z } from 'zod';
import { FIT_MAPS } from '../evidence/map-scales.ts';
import { JobStatusSchema, jobStateFields } from './job-state.ts';
import { OutfitGarmentSchema, OutfitReportSchema } from './outfit.ts';
import { pageOf } from './page.ts';
import { ReportSchema } from './report.ts';
import { UserIdSchema } from './user-id.ts';
import {
  CreatedAtSchema,
  EaseSchema,
  ExpiredAtSchema,
  FabricSchema,
  FileUrlSchema,
  fabricFalls,
  IdSchema,
  MethodSchema,
  NOTHING_FALLS,
  NOTHING_MOVES,
  PoseSchema,
  shownFields,
  simulateMoves,
} from './words.ts';

/** The body of POST /fit. */
export const FitRequestSchema = z
  .strictObject({
    cloth3d_id: IdSchema,
    avatar_preset_id: IdSchema.describe('The id of a preset: slim, regular, curvy'),
    method: MethodSchema.optional().describe('Left out: drape'),
    ease: EaseSchema.optional().describe('Left out: the ease the garment was made with'),
    fabric: FabricSchema.optional().describe(
      'Left out: what the garment was made of. Refused with method rigid, but for auto',
    ),
    pose: PoseSchema.optional().describe('Left out: the pose that the garment hangs in'),
    ...shownFields,
  })
  .refine(simulateMoves, NOTHING_MOVES)
  .refine(fabricFalls, NOTHING_FALLS)
  .meta({ id: 'FitRequest' });

export const FitAnswerSchema = z
  .object({ fitting_session_id: IdSchema, status: z.literal('processing') })
  .meta({ id: 'FitAnswer' });

/** The answer of GET /session/{id}/result. URLs are null until `done`. */
export const SessionResultSchema = z
  .object({
    status: JobStatusSchema,
    cloth3d_url: FileUrlSchema.nullable().describe('The garment alone'),
    avatar_preset_id: IdSchema,
    fitted_gltf_url: FileUrlSchema.nullable(),
    thumb_url: FileUrlSchema.nullable(),
    log: z.string().optional(),
  })
  .meta({ id: 'SessionResult' });

/** One map of a worn garment: docs/fit-evidence.md. */
export const FitMapSchema = z
  .object({
    map: z.enum(FIT_MAPS),
    picture_url: FileUrlSchema.describe('PNG: front, side and back, with the legend'),
    gltf_url: FileUrlSchema.describe('The dressed avatar, the garment painted'),
  })
  .meta({ id: 'FitMap' });

/** What one body wears, one garment or an outfit, and the job that puts it on. */
export const FittingSessionSchema = z
  .object({
    id: IdSchema,
    user_id: UserIdSchema,
    cloth3d_id: IdSchema.describe('Of an outfit the outermost garment as stated'),
    outfit: z
      .union([z.array(OutfitGarmentSchema), z.null()])
      .describe('Inner to outer as stated; null for one garment'),
    avatar_preset_id: IdSchema,
    method: MethodSchema,
    ease: z.union([EaseSchema, z.null()]),
    fabric: z.union([FabricSchema, z.null()]).describe('Null: what the garment was made of'),
    pose: z.union([PoseSchema, z.null()]).describe('Null: as the garment hangs'),
    cloth3d_url: FileUrlSchema.nullable(),
    fitted_gltf_url: FileUrlSchema.nullable(),
    thumb_url: FileUrlSchema.nullable(),
    offset_mm: z
      .number()
      .optional()
      .describe(
        'What cloth was asked to keep off the skin; servers before did not say, nor the next two',
      ),
    walk_gltf_url: FileUrlSchema.nullish().describe('Null unless animate asked for it'),
    maps: z.array(FitMapSchema).optional().describe('Empty unless asked for'),
    ...jobStateFields,
    report: z.union([ReportSchema, z.null()]).describe('Null for an outfit'),
    outfit_report: z.union([OutfitReportSchema, z.null()]),
    expired_at: ExpiredAtSchema,
    created_at: CreatedAtSchema,
  })
  .meta({ id: 'FittingSession' });

export const FittingSessionPageSchema = pageOf(FittingSessionSchema).meta({
  id: 'FittingSessionPage',
});

export type FitRequest = z.infer<typeof FitRequestSchema>;
export type FitAnswer = z.infer<typeof FitAnswerSchema>;
export type SessionResult = z.infer<typeof SessionResultSchema>;
export type FittingSession = z.infer<typeof FittingSessionSchema>;
