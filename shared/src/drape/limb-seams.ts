import type { PosedBody } from '../body/avatar.ts';
import { type DistanceField, sampleDistance } from '../body/distance-field.ts';
import type { PanelEdge, Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { requireJointNumber } from './body-points.ts';
import { BACK, FRONT } from './panel-facings.ts';
import { seamEdgeOfVertex } from './seam-vertices.ts';

/** Which side of which limb a kind of seam belongs on: 1 outwards (or above), -1 inwards (or below). */
const SEAM_SIDES: Readonly<Record<string, { readonly limb: Limb; readonly towards: 1 | -1 }>> = {
  shoulder: { limb: 'arm', towards: 1 },
  underarm: { limb: 'arm', towards: -1 },
  side: { limb: 'arm', towards: -1 },
  outseam: { limb: 'leg', towards: 1 },
  inseam: { limb: 'leg', towards: -1 },
  crotch: { limb: 'leg', towards: -1 },
};
type Limb = 'arm' | 'leg';

const CHAINS: Readonly<Record<Limb, readonly string[]>> = {
  arm: ['upperarm', 'lowerarm', 'hand', 'middle_03'],
  leg: ['thigh', 'calf', 'foot'],
};
/** Metres from a limb's first joint within which it is still trunk and has no sides. */
const ROOT: Readonly<Record<Limb, number>> = { arm: 0.05, leg: 0.12 };
/** Metres that a moved seam keeps from the limb. */
const CLEARANCE = 0.008;
/** Metres beside a limb's middle line beyond which nothing is in its way. */
const REACH = 0.12;

/**
 * Says where along a limb a placed seam vertex must go so that the limb lies inside the garment:
 * over-arm seams above the arm, under-arm seams below it, and so for legs. A seam that starts on the
 * wrong side of a limb's middle line would be pushed out there and the limb stick through the cloth.
 *
 * @returns For a vertex and its placed (x, y): the moved (x, y), in place; other vertices untouched.
 */
export function limbSeamMover(
  pattern: Pattern,
  sewn: SewnGarment,
  body: PosedBody,
  field: DistanceField,
): (vertex: number, at: Float64Array) => void {
  const sides = seamSides(pattern, sewn);
  const wayPast = wayPastLimbs(body, field);
  const way = new Float64Array(2);
  return (vertex, at) => {
    const side = sides.get(vertex);
    if (side === undefined || !wayPast(side, at[0]!, at[1]!, way)) return;
    at[0]! += way[0]!;
    at[1]! += way[1]!;
  };
}

/** The side of a limb on which a seam belongs. */
export interface LimbSide {
  readonly limb: Limb;
  /** Limb and side of the body, as in `arm-left`. */
  readonly chain: string;
  readonly towards: 1 | -1;
}

/**
 * Says by how much a place in the frontal plane misses its side of a limb.
 *
 * @returns For a side and a place (metres, file frame), whether it misses it, and then the way there in `way` (metres, x and y).
 */
export function wayPastLimbs(
  body: PosedBody,
  field: DistanceField,
): (side: LimbSide, x: number, y: number, way: Float64Array) => boolean {
  const chains = limbChains(body);
  const gradient = new Float64Array(3);
  return ({ limb, chain: name, towards }, x, y, way) => {
    const chain = chains.get(name);
    if (chain === undefined) return false;
    const near = nearestOnChain(chain.points, x, y);
    if (near.along < ROOT[limb] || near.distance > REACH) return false;
    const radius = -sampleDistance(field, near.x, near.y, near.z, gradient);
    if (radius <= 0) return false;
    // The normal of the limb's line in the frontal plane, pointing outwards and up.
    const nx = -chain.outwards * near.dy;
    const ny = chain.outwards * near.dx;
    const across = towards * ((x - near.x) * nx + (y - near.y) * ny);
    const lack = radius + CLEARANCE - across;
    if (lack <= 0) return false;
    way[0] = towards * lack * nx;
    way[1] = towards * lack * ny;
    return true;
  };
}

interface Chain {
  /** 1 on the wearer's left, -1 on the right. */
  readonly outwards: 1 | -1;
  readonly points: readonly (readonly [number, number, number])[];
}

function limbChains(body: PosedBody): Map<string, Chain> {
  const chains = new Map<string, Chain>();
  for (const limb of ['arm', 'leg'] as const) {
    for (const [side, suffix, outwards] of [
      ['left', 'l', 1],
      ['right', 'r', -1],
    ] as const) {
      const points = CHAINS[limb].map((name) => {
        const i = 3 * requireJointNumber(body.avatar.record, `${name}_${suffix}`);
        const [x, y, z] = body.jointPositions.subarray(i, i + 3);
        return [x!, y!, z!] as const;
      });
      chains.set(`${limb}-${side}`, { outwards, points });
    }
  }
  return chains;
}

/** Limb and side of each seam vertex, by the seam edge whose outline it lies on. */
function seamSides(pattern: Pattern, sewn: SewnGarment): Map<number, LimbSide> {
  const ruleOf = (edge: PanelEdge) => SEAM_SIDES[edge.name.split('-')[0]!];
  const edges = seamEdgeOfVertex(pattern, sewn, (edge) => {
    const rule = ruleOf(edge);
    if (rule === undefined || edge.side === 'centre') return false;
    // Without sleeves the arms are outside and their seams cross no limb.
    return (rule.limb === 'arm' ? pattern.sleeveAngles : pattern.legAngles) !== null;
  });
  return new Map(
    [...edges]
      // Along a crotch piece the inseam is between front and back, not where it is sewn to a panel.
      .filter(
        ([vertex, { name }]) =>
          !name.startsWith('crotch') || sewn.facings[vertex] === (FRONT | BACK),
      )
      .map(([vertex, edge]) => {
        const rule = ruleOf(edge)!;
        return [vertex, { ...rule, chain: `${rule.limb}-${edge.side}` }];
      }),
  );
}

interface NearestOnChain {
  x: number;
  y: number;
  z: number;
  /** Unit direction of the limb there, from the trunk outwards, in the frontal plane. */
  dx: number;
  dy: number;
  distance: number;
  /** Metres from the limb's first joint. */
  along: number;
}

/** The point of a limb's middle line that is nearest in the frontal plane; past its tip nothing is near. */
function nearestOnChain(points: Chain['points'], x: number, y: number): NearestOnChain {
  const best: NearestOnChain = { x, y, z: 0, dx: 0, dy: -1, distance: Infinity, along: 0 };
  let before = 0;
  for (let i = 0; i + 1 < points.length; i++) {
    const [ax, ay, az] = points[i]!;
    const [bx, by, bz] = points[i + 1]!;
    const length = Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2);
    const dx = (bx - ax) / length;
    const dy = (by - ay) / length;
    const run = (x - ax) * dx + (y - ay) * dy;
    if (i + 2 === points.length && run > length) break;
    const s = Math.min(length, Math.max(0, run));
    const px = ax + s * dx;
    const py = ay + s * dy;
    const distance = Math.sqrt((x - px) ** 2 + (y - py) ** 2);
    if (distance < best.distance) {
      const z = az + (s / length) * (bz - az);
      Object.assign(best, { x: px, y: py, z, dx, dy, distance, along: before + s });
    }
    before += length;
  }
  return best;
}
