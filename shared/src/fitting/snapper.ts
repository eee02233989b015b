import type { BodyIndex } from '../mesh/closest-point.ts';
import type { SnapOptions, SnapResult } from './snap-to-skin.ts';

/** Brings cloth out of a solid somewhere: see `snapClear` for what that is, and cpu-snapper.ts. */
export interface Snapper {
  /** Where, in one word for logs. */
  readonly device: string;
  /**
   * @param positions Changed in place when all is done; a snap that is refused leaves them as they were.
   * @param indices Vertex triples; not changed after: a device knows a mesh again by their identity, as a body by its own.
   */
  snap(
    positions: Float32Array,
    indices: Uint32Array,
    body: BodyIndex,
    options?: SnapOptions,
  ): Promise<SnapResult>;
}
