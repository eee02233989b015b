import { createRequire } from 'node:module';
import manifest from '../manifest.json' with { type: 'json' };

/**
 * File path of a model that an installed package carries.
 *
 * @param name As in manifest.json, for example `u2netp`.
 * @throws {Error} when the manifest has no such model or its package is not installed.
 */
export function locateModel(name: string): string {
  const model = manifest.models.find((entry) => entry.name === name);
  if (!model) throw new Error(`models/manifest.json lists no model named ${name}.`);
  return createRequire(import.meta.url).resolve(`${model.package}/${model.path}`);
}
