import { readFile } from 'node:fs/promises';
import { InputError } from '@fitroom/shared/job/input-error';

/** A garment of some hundred thousand triangles with its textures stays below this, bytes. */
const LARGEST = 200 * 2 ** 20;

/** A GLB that somebody named. @throws {InputError} when it is no GLB, or too large. */
export async function readMesh(path: string): Promise<Uint8Array> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new InputError('mesh-not-readable', `${path} cannot be read; name a GLB file.`, {
      cause: error,
    });
  }
  if (bytes.subarray(0, 4).toString('latin1') !== 'glTF') {
    throw new InputError(
      'mesh-not-readable',
      `${path} is not a GLB file; export the garment as binary glTF 2.0 (.glb).`,
    );
  }
  if (bytes.length > LARGEST) {
    throw new InputError(
      'mesh-too-large',
      `${path} has ${bytes.length} bytes, more than ${LARGEST}; export it with fewer triangles or smaller textures.`,
    );
  }
  return new Uint8Array(bytes);
}
