import { cauchyGreen, LEAST_AREA } from '../cloth/cauchy-green.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';

/** Ease given or taken at one place by a second fitting, at most. */
const MOST_GIVEN = 0.25;
const MOST_TAKEN = 0.12;
/** Ease taken in all fittings together, at most: cloth crowded closer would lie in one point. */
const MOST_TAKEN_IN_ALL = 0.6;
/**
 * Between the armpits cloth is let out at the sides, where darts and side seams are: let out in the
 * middle as well, a print on the chest grew with it. Shares of the chest's half width between which the share
 * that is let out goes from the middle's to the sides', so that about as much is let out in all.
 */
const MIDDLE = 0.4;
const SIDES = 0.7;
const LET_OUT_IN_THE_MIDDLE = 0.2;
const LET_OUT_AT_THE_SIDES = 2;
/** How strongly a fitting answers what it finds. */
export interface FittingStrength {
  /** What is let out or taken in, to the strain found: some of it moves on to the neighbours while the cloth settles. From 2 on it swings. */
  readonly gain: number;
  /** Rounds of averaging with the neighbours: at the finest mesh's 12 mm four have about 2 cm of reach, no more than a dart's. */
  readonly rounds: number;
}

/** Of cloth that settles before it is looked at again. */
export const FULL: FittingStrength = { gain: 1.3, rounds: 3 };
/** Of cloth with folds that are being ironed: answered in full, what was a fold is strained for good. */
export const GENTLE: FittingStrength = { gain: 1.4, rounds: 4 };
/** Of cloth that does not move until it is looked at again. */
export const EXACT: FittingStrength = { gain: 1, rounds: 4 };

/**
 * A second fitting: the cloth as it hangs on the body it is cut for is let out where it is drawn and
 * taken in where it is crowded, across and lengthwise each for itself, as a tailor does with darts,
 * gathers and steam. A silhouette shows none of these. What hangs askew (shear) is left to hang.
 *
 * @param layers Of cloth at each vertex; bands of several keep their length, for they hold the garment up.
 * @param positions xyz of each vertex as it hangs, metres.
 * @param halfChest Half the flat width between the armpits, metres; null without a chest.
 * @returns The garment with that ease in place of its own.
 */
export function fitAgain(
  sewn: SewnGarment,
  layers: Float32Array,
  positions: ArrayLike<number>,
  halfChest: number | null,
  { gain, rounds }: FittingStrength = FULL,
): SewnGarment {
  const { across, along } = strainsOf(sewn, positions);
  const kept = Uint8Array.from(layers, (count, v) => (count > 1 || sewn.letIn[v]! > 0 ? 1 : 0));
  for (let round = 0; round < rounds; round++) {
    average(sewn, across, kept);
    average(sewn, along, kept);
  }
  if (halfChest !== null) towardsSides(sewn, across, halfChest);
  return {
    ...sewn,
    easeAcross: fitted(sewn.easeAcross, across, gain),
    easeAlong: fitted(sewn.easeAlong, along, gain),
  };
}

function fitted(ease: Float32Array, strain: Float64Array, gain: number): Float32Array {
  return ease.map((own, v) => {
    const change = Math.min(MOST_GIVEN, Math.max(-MOST_TAKEN, gain * strain[v]!));
    return Math.max(-MOST_TAKEN_IN_ALL, (1 + own) * (1 + change) - 1);
  });
}

function towardsSides({ flat }: SewnGarment, across: Float64Array, halfChest: number): void {
  for (let v = 0; v < across.length; v++) {
    const from = Math.abs(flat[2 * v]!) / halfChest;
    if (across[v]! <= 0 || from > 1) continue;
    const ramp = Math.min(1, Math.max(0, (from - MIDDLE) / (SIDES - MIDDLE)));
    const share = ramp * ramp * (3 - 2 * ramp);
    across[v]! *= LET_OUT_IN_THE_MIDDLE + share * (LET_OUT_AT_THE_SIDES - LET_OUT_IN_THE_MIDDLE);
  }
}

/** How much longer cloth is along the pattern's x and along its y than cut, ease included, at each vertex: area-weighted means of the deformation gradient's columns. */
function strainsOf(
  sewn: SewnGarment,
  positions: ArrayLike<number>,
): { across: Float64Array; along: Float64Array } {
  const { indices, vertexCount, cornerFlat, easeAcross, easeAlong } = sewn;
  const across = new Float64Array(vertexCount);
  const along = new Float64Array(vertexCount);
  const areas = new Float64Array(vertexCount);
  const sides = new Float64Array(4);
  const tensor = new Float64Array(3);
  for (let i = 0; i < indices.length; i += 3) {
    const a = indices[i]!;
    const b = indices[i + 1]!;
    const c = indices[i + 2]!;
    const wide = 1 + (easeAcross[a]! + easeAcross[b]! + easeAcross[c]!) / 3;
    const tall = 1 + (easeAlong[a]! + easeAlong[b]! + easeAlong[c]!) / 3;
    sides[0] = wide * (cornerFlat[2 * i + 2]! - cornerFlat[2 * i]!);
    sides[1] = tall * (cornerFlat[2 * i + 3]! - cornerFlat[2 * i + 1]!);
    sides[2] = wide * (cornerFlat[2 * i + 4]! - cornerFlat[2 * i]!);
    sides[3] = tall * (cornerFlat[2 * i + 5]! - cornerFlat[2 * i + 1]!);
    const weight = cauchyGreen(sides, positions, a, b, c, tensor);
    if (weight < LEAST_AREA) continue;
    const wider = weight * (Math.sqrt(tensor[0]!) - 1);
    const taller = weight * (Math.sqrt(tensor[2]!) - 1);
    for (let k = i; k < i + 3; k++) {
      const v = indices[k]!;
      across[v]! += wider;
      along[v]! += taller;
      areas[v]! += weight;
    }
  }
  for (let v = 0; v < vertexCount; v++) {
    if (areas[v]! === 0) continue;
    across[v]! /= areas[v]!;
    along[v]! /= areas[v]!;
  }
  return { across, along };
}

/** One round: each vertex takes the mean of its triangles' means. */
function average(
  { indices, vertexCount }: SewnGarment,
  values: Float64Array,
  kept: Uint8Array,
): void {
  const sums = new Float64Array(vertexCount);
  const counts = new Uint8Array(vertexCount);
  for (let t = 0; t < indices.length; t += 3) {
    const a = indices[t]!;
    const b = indices[t + 1]!;
    const c = indices[t + 2]!;
    const mean = (values[a]! + values[b]! + values[c]!) / 3;
    sums[a]! += mean;
    sums[b]! += mean;
    sums[c]! += mean;
    counts[a]!++;
    counts[b]!++;
    counts[c]!++;
  }
  for (let v = 0; v < vertexCount; v++)
    values[v] = kept[v] === 1 ? 0 : sums[v]! / Math.max(1, counts[v]!);
}
