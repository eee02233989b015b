import type { AvatarPreset } from '@fitroom/shared/schemas/avatar-preset';
import type { Body } from './body.ts';

/**
 * The server's list decides which bodies there are and how they are called; files that the app
 * brings itself are used where it has them, so that fitting on the device works offline too.
 *
 * @param presets GET /avatar-presets, or null where no server answered.
 */
export function mergeBodies(
  presets: readonly AvatarPreset[] | null,
  bundled: readonly Body[],
): Body[] {
  if (presets === null || presets.length === 0) return [...bundled];
  return presets.map((preset) => {
    const own = bundled.find((body) => body.id === preset.id);
    return {
      id: preset.id,
      name: preset.name,
      heightCm: preset.height_cm,
      thumbnailUrl: own?.thumbnailUrl ?? preset.thumbnail_url,
      glbUrl: own?.glbUrl ?? preset.gltf_url,
      source: own?.source ?? null,
    };
  });
}
