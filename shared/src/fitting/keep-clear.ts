import type { BodyIndex } from '../mesh/closest-point.ts';
import { cpuSnapper } from './cpu-snapper.ts';
import type { SnapResult } from './snap-to-skin.ts';
import type { Snapper } from './snapper.ts';

/** How cloth is kept off what it lies on. */
export interface Clearing {
  /** Between cloth and skin, metres. */
  readonly offsetMetres: number;
  /** Where it is brought clear of it; left out: on the calling thread. */
  readonly snapper?: Snapper | undefined;
}

/** `snapClear`, wherever that is done. @param positions Changed in place. */
export function keepClear(
  positions: Float32Array,
  indices: Uint32Array,
  body: BodyIndex,
  { offsetMetres, snapper = cpuSnapper }: Clearing,
): Promise<SnapResult> {
  return snapper.snap(positions, indices, body, { offsetMetres });
}
