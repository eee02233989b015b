import type { PosedBody } from '../body/avatar.ts';
import type { BodyDepths } from '../body/body-depths.ts';
import type { DistanceField } from '../body/distance-field.ts';
import type { ShoulderProfile } from './shoulder-profile.ts';

/** What a garment is placed on. */
export interface DrapeScene {
  /** Height (metres, file frame) of the pattern's y = 0. */
  readonly lift: number;
  readonly body: PosedBody;
  readonly field: DistanceField;
  readonly depths: BodyDepths;
  readonly shoulders: ShoulderProfile;
  /** Turns a point of a sleeve laid flatter than the arms are held down to them; xy, pattern frame, in place. */
  readonly turnSleeves: (at: { [index: number]: number }) => void;
}
