import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');

/** Where the parts of the checkout lie that the server reads; none of them is ever written. */
export const PATHS = {
  app: join(ROOT, 'web', 'dist'),
  bodies: join(ROOT, 'presets', 'bodies'),
  models: join(ROOT, 'models'),
  migrations: join(ROOT, 'server', 'migrations'),
  /** What `npm run fitroom` starts; only a checkout has it. */
  launcher: join(ROOT, '.setup', 'fitroom.mjs'),
} as const;

/** A relative data folder is meant from the checkout, wherever the command was typed. */
export function resolveDataFolder(setting: string): string {
  return resolve(ROOT, setting);
}
