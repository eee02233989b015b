import type { SettingsStore } from '../storage/settings.ts';

/** What an operator may set without building the app again: /config.json. */
export interface RuntimeConfig {
  /**
   * The API's origin and path prefix without a slash at the end, or a path on the app's own origin; '' is
   * that origin itself.
   */
  readonly apiBase: string;
}

/** A slow network must not hold up the start; the address of the last visit is used instead. */
const WAIT_MS = 3000;

function apiBaseOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('apiBase' in value)) return null;
  const { apiBase } = value;
  if (typeof apiBase !== 'string') return null;
  const isAddress = /^https?:\/\/[^/]/.test(apiBase) || /^(\/(?!\/)|$)/.test(apiBase);
  return isAddress ? apiBase.replace(/\/+$/, '') : null;
}

/** Reads /config.json; falls back to what the last visit read, then to the app's own origin. */
export async function readRuntimeConfig(settings: SettingsStore): Promise<RuntimeConfig> {
  try {
    const response = await fetch('/config.json', { signal: AbortSignal.timeout(WAIT_MS) });
    const apiBase = response.ok ? apiBaseOf(await response.json()) : null;
    if (apiBase !== null) {
      await settings.set('apiBase', apiBase);
      return { apiBase };
    }
  } catch {
    // Offline, or no such file: both are normal.
  }
  return { apiBase: (await settings.get('apiBase')) ?? '' };
}
