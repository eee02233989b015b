import type { RoomParts } from './room-parts.ts';
import { missingMap, shownGlb } from './what-is-shown.ts';

/**
 * Measures and paints what is shown, where a map of it is wished and not there yet.
 *
 * @returns whether there is something to do.
 */
export function paintMaps({ ports, store, jobs }: RoomParts): boolean {
  const state = store.state();
  const of = shownGlb(state);
  if (of === null || missingMap(state) === null) return false;
  void jobs.run(async (signal) => {
    const watch = jobs.watchFor('map', 'device', [0, 1], signal);
    watch.onProgress('fit', 0);
    const outcome = await ports.paintMaps(of, watch);
    if (outcome.status !== 'done') return outcome;
    return { status: 'done', value: { maps: { of, painted: outcome.value } } };
  });
  return true;
}
