import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');

/** Where the parts of the checkout lie that the server reads; none of them is ever written. */
export const PATHS = {
  app: join(ROOT, 'web', 'dist'),
  bodies: join(ROOT, 'presets', 'bodies'),
  models: join(ROOT, 'models'),
  migrations: join(ROOT, 'server', 'migrations'),
} as const;

/** A relative data folder is meant from the checkout, wherever the command was typed. */
export function resolveDataFolder(setting: string): string {
  return resolve(ROOT, setting);
}
