import type { StoredStance } from '../storage/database.ts';
import { keep, newStamp, type RoomParts } from './room-parts.ts';
import type { WishedStance } from './room-state.ts';
import { canStand, shownStance } from './what-is-shown.ts';

/**
 * Brings the dressed body into the wished pose, from the history where it stood so before.
 *
 * @returns whether there is something to do.
 */
export function changeStance(parts: RoomParts): boolean {
  const { ports, store, jobs } = parts;
  const state = store.state();
  const { result, garment, wishes } = state;
  const { stance } = wishes;
  if (!result || !garment || !canStand(state) || shownStance(state) === stance) return false;
  if (stance === 'own') {
    store.update({ standing: null });
    remember(parts, stance);
    return false;
  }
  const { places, wardrobe } = ports;
  void jobs.run(async (signal) => {
    const known = await wardrobe.stanceOf(result.id, stance).catch(() => undefined);
    if (known) {
      remember(parts, stance);
      return { status: 'done', value: { standing: known } };
    }
    const watch = jobs.watchFor('stance', garment.place, [0, 1], signal);
    watch.onProgress('pose', 0);
    // As it is shown, whatever has been wished since.
    const worn = { ...wishes, bodyId: result.bodyId, ease: result.ease };
    const outcome = await places[garment.place].stand(garment, stance, worn, watch);
    if (outcome.status !== 'done') return outcome;
    const standing: StoredStance = {
      ...newStamp(ports),
      resultId: result.id,
      stance,
      ...outcome.value,
    };
    if (!(await keep(() => wardrobe.putStance(standing)))) store.update({ notice: 'not-kept' });
    remember(parts, stance);
    return { status: 'done', value: { standing } };
  });
  return true;
}

/** The garment in use is shown so when it comes back from the history, and on other bodies. */
function remember({ ports, store }: RoomParts, stance: WishedStance): void {
  const { garment } = store.state();
  if (garment === null || (garment.stance ?? 'own') === stance) return;
  const remembering = { ...garment, stance };
  store.update({ garment: remembering });
  void keep(() => ports.wardrobe.putGarment(remembering));
}
