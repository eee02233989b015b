import { snapClear } from './snap-to-skin.ts';
import type { Snapper } from './snapper.ts';

/** Snaps on the calling thread. */
export const cpuSnapper: Snapper = {
  device: 'cpu',
  snap: async (positions, indices, body, options) => snapClear(positions, indices, body, options),
};
