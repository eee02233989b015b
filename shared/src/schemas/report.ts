import { z } from 'zod';
import { NOTICES, type NoticeCode } from '../reading/notices.ts';
import type { WornReport } from '../report/report.ts';
import {
  CategorySchema,
  EaseSchema,
  FabricSchema,
  GeneratorSchema,
  MethodSchema,
  OpeningKindSchema,
  QualitySchema,
} from './words.ts';

const NoticeCodeSchema = z.enum(Object.keys(NOTICES) as [NoticeCode, ...NoticeCode[]]);
const figure = z.number().nullable();
const gate = z.boolean();

const shares = z.array(z.number());
const CmByPlaceSchema = z.looseObject({ chest: figure, waist: figure, hip: figure, hem: figure });
const StrainSchema = z.looseObject({
  mean_percent: z.number(),
  p95_percent: z.number(),
  max_percent: z.number(),
  area_shares: shares,
});
const MapsSchema = z.looseObject({
  strain: z
    .looseObject({
      scale_from_percent: z.array(z.number()),
      as_cut: StrainSchema,
      as_fitted: StrainSchema,
      basis: z
        .literal('mesh')
        .optional()
        .describe('Both are against the mesh as it came, scaled to the body'),
    })
    .nullable(),
  gap: z.looseObject({
    scale_from_mm: z.array(z.number()),
    mean_mm: z.number(),
    p95_mm: z.number(),
    max_mm: z.number(),
    area_shares: shares,
  }),
  contact: z.looseObject({
    touching_within_mm: z.number(),
    near_within_mm: z.number(),
    touching_share: z.number(),
    near_share: z.number(),
    away_share: z.number(),
  }),
});

/** report.json; readers pass fields they do not know on, so that fields may be added. */
export const ReportSchema = z
  .looseObject({
    schema: z.literal(1),
    photo: z
      .looseObject({ file: z.string(), width_px: z.int(), height_px: z.int() })
      .nullable()
      .describe('Null of an uploaded mesh, as is the generator'),
    generator: z.union([GeneratorSchema, z.null()]),
    generation: z
      .looseObject({
        quality: QualitySchema,
        asked_quality: QualitySchema,
        seed: z.int(),
        views: z.int(),
        device: z.string(),
        commercial_use: z.boolean(),
      })
      .nullish()
      .describe('How networks made it; absent of what they did not make'),
    category: z.looseObject({
      value: z.union([CategorySchema, z.null()]),
      source: z.enum(['detected', 'given']),
      confidence: figure,
    }),
    timings_ms: z.object({ total: z.number() }).catchall(z.number()),
    garment: z.looseObject({
      vertices: figure,
      triangles: figure,
      bytes: figure,
      openings: z.array(z.looseObject({ kind: OpeningKindSchema, length_mm: z.number() })),
      min_triangle_quality: figure,
      non_manifold_edges: figure,
    }),
    outline_iou: figure,
    scale: z
      .looseObject({
        source: z.enum(['body', 'known-width', 'size-label']),
        error_percent: z.number().describe('Of widths and girths: 95 of 100 are within it'),
        height_error_percent: z.number().optional().describe('The same of lengths'),
      })
      .optional(),
    fit: z.looseObject({
      avatar: z.string(),
      ease: EaseSchema.optional(),
      method: MethodSchema.optional(),
      fabric: FabricSchema.optional(),
      size: z.enum(['graded', 'kept']).optional(),
      ease_cm: z.looseObject({ chest: figure, waist: figure, hip: figure, hem: figure.optional() }),
      ease_basis: z
        .enum(['cut', 'worn'])
        .optional()
        .describe(
          'What ease_cm is measured of: the flat pieces of a garment of known size, or the cloth where it hangs',
        ),
      ease_cut_cm: CmByPlaceSchema.optional(),
      ease_worn_cm: CmByPlaceSchema.optional(),
      ease_error_cm: CmByPlaceSchema.optional(),
      maps: MapsSchema.optional(),
      penetrating_vertices: figure,
      penetration_max_mm: figure,
      penetrating_centroids: figure.optional(),
      self_crossing_edges: figure.optional(),
      gap_mean_mm: figure,
      gap_p95_mm: figure,
      strain_mean: figure,
      strain_p95: figure,
      authored_ease_mean: figure,
      drop_mm: figure,
    }),
    walk: z
      .looseObject({
        frames: z.array(
          z.looseObject({
            simulated: z.boolean(),
            strain_mean: z.number(),
            strain_p95: z.number(),
            penetrating_vertices: z.number(),
          }),
        ),
        skinned_frames: z.number(),
      })
      .optional(),
    texture: z
      .looseObject({ seen: z.number(), mirrored: z.number(), filled: z.number() })
      .optional(),
    gates: z.looseObject({
      openings: gate,
      manifold: gate,
      simple_outline: gate,
      coverage: gate,
      drop: gate,
      strain: gate,
      penetration: gate,
    }),
    valid: z.boolean(),
    warnings: z.array(z.string()),
    notices: z
      .array(
        z.looseObject({ code: NoticeCodeSchema, message: z.string(), values: z.array(z.string()) }),
      )
      .optional(),
  })
  .meta({ id: 'Report' });

/**
 * Checks a report that comes from a file, a database or the wire.
 *
 * @throws {z.ZodError} when it is none.
 */
export function readReport(value: unknown): WornReport {
  return ReportSchema.parse(value);
}
