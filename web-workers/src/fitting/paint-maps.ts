import { openFittedMaps } from '@fitroom/shared/gltf/paint-fitted';
import { type JobContext, throwIfCancelled } from '@fitroom/shared/job/context';
import type { WebIO } from '@gltf-transform/core';
import type { MapsRequest, PaintedMap } from '../protocol/try-on-worker.ts';
import { encodeBlob } from './image-codec.ts';
import { glbBlob } from './try-on-jobs.ts';

/**
 * Every map of what a dressed body wears; see shared/src/gltf/paint-fitted.ts.
 *
 * @throws {InputError} `not-a-fitted-glb`
 * @throws {CancelledError}
 */
export async function paintMaps(
  { dressedGlb, wantsPictures }: MapsRequest,
  gltf: WebIO,
  context: JobContext,
): Promise<readonly PaintedMap[]> {
  context.progress('fit', 0);
  const glb = new Uint8Array(await dressedGlb.arrayBuffer());
  const { maps, figures, draw, paint } = await openFittedMaps(glb, gltf);
  const painted: PaintedMap[] = [];
  for (const [n, map] of maps.entries()) {
    throwIfCancelled(context.signal);
    context.progress('write', n / maps.length);
    painted.push({
      map,
      glb: glbBlob(await paint(map)),
      picture: wantsPictures ? await encodeBlob(draw(map), 'image/png') : null,
      figures: figures(map),
    });
  }
  return painted;
}
