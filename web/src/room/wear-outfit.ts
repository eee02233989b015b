import type { StoredGarment, WornHow } from '../storage/database.ts';
import { keep, newStamp, type RoomParts } from './room-parts.ts';
import { layersOf, outfitRecord } from './wardrobe-records.ts';

/**
 * Puts the garment in use on with another one of the wardrobe.
 *
 * @returns whether the garment in use is the one that is shown, and can be.
 */
export function wearOutfit(
  { ports, store, jobs }: RoomParts,
  other: StoredGarment,
  how: WornHow,
): boolean {
  const { garment, result, wishes } = store.state();
  if (garment === null || result?.garmentId !== garment.id) return false;
  const { places, wardrobe, now } = ports;
  void jobs.run(async (signal) => {
    const began = now();
    const watch = jobs.watchFor('fit', garment.place, [0, 1], signal);
    watch.onProgress('drape', 0);
    const worn = await places[garment.place].wear(
      layersOf(garment, other, how),
      wishes,
      watch,
      null,
    );
    if (worn.status !== 'done') return worn;
    const wornWith = { garmentId: other.id, how };
    const record = outfitRecord(result, wornWith, worn.value, wishes, began, newStamp(ports));
    if (!(await keep(() => wardrobe.putResult(record)))) store.update({ notice: 'not-kept' });
    return { status: 'done', value: { result: record } };
  });
  return true;
}
