import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readFitted } from '@fitroom/shared/gltf/read-fitted';
import type { DecodedFitted } from '@fitroom/shared/report/decoded-fitted';
import { fitGarment } from '@fitroom/shared/tryon/fit-garment';
import type { MadeGarment } from '@fitroom/shared/tryon/made-garment';
import { makeGarment } from '@fitroom/shared/tryon/make-garment';
import { decodePhoto } from '../../../../server/src/photos/decode-photo.ts';
import { createNodePorts } from '../../../../server/src/platform/node-ports.ts';
import { loadPresetBody } from '../../../../server/src/platform/preset-bodies.ts';

export interface NodeTryOn {
  readonly made: MadeGarment;
  readonly fitted: DecodedFitted;
  /** Decodes another fitted.glb, such as the browser's. */
  decode(glb: Uint8Array): Promise<DecodedFitted>;
}

/** The whole job in this process, with the ports of the server and the command line. */
export async function tryOnInNode(photo: Uint8Array): Promise<NodeTryOn> {
  const ports = await createNodePorts({ cacheFolder: null });
  const body = await loadPresetBody('regular', ports.gltf);
  const context = {
    signal: { aborted: false },
    progress: () => undefined,
    log: () => undefined,
    now: () => performance.now(),
  };
  const image = await decodePhoto(photo);
  const wishes = { category: 'auto', quality: 'med', ease: 'regular', knownWidthCm: null } as const;
  const made = await makeGarment(image, body.record, wishes, ports, context);
  const options = { method: 'drape', ease: 'regular', offsetMm: 4 } as const;
  const { fittedGlb } = await fitGarment(made, body, options, ports, context);
  const decode = (glb: Uint8Array) => readFitted(glb, ports.gltf);
  return { made, fitted: await decode(fittedGlb), decode };
}

/** A photo of FITROOM_PHOTOS (paths are meant from the checkout), or null where that is not set. */
export async function realPhoto(path: string): Promise<Buffer | null> {
  const folder = process.env.FITROOM_PHOTOS;
  if (!folder) return null;
  return readFile(resolve(import.meta.dirname, '..', '..', '..', '..', folder, path));
}
