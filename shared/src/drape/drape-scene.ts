import type { PosedBody } from '../body/avatar.ts';
import type { DistanceField } from '../body/distance-field.ts';
import type { BodyDepths } from './body-depths.ts';

/** What a garment is placed on. */
export interface DrapeScene {
  /** Height (metres, file frame) of the pattern's y = 0. */
  readonly lift: number;
  readonly body: PosedBody;
  readonly field: DistanceField;
  readonly depths: BodyDepths;
}
