import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type { StoredGarment, StoredResult, WornHow } from '../storage/database.ts';
import { keep, newStamp, type RoomParts } from './room-parts.ts';
import { layersOf, outfitRecord } from './wardrobe-records.ts';

/** Two garments that are worn together. */
interface Pair {
  /** The one in use. */
  readonly garment: StoredGarment;
  readonly other: StoredGarment;
  readonly how: WornHow;
}

/**
 * Puts the garment in use on with another one of the wardrobe.
 *
 * @returns whether the garment in use is the one that is shown, and can be.
 */
export function wearOutfit(parts: RoomParts, other: StoredGarment, how: WornHow): boolean {
  const { store, jobs, ports } = parts;
  const { garment, result } = store.state();
  if (garment === null || result?.garmentId !== garment.id) return false;
  void jobs.run((signal) =>
    wearTogether(parts, result, { garment, other, how }, ports.now(), 0, signal),
  );
  return true;
}

/**
 * Puts two garments on the wished body at once, and keeps the result.
 *
 * @param alone The one in use, worn by itself as is wished.
 * @param start Share of the wait, 0..1, that has gone by.
 */
export async function wearTogether(
  { ports, store, jobs }: RoomParts,
  alone: StoredResult,
  { garment, other, how }: Pair,
  began: number,
  start: number,
  signal: AbortSignal,
): Promise<Outcome<{ readonly result: StoredResult }>> {
  const { places, wardrobe } = ports;
  const { wishes } = store.state();
  const watch = jobs.watchFor('fit', garment.place, [start, 1], signal);
  watch.onProgress('drape', 0);
  const worn = await places[garment.place].wear(layersOf(garment, other, how), wishes, watch, null);
  if (worn.status !== 'done') return worn;
  const wornWith = { garmentId: other.id, how };
  const record = outfitRecord(alone, wornWith, worn.value, wishes, began, newStamp(ports));
  if (!(await keep(() => wardrobe.putResult(record)))) store.update({ notice: 'not-kept' });
  return { status: 'done', value: { result: record } };
}
