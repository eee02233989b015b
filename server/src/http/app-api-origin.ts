import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where the app of this folder finds its API when not here: the origin of `apiBase` in the config.json that
 * an operator may have changed. Pages are allowed to call it; null where it is this server.
 */
export function appApiOrigin(appFolder: string): string | null {
  try {
    const config: unknown = JSON.parse(readFileSync(join(appFolder, 'config.json'), 'utf8'));
    if (typeof config !== 'object' || config === null || !('apiBase' in config)) return null;
    const url = typeof config.apiBase === 'string' ? URL.parse(config.apiBase) : null;
    return url && /^https?:$/.test(url.protocol) ? url.origin : null;
  } catch {
    // Not built, or not JSON: then the app calls this server too.
    return null;
  }
}
