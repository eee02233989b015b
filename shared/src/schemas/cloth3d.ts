import { z } from 'zod';
import { TEXTURE_SIZES } from '../garment/vocabulary.ts';
import { jobStateFields } from './job-state.ts';
import { LandmarkCorrectionListSchema } from './landmark-correction.ts';
import { pageOf } from './page.ts';
import { ReportSchema } from './report.ts';
import {
  CategorySchema,
  CreatedAtSchema,
  EaseSchema,
  ExpiredAtSchema,
  FabricSchema,
  FileUrlSchema,
  FrontWearSchema,
  GeneratorSchema,
  IdSchema,
  OffsetSchema,
  QualitySchema,
} from './words.ts';

/** Narrower than a child's glove or wider than a duvet: the number is in another unit. */
const KNOWN_WIDTH_CM = { least: 10, most: 250 } as const;
/** Zero123 takes 8 to 16 chosen views, Zero123++ gives 6, a single one is the photo itself. */
const MOST_VIEWS = 16;
/** `XXXL`, `US 8-10`, `EU 40/42`. */
const LONGEST_SIZE_LABEL = 12;
const LARGEST_SEED = 2 ** 32 - 1;

/** What stands for the generator of a mesh that was uploaded: none made it. */
export const UPLOADED = 'upload';

/** The body of POST /clothes/{id}/generate-3d. Unknown keys are refused: they are misspellings. */
export const Generate3dRequestSchema = z
  .strictObject({
    model: GeneratorSchema,
    quality: QualitySchema,
    category: CategorySchema.optional().describe('Left out: detected'),
    ease: EaseSchema.optional().describe('Left out: regular'),
    fabric: FabricSchema.optional().describe('What it is made of; left out: by its category'),
    offset_mm: OffsetSchema.optional().describe(
      'What cloth keeps off the skin where the garment is shown, millimetres, 3 to 5; left out: 4',
    ),
    known_width_cm: z
      .number()
      .min(KNOWN_WIDTH_CM.least)
      .max(KNOWN_WIDTH_CM.most)
      .optional()
      .describe(
        'Width of the garment laid flat, at the chest, or at the waist where it hangs from there; its size is then kept on every avatar and the ease is measured of it, negative where it is too small',
      ),
    size_label: z
      .string()
      .trim()
      .min(1)
      .max(LONGEST_SIZE_LABEL)
      .optional()
      .describe(
        'The label sewn into it, for example M or EU 40, instead of a width; its size is then kept on every avatar',
      ),
    front: FrontWearSchema.optional().describe(
      'How a front that opens is worn; left out: as the photo shows it',
    ),
    landmarks: LandmarkCorrectionListSchema.optional().describe(
      'Landmarks set by hand, taken as they stand',
    ),
    texture_px: z
      .literal(TEXTURE_SIZES)
      .optional()
      .describe('Longer side of the texture; left out: 1024'),
    remove_background: z
      .boolean()
      .optional()
      .describe("Left out: true. False: the photo's own transparency, or the whole image, is kept"),
    views: z
      .int()
      .min(1)
      .max(MOST_VIEWS)
      .optional()
      .describe('How many views zero123-original+instantmesh makes, 8 to 16; left out: 8'),
    seed: z
      .int()
      .min(0)
      .max(LARGEST_SEED)
      .optional()
      .describe('Of generators that draw noise: another one, another garment; left out: 0'),
    large: z
      .boolean()
      .optional()
      .describe("InstantMesh's large reconstruction where it is installed, with med; left out: no"),
    formats: z
      .array(z.enum(['obj']))
      .max(1)
      .optional()
      .describe('What to write beside the GLB'),
  })
  .refine((request) => request.known_width_cm === undefined || request.size_label === undefined, {
    path: ['size_label'],
    message: 'known_width_cm and size_label both say how large it is; send one of them',
  })
  .meta({ id: 'Generate3dRequest' });

export const Generate3dAnswerSchema = z
  .object({ cloth3d_id: IdSchema, status: z.literal('processing') })
  .meta({ id: 'Generate3dAnswer' });

/** A picture that a neural generator was given or made on the way. */
export const IntermediateSchema = z
  .object({
    kind: z
      .enum(['matte', 'view'])
      .describe('matte: the photo as it was cut out; view: the garment from another side'),
    index: z.int().min(0).describe('Of its kind, in the order made'),
    url: FileUrlSchema,
  })
  .meta({ id: 'Intermediate' });

/** A garment in 3D and the job that makes it. URLs are null until `done`. */
export const Cloth3dSchema = z
  .object({
    id: IdSchema,
    cloth_id: IdSchema,
    model_used: z
      .union([GeneratorSchema, z.literal(UPLOADED)])
      .describe('upload: a mesh that was uploaded in place of a photo'),
    quality: QualitySchema,
    category: z.union([CategorySchema, z.null()]).describe('Null until detected'),
    gltf_url: FileUrlSchema.nullable(),
    mesh_url: FileUrlSchema.nullable().describe(
      'The mesh that is put on, as a generator made it or as it was uploaded; null of a garment with a pattern',
    ),
    obj_url: FileUrlSchema.nullable().describe('Null unless formats asked for obj'),
    mtl_url: FileUrlSchema.nullable().describe('The material that the OBJ names garment.mtl'),
    texture_url: FileUrlSchema.nullable().describe('The picture that the MTL names'),
    thumb_url: FileUrlSchema.nullable(),
    pattern_svg_url: FileUrlSchema.nullable().describe('The flat pattern, drawn in centimetres'),
    pattern_dxf_url: FileUrlSchema.nullable().describe('The same for pattern and cutter programs'),
    intermediates: z
      .array(IntermediateSchema)
      .optional()
      .describe(
        'What a neural generator made on the way, while it is kept (a week); servers before did not say',
      ),
    ...jobStateFields,
    report: z.union([ReportSchema, z.null()]).describe('The garment on the preset `regular`'),
    expired_at: ExpiredAtSchema,
    created_at: CreatedAtSchema,
  })
  .meta({ id: 'Cloth3D' });

export const Cloth3dPageSchema = pageOf(Cloth3dSchema).meta({ id: 'Cloth3DPage' });

export type Generate3dRequest = z.infer<typeof Generate3dRequestSchema>;
export type Generate3dAnswer = z.infer<typeof Generate3dAnswerSchema>;
export type Intermediate = z.infer<typeof IntermediateSchema>;
export type Cloth3d = z.infer<typeof Cloth3dSchema>;
