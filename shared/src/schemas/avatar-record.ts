import { z } from 'zod';

const point = z.tuple([z.number(), z.number(), z.number()]);

/** The shape of presets/bodies/<id>.json; the type is `AvatarRecord` in body/avatar.ts. */
export const avatarRecordSchema = z
  .object({
    schema: z.literal(1),
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    name: z.string().min(1),
    height_cm: z.number().positive(),
    notes: z.string(),
    hip_origin: point,
    landmarks: z.record(z.string(), point),
    measures: z.record(z.string(), z.number().positive()),
    joints: z
      .array(
        z.object({ name: z.string().min(1), parent: z.number().int().min(-1), position: point }),
      )
      .min(1)
      .refine((joints) => joints.every((joint, i) => joint.parent < i), {
        message: 'a joint stands before its parent',
      }),
    licence: z.string().min(1),
    source: z.string().min(1),
  })
  .readonly();
