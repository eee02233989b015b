import { z } from 'zod';
import { FileUrlSchema, IdSchema } from './words.ts';

/** A body to dress, as GET /avatar-presets lists it and as the app's own bundle describes it. */
export const AvatarPresetSchema = z
  .object({
    id: IdSchema,
    name: z.string(),
    height_cm: z.number().positive(),
    notes: z.string().optional(),
    gltf_url: FileUrlSchema,
    thumbnail_url: FileUrlSchema,
  })
  .meta({ id: 'AvatarPreset' });

export const AvatarPresetListSchema = z.array(AvatarPresetSchema);

export type AvatarPreset = z.infer<typeof AvatarPresetSchema>;
