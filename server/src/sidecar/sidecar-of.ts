import type { Settings } from '../config/settings.ts';
import type { SidecarPlace } from './sidecar.ts';

/** @returns null where the settings name none. */
export function sidecarOf(
  settings: Pick<
    Settings,
    'sidecarUrl' | 'sidecarToken' | 'sidecarGenerators' | 'sidecarLimitSeconds'
  >,
): SidecarPlace | null {
  if (settings.sidecarUrl === '') return null;
  return {
    url: settings.sidecarUrl,
    token: settings.sidecarToken,
    generators: settings.sidecarGenerators,
    limitSeconds: settings.sidecarLimitSeconds,
  };
}
