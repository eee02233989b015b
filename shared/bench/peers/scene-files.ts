/** The arrays that both sides of the comparison read, as plain little-endian files in one folder. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Numbers = Float32Array | Float64Array | Uint32Array;

const SUFFIXES = { Float32Array: 'f32', Float64Array: 'f64', Uint32Array: 'u32' } as const;

/** Writes one file an array, named after it and its type: `positions.f32`. */
export async function writeArrays(
  folder: string,
  arrays: Readonly<Record<string, Numbers>>,
): Promise<void> {
  for (const [name, array] of Object.entries(arrays)) {
    const suffix = SUFFIXES[array.constructor.name as keyof typeof SUFFIXES];
    await writeFile(
      join(folder, `${name}.${suffix}`),
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
    );
  }
}

/** Reads what a peer wrote. */
export async function readFloats(folder: string, name: string): Promise<Float32Array> {
  const bytes = await readFile(join(folder, name));
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
