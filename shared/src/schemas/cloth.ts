import { z } from 'zod';
import { pageOf } from './page.ts';
import { UserIdSchema } from './user-id.ts';
import { CreatedAtSchema, ExpiredAtSchema, FileUrlSchema, IdSchema } from './words.ts';

/** Bytes of one uploaded file; the same in the app, which asks before it sends. */
export const UPLOAD_LIMIT_BYTES = 10 * 1024 * 1024;

/** The answer of POST /clothes/upload-image. */
export const UploadAnswerSchema = z
  .object({ cloth_id: IdSchema, image_url: FileUrlSchema, status: z.literal('uploaded') })
  .meta({ id: 'UploadAnswer' });

/** The answer of POST /clothes/upload-mesh: its 3D garment is in line. */
export const MeshUploadAnswerSchema = z
  .object({ cloth_id: IdSchema, cloth3d_id: IdSchema, status: z.literal('processing') })
  .meta({ id: 'MeshUploadAnswer' });

/** `failed`: accepted, then not decodable, storable or mattable; the log has the reason. */
export const ClothSchema = z
  .object({
    id: IdSchema,
    user_id: UserIdSchema,
    image_url: FileUrlSchema.nullable().describe(
      'What was uploaded: a photo, or the GLB of a mesh; null once it has expired',
    ),
    back_image_url: FileUrlSchema.nullable(),
    status: z.enum(['uploaded', 'failed']),
    width_px: z
      .int()
      .describe('Upright: the EXIF rotation is applied; 0 of a mesh, as is the height'),
    height_px: z.int(),
    log: z.string(),
    expired_at: ExpiredAtSchema,
    created_at: CreatedAtSchema,
  })
  .meta({ id: 'Cloth' });

export const ClothPageSchema = pageOf(ClothSchema).meta({ id: 'ClothPage' });

export type UploadAnswer = z.infer<typeof UploadAnswerSchema>;
export type Cloth = z.infer<typeof ClothSchema>;
