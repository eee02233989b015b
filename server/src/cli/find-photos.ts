import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';

/** A photo of a batch and where its results go, relative to the batch's folder. */
export interface BatchPhoto {
  readonly path: string;
  /** Unique in the batch; the photo's path below the folder that was named, without extension. */
  readonly name: string;
}

/** Files that are pictures by their name, also of kinds that are refused: a batch says so of each. */
const PICTURE = new Set(
  '.jpg .jpeg .jpe .jfif .png .webp .avif .heic .heif .gif .svg .bmp .tif .tiff'.split(' '),
);

/**
 * Lists the photos of files and folders (and the folders in them), in the order of their names.
 * A file that was named itself is taken whatever its name is; a path that does not exist is kept,
 * so that its row says so.
 */
export async function findPhotos(paths: readonly string[]): Promise<BatchPhoto[]> {
  const found: { path: string; relative: string }[] = [];
  for (const path of paths) {
    const kind = await stat(path).catch(() => null);
    if (kind?.isDirectory()) {
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      const files = entries
        .filter((entry) => entry.isFile() && PICTURE.has(extname(entry.name).toLowerCase()))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
      found.push(...files.map((file) => ({ path: file, relative: relative(path, file) })));
    } else {
      found.push({ path, relative: basename(path) });
    }
  }
  const taken = new Set<string>();
  return found.map(({ path, relative: place }) => {
    const extension = extname(place);
    const bare = extension ? place.slice(0, -extension.length) : place;
    let name = bare;
    // Two photos of one name differ by extension, else by a number.
    if (taken.has(name)) name = `${bare}-${extension.slice(1).toLowerCase() || 'file'}`;
    for (let number = 2; taken.has(name); number += 1) name = `${bare}-${number}`;
    taken.add(name);
    return { path, name };
  });
}
