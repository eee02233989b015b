import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A garment's outline drawn by hand; README.md beside this says how. */
export interface TrueOutline {
  /** Path below the photos' folder. */
  readonly photo: string;
  /** Size of the upright photo, pixels. */
  readonly width: number;
  readonly height: number;
  /** xy pairs, photo pixels. */
  readonly outline: readonly number[];
  readonly holes: readonly (readonly number[])[];
}

/** All outlines, by name of file. */
export function readOutlines(): TrueOutline[] {
  const folder = join(import.meta.dirname, 'outlines');
  return readdirSync(folder)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as TrueOutline);
}
