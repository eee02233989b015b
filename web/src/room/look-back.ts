import type { RoomParts } from './room-parts.ts';
import type { RoomState } from './room-state.ts';
import { wishesBehind } from './wardrobe-records.ts';

const NOTHING_RUNS = { preview: null, job: null, problem: null, notice: null } as const;
const EMPTY: Partial<RoomState> = { photo: null, garment: null, result: null, ...NOTHING_RUNS };

/** Shows a result of the history, with what it was made of. */
export async function openResult(
  { ports: { wardrobe }, store, jobs }: RoomParts,
  resultId: string,
): Promise<void> {
  const result = await wardrobe.result(resultId);
  if (!result) return;
  jobs.stop();
  const [photo, garment] = await Promise.all([
    wardrobe.photo(result.photoId),
    wardrobe.garment(result.garmentId),
  ]);
  const back = garment?.backPhotoId ? await wardrobe.photo(garment.backPhotoId) : undefined;
  store.update({ photo: photo ?? null, garment: garment ?? null, result, ...NOTHING_RUNS });
  store.wish(wishesBehind(result, garment, back));
}

/** Takes a result out of the history, and off the body if it is the one shown. */
export async function removeResult(
  { ports: { wardrobe }, store }: RoomParts,
  resultId: string,
): Promise<void> {
  await wardrobe.remove(resultId);
  if (store.state().result?.id === resultId) store.update({ result: null });
}

/** Deletes the history, and takes everything off the body. */
export async function clearHistory({ ports: { wardrobe }, store, jobs }: RoomParts): Promise<void> {
  await wardrobe.clear();
  jobs.stop();
  store.wish({ corrections: [], back: null });
  store.update({ ...EMPTY, log: [] });
}
