import type { Avatar } from '../body/avatar.ts';
import { drapeGarment } from '../drape/drape-garment.ts';
import type { DrapedGarment } from '../drape/draped-garment.ts';
import { rigidGarment } from '../fitting/rigid-garment.ts';
import { snapClear } from '../fitting/snap-to-skin.ts';
import type { Ease, Method } from '../garment/vocabulary.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { type BodyIndex, indexBody } from '../mesh/closest-point.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import type { MadeGarment } from './made-garment.ts';
import type { ByteCache } from './ports.ts';

/** One mesh for all avatars of one garment: results can be compared, and files stay the same. */
const SEED = 1;

/** A garment at rest, and the skin that it was kept clear of. */
export interface PutOnGarment extends DrapedGarment {
  readonly skin: BodyIndex;
}

/**
 * Drapes a made garment's pattern (or shapes it rigidly), graded to the avatar, on that avatar and
 * brings what lies in or too near the skin out of it.
 *
 * @throws {InputError} when the pattern cannot be sewn or draped.
 * @throws {CancelledError}
 */
export async function putOn(
  garment: MadeGarment,
  avatar: Avatar,
  options: { readonly method: Method; readonly ease: Ease | null; readonly offsetMm: number },
  cache: ByteCache | null,
  context: JobContext,
): Promise<PutOnGarment> {
  context.progress('pattern', 0);
  // Drafting again for this body is how a garment is graded; a known width keeps its size.
  const pattern = draftPattern(garment.reading, avatar.record, {
    ease: options.ease ?? garment.ease,
    knownWidthCm: garment.knownWidthCm,
    sizeLabel: garment.sizeLabel ?? null,
    front: garment.front,
  });
  const { quality } = garment;
  const { offsetMm } = options;
  const draped =
    options.method === 'rigid'
      ? rigidGarment(pattern, avatar, { quality, offsetMm, seed: SEED })
      : await drapeGarment(pattern, avatar, { quality, offsetMm, seed: SEED }, cache, context);
  throwIfCancelled(context.signal);
  context.progress('fit', 0);
  const body = indexBody(draped.body.positions, avatar.indices);
  const snapped = snapClear(draped.positions, draped.sewn.indices, body, {
    offsetMetres: offsetMm / 1000,
  });
  context.log(
    `fit: ${snapped.movedVertices} of ${draped.sewn.vertexCount} points moved off the skin, ` +
      `at most ${(1000 * snapped.largestMove).toFixed(1)} mm`,
  );
  context.progress('fit', 0.5);
  return { ...draped, skin: body };
}
