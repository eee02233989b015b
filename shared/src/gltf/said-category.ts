import { CATEGORIES, type Category } from '../garment/vocabulary.ts';
import { readAssetExtras } from './asset-extras.ts';

/** What garment a file of ours says that it is, in the report within it; null for every other file. */
export function saidCategory(glb: Uint8Array): Category | null {
  const report = readAssetExtras(glb, 'fitroom') as { category?: { value?: unknown } } | undefined;
  return CATEGORIES.find((category) => category === report?.category?.value) ?? null;
}
