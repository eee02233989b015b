import { TEXTURE_SIZES } from '@fitroom/shared/garment/vocabulary';
import type { FittedFiles } from '@fitroom/web-workers/protocol/try-on-worker';
import type { Place, StoredGarment, StoredPhoto, StoredResult } from '../storage/database.ts';
import { FIRST_WISHES, type Wishes } from './room-state.ts';
import type { MadeSomewhere } from './try-on-place.ts';

/** Name and time of a record that is about to be kept. */
export interface Stamp {
  readonly id: string;
  /** Milliseconds of the wall clock. */
  readonly createdAt: number;
}

/** What is kept of a garment, with what was wished of it. */
export function garmentRecord(
  photo: StoredPhoto,
  place: Place,
  made: Omit<MadeSomewhere, 'fitted'>,
  wishes: Wishes,
  stamp: Stamp,
): StoredGarment {
  return {
    ...stamp,
    photoId: photo.id,
    place,
    ...made,
    askedCategory: wishes.category,
    ease: wishes.ease,
    quality: wishes.quality,
    knownWidthCm: wishes.knownWidthCm,
    sizeLabel: wishes.sizeLabel,
    front: wishes.front,
    textureSize: wishes.textureSize,
    corrections: wishes.corrections,
    backPhotoId: wishes.back?.id ?? null,
  };
}

/** What is kept of a garment on a body. */
export function resultRecord(
  garment: StoredGarment,
  fitted: FittedFiles,
  { bodyId, ease }: Wishes,
  log: readonly string[],
  began: number,
  stamp: Stamp,
): StoredResult {
  return {
    ...stamp,
    garmentId: garment.id,
    photoId: garment.photoId,
    bodyId,
    ease,
    knownWidthCm: garment.knownWidthCm,
    sizeLabel: garment.sizeLabel ?? null,
    place: garment.place,
    ...fitted,
    log,
    tookMs: stamp.createdAt - began,
  };
}

/** The wishes that a result of the history was made with; older records lack some. */
export function wishesBehind(
  result: StoredResult,
  garment: StoredGarment | undefined,
  back: StoredPhoto | undefined,
): Partial<Wishes> {
  return {
    bodyId: result.bodyId,
    ease: result.ease,
    category: garment?.askedCategory ?? 'auto',
    ...(garment && { quality: garment.quality }),
    knownWidthCm: result.knownWidthCm,
    sizeLabel: result.sizeLabel ?? null,
    front: garment?.front ?? 'auto',
    textureSize:
      TEXTURE_SIZES.find((size) => size === garment?.textureSize) ?? FIRST_WISHES.textureSize,
    corrections: garment?.corrections ?? [],
    back: back ?? null,
  };
}
