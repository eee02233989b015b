import type { Stance } from '@fitroom/shared/posing/stances';
import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type { StandingFiles } from '@fitroom/web-workers/protocol/try-on-worker';
import type { StoredGarment, StoredResult, StoredStance } from '../storage/database.ts';
import { howPutOn } from '../storage/wardrobe.ts';
import { layersOf, rankOfOwn } from './outfit-layers.ts';
import { keep, newStamp, type RoomParts } from './room-parts.ts';
import type { WishedStance } from './room-state.ts';
import type { PlaceWatch } from './try-on-place.ts';
import { reportTogether } from './wardrobe-records.ts';
import { companionsOf } from './wear-outfit.ts';
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
  const { wardrobe } = ports;
  void jobs.run(async (signal) => {
    const known = await wardrobe.stanceOf(result.id, stance).catch(() => undefined);
    if (known) {
      remember(parts, stance);
      return { status: 'done', value: { standing: known } };
    }
    const watch = jobs.watchFor('stance', garment.place, [0, 1], signal);
    watch.onProgress('pose', 0);
    const outcome = await standing(parts, garment, result, stance, watch);
    if (outcome.status !== 'done') return outcome;
    const posed: StoredStance = {
      ...newStamp(ports),
      resultId: result.id,
      stance,
      ...outcome.value,
    };
    if (!(await keep(() => wardrobe.putStance(posed)))) store.update({ notice: 'not-kept' });
    remember(parts, stance);
    return { status: 'done', value: { standing: posed } };
  });
  return true;
}

/** Alone, or together with the garments that it is worn with; as shown, whatever has been wished since. */
async function standing(
  parts: RoomParts,
  garment: StoredGarment,
  result: StoredResult,
  stance: Stance,
  watch: PlaceWatch,
): Promise<Outcome<StandingFiles>> {
  const { ports, store } = parts;
  const how = howPutOn(result);
  // A mesh that did not hold as cloth is shown as it was placed, and walks so.
  const method = (garment.mesh && result.report.fit.method) || how.method;
  const worn = { ...store.state().wishes, ...how, method };
  const place = ports.places[garment.place];
  const { wornWith } = result;
  if (!wornWith) return place.stand(garment, stance, worn, watch);
  const companions = await companionsOf(parts, wornWith);
  if (companions.length < wornWith.length) return otherGone;
  const layers = layersOf(garment, companions);
  if (stance === 'walk' || stance === 'walk-simulated')
    return place.walkTogether(layers, worn, watch, stance === 'walk-simulated');
  const together = await place.wear(layers, worn, watch, stance);
  if (together.status !== 'done') return together;
  const { fittedGlb: glb, thumbnail, report } = together.value;
  const told = reportTogether(result, rankOfOwn(garment, companions), report);
  return { status: 'done', value: { glb, thumbnail, report: told, walk: null } };
}

const otherGone: Outcome<never> = {
  status: 'failed',
  problem: {
    kind: 'input',
    code: 'garment-gone',
    message: 'A garment that it is worn with is no longer kept here.',
  },
};

/** The garment in use is shown so when it comes back from the history, and on other bodies. */
function remember({ ports, store }: RoomParts, stance: WishedStance): void {
  const { garment } = store.state();
  if (garment === null || (garment.stance ?? 'own') === stance) return;
  const remembering = { ...garment, stance };
  store.update({ garment: remembering });
  void keep(() => ports.wardrobe.putGarment(remembering));
}
