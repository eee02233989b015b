import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type { StoredGarment, StoredResult, WornHow, WornWith } from '../storage/database.ts';
import { type Companion, layersOf, MOST_TOGETHER, rankOfOwn } from './outfit-layers.ts';
import { keep, newStamp, type RoomParts } from './room-parts.ts';
import { outfitRecord } from './wardrobe-records.ts';

/** Garments that are worn together. */
interface Outfit {
  /** The one in use. */
  readonly garment: StoredGarment;
  /** At least one. */
  readonly companions: readonly Companion[];
}

/**
 * Puts another garment of the wardrobe on with the one in use, and with what that one is worn with; one that is on already
 * is worn otherwise.
 *
 * @returns whether the garment in use is the one that is shown, and one more can be put on with it.
 */
export function wearOutfit(parts: RoomParts, other: StoredGarment, how: WornHow): boolean {
  const { store, jobs, ports } = parts;
  const { garment, result } = store.state();
  if (garment === null || result?.garmentId !== garment.id) return false;
  const others = (result.wornWith ?? []).filter(({ garmentId }) => garmentId !== other.id);
  if (others.length + 2 > MOST_TOGETHER) return false;
  void jobs.run(async (signal) => {
    // A room without a job would catch up with what else was wished meanwhile, and end this one.
    jobs.watchFor('fit', garment.place, [0, 1], signal).onProgress('drape', 0);
    const companions = [...(await companionsOf(parts, others)), { garment: other, how }];
    return wearTogether(parts, result, { garment, companions }, ports.now(), 0, signal);
  });
  return true;
}

/** Garments that another one is worn with, as far as they are still kept. */
export async function companionsOf(
  { ports: { wardrobe } }: RoomParts,
  wornWith: readonly WornWith[],
): Promise<Companion[]> {
  const kept = await Promise.all(wornWith.map(({ garmentId }) => wardrobe.garment(garmentId)));
  return kept.flatMap((garment, n) => (garment ? [{ garment, how: wornWith[n]!.how }] : []));
}

/**
 * Puts garments on the wished body at once, and keeps the result.
 *
 * @param alone The one in use, worn by itself as is wished.
 * @param start Share of the wait, 0..1, that has gone by.
 */
export async function wearTogether(
  { ports, store, jobs }: RoomParts,
  alone: StoredResult,
  { garment, companions }: Outfit,
  began: number,
  start: number,
  signal: AbortSignal,
): Promise<Outcome<{ readonly result: StoredResult }>> {
  const { places, wardrobe } = ports;
  const { wishes } = store.state();
  const watch = jobs.watchFor('fit', garment.place, [start, 1], signal);
  watch.onProgress('drape', 0);
  const worn = await places[garment.place].wear(layersOf(garment, companions), wishes, watch, null);
  if (worn.status !== 'done') return worn;
  const wornWith = companions.map((other) => ({ garmentId: other.garment.id, how: other.how }));
  const rank = rankOfOwn(garment, companions);
  const record = outfitRecord(alone, wornWith, rank, worn.value, wishes, began, newStamp(ports));
  if (!(await keep(() => wardrobe.putResult(record)))) store.update({ notice: 'not-kept' });
  return { status: 'done', value: { result: record } };
}
