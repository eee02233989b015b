import { type Category, TEXTURE_SIZES, WAIST_CATEGORIES } from '@fitroom/shared/garment/vocabulary';
import type { FittedFiles, OutfitFiles } from '@fitroom/web-workers/protocol/try-on-worker';
import type {
  Place,
  StoredGarment,
  StoredPhoto,
  StoredResult,
  WornWith,
} from '../storage/database.ts';
import { howPutOn } from '../storage/wardrobe.ts';
import { type AskedMesh, FIRST_WISHES, type Wishes } from './room-state.ts';
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
  { mesh, ...made }: Omit<MadeSomewhere, 'fitted'>,
  wishes: Wishes,
  stamp: Stamp,
): StoredGarment {
  return {
    ...stamp,
    photoId: photo.id,
    place: mesh ? 'device' : place,
    ...made,
    ...(mesh && {
      mesh: { blob: mesh.blob, category: mesh.category, origin: mesh.origin ?? null },
      madeBy: mesh.madeBy,
    }),
    askedCategory: wishes.category,
    ease: wishes.ease,
    fabric: wishes.fabric,
    quality: wishes.quality,
    knownWidthCm: wishes.knownWidthCm,
    sizeLabel: wishes.sizeLabel,
    front: wishes.front,
    textureSize: wishes.textureSize,
    corrections: wishes.corrections,
    stance: wishes.stance,
    backPhotoId: wishes.back?.id ?? null,
  };
}

/** What is kept of a 3D garment that the user brought: none of what is wished of a photo's is said of it. */
export function meshRecord(
  { blob }: AskedMesh,
  category: Category,
  { ease, fabric, quality }: Wishes,
  stamp: Stamp,
): StoredGarment {
  return {
    ...stamp,
    // No photo has this name; results of one garment are found by it as by a photo's.
    photoId: stamp.id,
    place: 'device',
    made: null,
    mesh: { blob, category },
    cloth3dId: null,
    askedCategory: category,
    ease,
    fabric,
    quality,
    knownWidthCm: null,
  };
}

/** What is kept of a garment on a body. */
export function resultRecord(
  garment: StoredGarment,
  fitted: FittedFiles,
  { bodyId, ease, fabric, method, offsetMm }: Wishes,
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
    fabric,
    knownWidthCm: garment.knownWidthCm,
    sizeLabel: garment.sizeLabel ?? null,
    method,
    offsetMm,
    place: garment.place,
    ...fitted,
    log,
    tookMs: stamp.createdAt - began,
  };
}

/** What a garment is; null of one that earlier versions had the server make. */
export function categoryOf({ made, mesh, category }: StoredGarment): Category | null {
  return made?.reading.category.value ?? mesh?.category ?? category ?? null;
}

/** Whether another garment can be worn with the one in use, where that one is put on. */
export function goesWith({ place }: StoredGarment, other: StoredGarment): boolean {
  if (place === 'server') return other.cloth3dId !== null;
  return other.made !== null || Boolean(other.mesh);
}

/** Whether a garment is a skirt, trousers or shorts. */
export function hangsFromWaist(garment: StoredGarment): boolean {
  return hangs(categoryOf(garment));
}

/**
 * What is kept of garments worn together: the record of the one in use, shown with the others on,
 * and judged with them.
 *
 * @param alone A result of the garment in use.
 * @param rank Of `rankOfOwn`.
 */
export function outfitRecord(
  alone: StoredResult,
  wornWith: readonly WornWith[],
  rank: number,
  { fittedGlb, thumbnail, report }: OutfitFiles,
  { bodyId, offsetMm }: Wishes,
  began: number,
  stamp: Stamp,
): StoredResult {
  return {
    ...alone,
    ...stamp,
    bodyId,
    // An outfit's garments are draped over each other.
    method: 'drape',
    offsetMm,
    wornWith,
    fittedGlb,
    thumbnail,
    report: reportTogether(alone, rank, report),
    tookMs: stamp.createdAt - began,
  };
}

/**
 * The report of a garment that is worn with others: its own figures, the verdict of all.
 *
 * @param rank Of `rankOfOwn`.
 */
export function reportTogether(
  alone: StoredResult,
  rank: number,
  report: OutfitFiles['report'],
): StoredResult['report'] {
  const { timings_ms, layers, valid } = report;
  const own = ownLayer(alone, rank, report);
  const gates = { ...alone.report.gates };
  for (const name of Object.keys(gates) as (keyof typeof gates)[]) {
    gates[name] = layers.every((layer) => layer.gates[name]);
  }
  const fit = own && { fit: own.fit };
  const inOrder = report.gates?.order ?? true;
  return { ...alone.report, ...fit, timings_ms, gates, valid, layers, inOrder };
}

function ownLayer(
  { report }: StoredResult,
  rank: number,
  { layers }: OutfitFiles['report'],
): OutfitFiles['report']['layers'][number] | undefined {
  const kind = hangs(report.category.value);
  return layers.filter(({ category }) => hangs(category.value) === kind)[rank];
}

const hangs = (category: Category | null): boolean =>
  category !== null && WAIST_CATEGORIES.has(category);

/** The wishes that a result of the history was made with; older records lack some. */
export function wishesBehind(
  result: StoredResult,
  garment: StoredGarment | undefined,
  back: StoredPhoto | undefined,
): Partial<Wishes> {
  return {
    ...howPutOn(result),
    category: garment?.askedCategory ?? 'auto',
    ...(garment && { quality: garment.quality }),
    ...(garment?.madeBy
      ? { generator: garment.madeBy.generator, place: garment.madeBy.place }
      : { generator: 'panels' }),
    knownWidthCm: result.knownWidthCm,
    sizeLabel: result.sizeLabel ?? null,
    front: garment?.front ?? 'auto',
    textureSize:
      TEXTURE_SIZES.find((size) => size === garment?.textureSize) ?? FIRST_WISHES.textureSize,
    corrections: garment?.corrections ?? [],
    stance: garment?.stance ?? 'own',
    back: back ?? null,
  };
}
