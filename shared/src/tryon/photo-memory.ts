import type { GrayImage, RgbaImage } from '../image/image.ts';

/** What a finding is found by: as long as all of it stays the same, so does what is found. */
export interface FoundBy {
  readonly step: 'worn-matte' | 'matte' | 'reading' | 'texture';
  /** Plain JSON, typed arrays too. */
  readonly choices: unknown;
  readonly pictures: readonly (RgbaImage | GrayImage)[];
}

/**
 * Remembers, between runs, what was found in photos: who tries one on several bodies, in poses or other fabrics, has it
 * read once. What depends on a body is never asked of it.
 */
export interface PhotoMemory {
  /**
   * @param find asked where nothing is remembered; a result is structured-cloneable, a failure is not remembered.
   */
  recall<T>(by: FoundBy, find: () => T | Promise<T>): Promise<T>;
}

/** Asks `memory`, where a platform has one. */
export async function recalled<T>(
  memory: PhotoMemory | null | undefined,
  by: FoundBy,
  find: () => T | Promise<T>,
): Promise<T> {
  return memory ? memory.recall(by, find) : find();
}
