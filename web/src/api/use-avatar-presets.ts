import type { AvatarPreset } from '@fitroom/shared/schemas/avatar-preset';
import { AvatarPresetListSchema } from '@fitroom/shared/schemas/avatar-preset';
import { useQuery } from '@tanstack/react-query';

interface AvatarPresets {
  /** Null until, and unless, a server answers. */
  readonly presets: readonly AvatarPreset[] | null;
  readonly isServerThere: boolean;
}

/** The server's bodies. That it answers this at all is what says that there is a server. */
export function useAvatarPresets(apiBase: string): AvatarPresets {
  const { data, isSuccess } = useQuery({
    queryKey: ['avatar-presets', apiBase],
    queryFn: async ({ signal }) => {
      const response = await fetch(`${apiBase}/avatar-presets`, { signal });
      if (!response.headers.get('Content-Type')?.startsWith('application/json')) return null;
      return AvatarPresetListSchema.parse(await response.json());
    },
    // A missing server is the normal case of a static host: it is asked again on the next visit.
    retry: false,
    refetchOnReconnect: true,
  });
  const presets = data ?? null;
  return { presets, isServerThere: isSuccess && presets !== null };
}
