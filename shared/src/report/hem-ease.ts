import { loopCentre, sliceGirth, sliceMesh } from '../body/slice-girth.ts';
import { type CutCloth, cutLength } from './cut-girth.ts';
import { type MeasuredOpening, meanOf } from './measure-openings.ts';
import type { WeldedSkin } from './trunk-girth.ts';

/** Cuts of the body whose middle is farther from x = 0 are arms or hands below the hip, metres. */
const LEGS_REACH = 0.25;
/** A leg's cut is looked for within this of its opening's middle, metres. */
const LEG_REACH = 0.12;

/** Cloth at the hem, and the body that it goes round, metres. */
export interface HemGirths {
  readonly cloth: number;
  readonly body: number;
  /** Of the cloth as it was cut; null without a pattern. */
  readonly cut: number | null;
}

/**
 * Girths at the hem: the length of the edge itself, and a tape round the body at the edge's mean
 * height. A skirt's tape goes round both legs; of two legs the mean is taken. Null where there is no hem
 * that goes round (an open front), or where it hangs below the body.
 */
export function hemGirths(
  garment: WeldedSkin,
  skin: WeldedSkin,
  openings: readonly MeasuredOpening[],
  flat: CutCloth | null,
): HemGirths | null {
  const legs = openings.filter(({ kind }) => kind === 'leg');
  const hems = legs.length > 0 ? legs : openings.filter(({ kind }) => kind === 'hem').slice(0, 1);
  const girths = hems.flatMap(({ length, vertices }) => {
    const [x, y, z] = meanOf(garment.positions, vertices);
    const body =
      legs.length > 0
        ? girthNear(skin, [x, y, z], LEG_REACH)
        : girthNear(skin, trunkOrLegs(skin, y), LEGS_REACH);
    return body > 0 ? [{ cloth: length, body, cut: flat && cutLength(flat, vertices) }] : [];
  });
  if (girths.length === 0) return null;
  const mean = (pick: (girth: HemGirths) => number) =>
    girths.reduce((sum, girth) => sum + pick(girth), 0) / girths.length;
  return {
    cloth: mean(({ cloth }) => cloth),
    body: mean(({ body }) => body),
    cut: flat && mean(({ cut }) => cut ?? 0),
  };
}

function girthNear(
  { positions, indices }: WeldedSkin,
  origin: readonly [number, number, number],
  reach: number,
): number {
  return sliceGirth(positions, indices, { origin, normal: [0, 1, 0] }, reach);
}

/** A point in the middle of the trunk's or both legs' cut. */
function trunkOrLegs({ positions, indices }: WeldedSkin, y: number): [number, number, number] {
  const loops = sliceMesh(positions, indices, { origin: [0, y, 0], normal: [0, 1, 0] });
  const centres = loops.map(loopCentre).filter(([x]) => Math.abs(x) < LEGS_REACH);
  const z = centres.reduce((sum, centre) => sum + centre[2], 0) / Math.max(1, centres.length);
  return [0, y, z];
}
