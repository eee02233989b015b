import type { Category, Upper } from '../../../src/garment/vocabulary.ts';
import type { ArcKind } from '../../../src/reading/garment-reading.ts';

/** A run of the wearer's left half, walked down from the top: xy pairs in centimetres, y up. */
export interface HalfRun {
  readonly kind: ArcKind;
  readonly points: readonly (readonly [number, number])[];
}

/** A garment by the named runs of its outline, the same on both sides. */
export interface Drawing {
  readonly category: Category;
  readonly upper: Upper | null;
  /** From the middle of the top edge to the middle of the bottom, or to the crotch. */
  readonly half: readonly HalfRun[];
  /** Left half of the front neckline, neck point first, middle last. */
  readonly neckline?: readonly (readonly [number, number])[];
}
