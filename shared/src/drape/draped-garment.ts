import type { PosedBody } from '../body/avatar.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';

/** A sewn garment at rest on a posed body; positions in the file frame, metres. */
export interface DrapedGarment {
  readonly pattern: Pattern;
  readonly sewn: SewnGarment;
  /** xyz of each sewn vertex. */
  readonly positions: Float32Array;
  /**
   * xyz of each sewn vertex as it was put on: sewn panels closed round the body, before gravity (for
   * the drop gate); waistbands and strapless tops at the height where they are meant to sit.
   */
  readonly placement: Float32Array;
  readonly body: PosedBody;
}
