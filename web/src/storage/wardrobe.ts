import {
  type Ease,
  type FabricChoice,
  type Method,
  OFFSET_MM,
} from '@fitroom/shared/garment/vocabulary';
import type { Stance } from '@fitroom/shared/posing/stances';
import type {
  FitroomDatabase,
  StoredGarment,
  StoredPhoto,
  StoredResult,
  StoredStance,
} from './database.ts';

/** What tells the results of one garment apart. */
export interface HowPutOn {
  readonly bodyId: string;
  readonly ease: Ease;
  readonly fabric: FabricChoice;
  readonly method: Method;
  readonly offsetMm: number;
}

/** How a result was put on; older records lack some of it. */
export function howPutOn({ bodyId, ease, fabric, method, offsetMm }: StoredResult): HowPutOn {
  return {
    bodyId,
    ease,
    fabric: fabric ?? 'auto',
    method: method ?? 'drape',
    offsetMm: offsetMm ?? OFFSET_MM.usual,
  };
}

/** Whether a result is one of a garment alone that was put on so. */
export function isPutOn(result: StoredResult, how: HowPutOn): boolean {
  const own = howPutOn(result);
  return (
    !result.wornWith && (Object.keys(own) as (keyof HowPutOn)[]).every((k) => own[k] === how[k])
  );
}

/** What the app keeps of photos, garments and results; everything stays in this browser. */
export interface Wardrobe {
  putPhoto(photo: StoredPhoto): Promise<void>;
  putGarment(garment: StoredGarment): Promise<void>;
  putResult(result: StoredResult): Promise<void>;
  putStance(stance: StoredStance): Promise<void>;
  photo(id: string): Promise<StoredPhoto | undefined>;
  garment(id: string): Promise<StoredGarment | undefined>;
  result(id: string): Promise<StoredResult | undefined>;
  /** The newest result of this garment alone, put on so. */
  resultOn(garmentId: string, how: HowPutOn): Promise<StoredResult | undefined>;
  /** A result in a pose. */
  stanceOf(resultId: string, stance: Stance): Promise<StoredStance | undefined>;
  /** Garments that can be worn with others, newest first: of a known kind, and still shown by a result. */
  layerable(): Promise<StoredGarment[]>;
  /** Newest first. */
  results(): Promise<StoredResult[]>;
  /** Deletes a result, and its garment and photo with the last result that uses them. */
  remove(resultId: string): Promise<void>;
  /** Deletes everything. */
  clear(): Promise<void>;
}

export function createWardrobe(database: FitroomDatabase): Wardrobe {
  const { photos, garments, results, stances } = database;

  /** Deletes garments, and photos of backs that no other garment has. */
  async function removeGarments(ids: readonly string[]): Promise<void> {
    const removed = (await garments.bulkGet([...ids])).filter((garment) => garment !== undefined);
    await garments.bulkDelete([...ids]);
    for (const { backPhotoId } of removed) {
      if (!backPhotoId) continue;
      const others = await garments
        .filter((garment) => garment.backPhotoId === backPhotoId)
        .count();
      if (others === 0) await photos.delete(backPhotoId);
    }
  }

  async function remove(resultId: string): Promise<void> {
    await database.transaction('rw', photos, garments, results, stances, async () => {
      const result = await results.get(resultId);
      if (!result) return;
      await results.delete(resultId);
      await stances.where({ resultId }).delete();
      const { garmentId, photoId } = result;
      if ((await results.where({ garmentId }).count()) === 0) await removeGarments([garmentId]);
      if ((await results.where({ photoId }).count()) === 0) {
        await removeGarments(await garments.where({ photoId }).primaryKeys());
        await photos.delete(photoId);
      }
    });
  }

  return {
    putPhoto: async (photo) => void (await photos.put(photo)),
    putGarment: async (garment) => void (await garments.put(garment)),
    async putResult(result) {
      await results.put(result);
      // What the user made should not be the first thing that a full disk takes; a refusal is no harm.
      void navigator.storage?.persist?.().catch(() => undefined);
    },
    putStance: async (stance) => void (await stances.put(stance)),
    photo: (id) => photos.get(id),
    garment: (id) => garments.get(id),
    result: (id) => results.get(id),
    async resultOn(garmentId, how) {
      const found = await results.where({ garmentId, bodyId: how.bodyId }).sortBy('createdAt');
      return found.findLast((result) => isPutOn(result, how));
    },
    stanceOf: (resultId, stance) => stances.where({ resultId, stance }).last(),
    async layerable() {
      const shown = new Set(await results.orderBy('garmentId').uniqueKeys());
      const kept = await garments.orderBy('createdAt').reverse().toArray();
      const isKnown = ({ made, mesh, category }: StoredGarment) =>
        made !== null || Boolean(mesh ?? category);
      return kept.filter((garment) => isKnown(garment) && shown.has(garment.id));
    },
    results: () => results.orderBy('createdAt').reverse().toArray(),
    remove,
    async clear() {
      await database.transaction('rw', photos, garments, results, stances, async () => {
        await Promise.all([photos, garments, results, stances].map((table) => table.clear()));
      });
    },
  };
}
