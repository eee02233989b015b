import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nameOf, readTrueGarments } from '../test/truth/garments.ts';

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
  tops: ['top', 'shirt', 'hoodie', 'outerwear', 'bodysuit'],
  bottoms: ['trousers', 'shorts', 'skirt'],
  dresses: ['dress'],
  tshirt: ['top'],
  longsleeve: ['top'],
};

const TRUE_GARMENTS = readTrueGarments();

/** Categories that are right for a photo: those of the table, else by the name of its folder. */
export function categoriesOf(photo: string): readonly string[] {
  const known = TRUE_GARMENTS.get(nameOf(photo));
  if (known) return [known.category, ...known.alsoRight];
  const folder = photo.split(/[\\/]/).at(-2) ?? '';
  return SEVERAL[folder] ?? [folder];
}
