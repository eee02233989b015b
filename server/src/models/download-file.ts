import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelFile } from '@fitroom/shared/schemas/generator-model';
import { ModelError } from './model-error.ts';
import { PART_SUFFIX, sha256Of } from './model-folder.ts';
import type { ModelSource } from './model-source.ts';

export interface DownloadOptions {
  /** So many cuts in a row without a byte between them are borne; the next one ends it. */
  readonly mostCuts: number;
  /** Before the n-th try in a row, from 1. */
  wait(cut: number): Promise<void>;
  /** @param bytes of this file that are there. */
  progress(file: ModelFile, bytes: number): void;
}

/**
 * Fetches one file of a model. It goes on where an earlier try ended, also one of another process; what is
 * whole and right already is left alone. Only a file of the right checksum gets its name.
 *
 * @returns whether anything was fetched.
 * @throws {ModelError} `checksum` for other bytes than the manifest says, also after one fresh start;
 *   `unreachable` when the source gives out.
 */
export async function downloadFile(
  source: ModelSource,
  file: ModelFile,
  folder: string,
  options: DownloadOptions,
): Promise<boolean> {
  const path = join(folder, file.path);
  if ((await sizeOf(path)) === file.bytes && (await sha256Of(path)) === file.sha256) {
    options.progress(file, file.bytes);
    return false;
  }
  const part = `${path}${PART_SUFFIX}`;
  await mkdir(dirname(path), { recursive: true });
  // A part may be of another export, which only shows once it is whole.
  let isFresh = (await sizeOf(part)) === 0;
  for (;;) {
    await fetchRest(source, file, part, options);
    if ((await sizeOf(part)) === file.bytes && (await sha256Of(part)) === file.sha256) break;
    await rm(part, { force: true });
    if (isFresh) {
      throw new ModelError(
        'checksum',
        `${file.path} from ${source.address} is not what its manifest says: size or checksum differ. It was not kept; ask whoever exported it, or export it again.`,
      );
    }
    isFresh = true;
  }
  await rename(part, path);
  return true;
}

/** Until the part is as long as the file, or longer, or the source says that there is no more. */
async function fetchRest(
  source: ModelSource,
  file: ModelFile,
  part: string,
  { mostCuts, wait, progress }: DownloadOptions,
): Promise<void> {
  let cuts = 0;
  for (;;) {
    const before = await sizeOf(part);
    progress(file, before);
    if (before >= file.bytes) return;
    try {
      const opened = await source.open(file.path, before);
      if (opened.is === 'shorter') return;
      await append(part, before, opened, (bytes) => progress(file, bytes), file.bytes);
      const after = await sizeOf(part);
      if (after >= file.bytes) return;
      throw new Error(`the connection ended after ${after} of ${file.bytes} bytes`);
    } catch (error) {
      if (error instanceof ModelError || isDiskFault(error)) throw error;
      cuts = (await sizeOf(part)) > before ? 1 : cuts + 1;
      if (cuts > mostCuts) {
        throw new ModelError(
          'unreachable',
          `${file.path} could not be fetched from ${source.address}: ${reasonOf(error)}. What came is kept; the same command goes on from there.`,
          { cause: error },
        );
      }
      await wait(cuts);
    }
  }
}

/** Writes what comes behind what is there, or anew where the source begins at the beginning. */
async function append(
  part: string,
  before: number,
  { from, body }: { from: number; body: AsyncIterable<Uint8Array> },
  progress: (bytes: number) => void,
  most: number,
): Promise<void> {
  if (from !== before && from !== 0) {
    throw new Error(`byte ${before} was asked for and the server began at ${from}`);
  }
  const handle = await open(part, from === 0 ? 'w' : 'a');
  try {
    let bytes = from;
    for await (const piece of body) {
      await handle.writeFile(piece);
      bytes += piece.length;
      progress(Math.min(bytes, most));
      // More than the manifest says is of no use, however much more there is.
      if (bytes > most) return;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

/** A full or read-only disk, or a file where a folder should be, does not get better by trying again. */
export function isDiskFault(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOTDIR', 'EEXIST'].includes(
    String(code),
  );
}

/** fetch hides the reason in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
