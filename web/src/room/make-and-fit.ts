import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type { FittedFiles } from '@fitroom/web-workers/protocol/try-on-worker';
import type { Place, StoredGarment, StoredPhoto, StoredResult } from '../storage/database.ts';
import { keep, newStamp, type RoomParts } from './room-parts.ts';
import { garmentRecord, resultRecord } from './wardrobe-records.ts';
import { companionsOf, wearTogether } from './wear-outfit.ts';

/** Share of the whole wait that making takes when fitting follows it; measured on two cores. */
const MAKE_SHARE = 0.45;
/** The same where networks make it: they take far longer than the cloth. */
const NETWORKS_SHARE = 0.9;
/** Share of the wait that the garment in use takes by itself where others are put on with it. */
const ALONE_SHARE = 0.4;
/** Share of the wait that goes by on this device before anything is sent to the server. */
export const CUT_SHARE = 0.05;

type Worn = Outcome<{ readonly result: StoredResult }>;

/**
 * Makes a garment of a photo and puts it on.
 *
 * @param how `cutOut`: what goes to the server in place of the photo. `isCorrection`: the new garment takes the
 *   place of the one before, also in the history.
 */
export function makeGarment(
  parts: RoomParts,
  photo: StoredPhoto,
  place: Place,
  how: { readonly cutOut?: Blob | null; readonly isCorrection?: boolean } = {},
): void {
  const { ports, store, jobs } = parts;
  const { places, wardrobe, now } = ports;
  const { wishes, result } = store.state();
  const { back } = wishes;
  const { cutOut = null } = how;
  const corrected = how.isCorrection && result?.photoId === photo.id ? result : null;
  void jobs.run(async (signal) => {
    const began = now();
    const unworn = wishes.generator === 'panels' ? MAKE_SHARE : NETWORKS_SHARE;
    const share = wishes.generator === 'panels' && places[place].putsOn ? 1 : unworn;
    const watch = jobs.watchFor('make', place, [cutOut ? CUT_SHARE : 0, share], signal);
    watch.onProgress('decode', 0);
    const keeping = [photo, ...(back ? [back] : [])].map((kept) =>
      keep(() => wardrobe.putPhoto(kept)),
    );
    const made = await places[place].make(photo, wishes, watch, cutOut);
    await Promise.all(keeping);
    if (made.status !== 'done') return made;
    const { fitted, ...somewhere } = made.value;
    const garment = garmentRecord(photo, place, somewhere, wishes, newStamp(ports));
    await keep(() => wardrobe.putGarment(garment));
    if (signal.aborted) return { status: 'cancelled' };
    store.update({ garment });
    const worn: Worn = fitted
      ? { status: 'done', value: { result: await keepWorn(parts, garment, fitted, began) } }
      : await fitAndKeep(parts, garment, began, [share, 1], signal);
    if (!corrected || worn.status !== 'done') return worn;
    const { result: kept } = worn.value;
    if (signal.aborted) {
      // A newer correction ended this one while its result was being kept: it takes the place of the same one.
      await keep(() => wardrobe.remove(kept.id));
      return { status: 'cancelled' };
    }
    // Shown first: a correction that starts meanwhile then takes the place of this one.
    store.update({ result: kept });
    await keep(() => wardrobe.remove(corrected.id));
    return worn;
  });
}

/**
 * Puts the garment in use on the wished body, from the history where it was done before, and with it
 * what it is worn with.
 *
 * @param takenOff The garment it is worn with that is taken off; null: none is.
 * @returns whether there is one.
 */
export function refitGarment(parts: RoomParts, takenOff: string | null = null): boolean {
  const { ports, store, jobs } = parts;
  const { garment: kept, wishes, result } = store.state();
  if (kept === null) return false;
  // Of garments that lie on each other each is cloth: what is only placed is worn by itself.
  const isOutfit = wishes.method === 'drape' && result?.garmentId === kept.id;
  const wornWith = ((isOutfit && result.wornWith) || []).filter(
    ({ garmentId }) => garmentId !== takenOff,
  );
  // An outfit is worn of the fabric that was chosen last.
  const garment = { ...kept, fabric: wishes.fabric };
  if (kept.fabric !== garment.fabric) {
    store.update({ garment });
    void keep(() => ports.wardrobe.putGarment(garment));
  }
  void jobs.run(async (signal) => {
    const began = ports.now();
    const { wardrobe } = ports;
    const known = await wardrobe.resultOn(garment.id, wishes).catch(() => undefined);
    const companions = await companionsOf(parts, wornWith);
    const isAlone = companions.length === 0;
    const share = known ? 0 : ALONE_SHARE;
    const alone: Worn = known
      ? { status: 'done', value: { result: known } }
      : await fitAndKeep(parts, garment, began, [0, isAlone ? 1 : share], signal);
    if (isAlone || alone.status !== 'done') return alone;
    if (signal.aborted) return { status: 'cancelled' };
    const outfit = { garment, companions };
    return wearTogether(parts, alone.value.result, outfit, began, share, signal);
  });
  return true;
}

/**
 * Puts a garment on the wished body and keeps the result.
 *
 * @param range The job's share, 0..1, of everything that the user waits for.
 */
export async function fitAndKeep(
  parts: RoomParts,
  garment: StoredGarment,
  began: number,
  range: readonly [number, number],
  signal: AbortSignal,
): Promise<Worn> {
  const { ports, store, jobs } = parts;
  const { wishes } = store.state();
  const watch = jobs.watchFor('fit', garment.place, range, signal);
  watch.onProgress('pose', 0);
  const fitted = await ports.places[garment.place].fit(garment, wishes, watch);
  if (fitted.status !== 'done') return fitted;
  return { status: 'done', value: { result: await keepWorn(parts, garment, fitted.value, began) } };
}

async function keepWorn(
  { ports, store }: RoomParts,
  garment: StoredGarment,
  fitted: FittedFiles,
  began: number,
): Promise<StoredResult> {
  const { wishes, log } = store.state();
  const result = resultRecord(garment, fitted, wishes, log, began, newStamp(ports));
  if (!(await keep(() => ports.wardrobe.putResult(result)))) store.update({ notice: 'not-kept' });
  return result;
}
