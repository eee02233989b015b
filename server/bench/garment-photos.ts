import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Photos below a folder, by path relative to it, sorted. */
export function listPhotos(folder: string): string[] {
  const found: string[] = [];
  const walk = (at: string): void => {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (/\.(jpe?g|png|webp|avif)$/i.test(name)) found.push(relative(folder, path));
    }
  };
  walk(folder);
  return found;
}

const SEVERAL: Readonly<Record<string, readonly string[]>> = {
  'studio/tops': ['top', 'shirt', 'hoodie', 'outerwear', 'bodysuit'],
  'studio/bottoms': ['trousers', 'shorts', 'skirt'],
  'studio/dresses': ['dress'],
  'user/tshirt': ['top'],
  'user/longsleeve': ['top'],
};

/** Categories that are right for a photo by the name of its folder. */
export function categoriesOf(photo: string): readonly string[] {
  const folder = photo.split(/[\\/]/).slice(0, 2).join('/');
  return SEVERAL[folder] ?? [folder.split('/')[1] ?? ''];
}
