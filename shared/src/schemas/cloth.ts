import { z } from 'zod';
import { CreatedAtSchema, ExpiredAtSchema, FileUrlSchema, IdSchema } from './words.ts';

/** Bytes of one uploaded file; the same in the app, which asks before it sends. */
export const UPLOAD_LIMIT_BYTES = 10 * 1024 * 1024;

const LONGEST_USER_ID = 128;

export const UserIdSchema = z
  .string()
  .min(1)
  .max(LONGEST_USER_ID)
  // A name that a log line or a header could not carry is a mistake of the caller.
  .regex(/^[\x21-\x7e]+$/, 'printable ASCII without spaces')
  .describe('Any stable id of the caller; an unknown one makes a new user');

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

export type UploadAnswer = z.infer<typeof UploadAnswerSchema>;
export type Cloth = z.infer<typeof ClothSchema>;
