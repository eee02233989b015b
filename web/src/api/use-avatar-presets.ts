import type { ApiClient } from '@fitroom/shared/client/api-client';
import type { AvatarPreset } from '@fitroom/shared/schemas/avatar-preset';
import { useQuery } from '@tanstack/react-query';

interface AvatarPresets {
  /** Null until, and unless, a server answers. */
  readonly presets: readonly AvatarPreset[] | null;
  readonly isServerThere: boolean;
}

/** The server's bodies. That it answers this at all is what says that there is a server. */
export function useAvatarPresets(client: ApiClient): AvatarPresets {
  const { data } = useQuery({
    queryKey: ['avatar-presets'],
    queryFn: ({ signal }) => client.listAvatarPresets(signal),
    // No server is the normal case of a static host; it is asked again when the network comes back.
    retry: false,
    refetchOnReconnect: 'always',
  });
  const presets = data ?? null;
  return { presets, isServerThere: presets !== null };
}
