import type { Anchors } from '../cloth/anchors.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { type Pattern, wholePanel } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { SHOULDER_GAP } from './hang-height.ts';
import { neckEdge } from './neck-edge.ts';
import { BACK, FRONT } from './panel-facings.ts';
import { edgePoints, type PatternPoint } from './pattern-points.ts';
import type { ShoulderProfile } from './shoulder-profile.ts';

/** Shares of the way back to its height that a gripped edge goes each substep, point by point and as one. */
const GRIP_EACH = 0.0005;
const GRIP_TOGETHER = 0.1;
/**
 * Share of the way to the body's middle that half a skirt's waistband goes each substep. A tenth of it stops the turn too; ten times
 * of it strains a skirt whose photo is lopsided.
 */
const AGAINST_TURNING = 0.01;
/** Share of the way back to its place that a neck point goes each substep. */
const GUIDE = 0.05;
/** Metres that a neck point may slide once the cloth has closed: wide necks else fall off the shoulders. */
const NECK_SLIDE = 0.015;

/** Metres inside the shoulder's outer end at which straps sit at the farthest. */
const STRAP_INSET = 0.025;

/** What holds a garment while it is draped. */
export interface Holds {
  /** Until the cloth has closed round the body. */
  readonly whileClosing: readonly Anchors[];
  /** From then to the end. */
  readonly whileFalling: readonly Anchors[];
}

/**
 * Anchors of a garment: waistbands and strapless tops grip the body and keep their height, a skirt's does not
 * turn about it, neck points are kept over the shoulders.
 *
 * @param lift Height (metres, file frame) of the pattern's y = 0.
 * @param shoulderSeams Vertices of shoulder and over-arm seams.
 */
export function holdGarment(
  pattern: Pattern,
  sewn: SewnGarment,
  lift: number,
  shoulders: ShoulderProfile,
  shoulderSeams: readonly number[],
): Holds {
  const neckPoints = neckPointsOf(pattern, sewn);
  const grips: Anchors = {
    ...placesOf(sewn, bandVertices(pattern, sewn), lift),
    slack: 0,
    each: [0, GRIP_EACH, 0],
    together: [0, GRIP_TOGETHER, 0],
  };
  const free = [0, 0, 0] as const;
  // A sleeve holds a shoulder; without one its whole seam has to lie on the body's.
  const sleeved = pattern.upper === 'sleeves';
  const held = sleeved ? neckPoints : new Set([...neckPoints, ...shoulderSeams]);
  const neck = onShoulders(
    placesOf(sewn, held, lift),
    shoulders,
    sleeved ? Number.POSITIVE_INFINITY : shoulders.outer - STRAP_INSET,
  );
  const guides: Anchors = { ...neck, slack: 0, each: [GUIDE, GUIDE, 0], together: free };
  const guards: Anchors = { ...guides, slack: NECK_SLIDE };
  const halves = pattern.category === 'skirt' ? bandHalves(pattern, sewn, lift) : [];
  return { whileClosing: [grips, guides], whileFalling: [grips, ...halves, guards] };
}

/**
 * A skirt's waistband before and behind: each half is led to the body's middle by its own, left to right, as one. Nothing
 * else keeps a round skirt from turning about the body, so that it came to rest wherever the order of its constraints
 * had turned it; see docs/decisions/0010-skirts-do-not-turn.md.
 */
function bandHalves(pattern: Pattern, sewn: SewnGarment, lift: number): Anchors[] {
  const band = [...bandVertices(pattern, sewn)];
  return [FRONT, BACK].map((side) => {
    const half = placesOf(sewn, new Set(band.filter((v) => sewn.facings[v] === side)), lift);
    const across = half.targets.filter((_, i) => i % 3 === 0);
    // A photo's waist need not lie over the middle of its hem.
    const middle = (Math.min(...across) + Math.max(...across)) / 2;
    return {
      vertices: half.vertices,
      targets: half.targets.map((value, i) => (i % 3 === 0 ? value - middle : value)),
      slack: 0,
      each: [0, 0, 0],
      together: [AGAINST_TURNING, 0, 0],
    };
  });
}

/** Where front and back meet on the neck's edge, or at a standing collar's foot. */
function neckPointsOf(pattern: Pattern, sewn: SewnGarment): Set<number> {
  const feet = collarFeet(pattern);
  if (feet.length > 0) return new Set(feet.map((foot) => seamVertexAt(sewn, foot)));
  return new Set(neckEdge(pattern, sewn).filter((v) => sewn.facings[v] === (FRONT | BACK)));
}

/** Where the sides of a standing collar meet the shoulders. */
function collarFeet(pattern: Pattern): PatternPoint[] {
  const panel = wholePanel(pattern);
  return panel.edges
    .filter(({ name }) => name.startsWith('collar'))
    .map((edge) => {
      const points = edgePoints(panel, edge);
      return edge.side === 'right' ? points[0]! : points.at(-1)!;
    });
}

/** The vertex between front and back that lies nearest to a point of the pattern. */
function seamVertexAt({ vertexCount, facings, flat }: SewnGarment, [x, y]: PatternPoint): number {
  let nearest = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let v = 0; v < vertexCount; v++) {
    if (facings[v] !== (FRONT | BACK)) continue;
    const away = (flat[2 * v]! - x) ** 2 + (flat[2 * v + 1]! - y) ** 2;
    if (away >= best) continue;
    best = away;
    nearest = v;
  }
  return nearest;
}

/** Vertices of the edges that grip the body: a waist garment's waist, a strapless garment's top. */
export function bandVertices(pattern: Pattern, sewn: SewnGarment): Set<number> {
  const waistGarment = WAIST_CATEGORIES.has(pattern.category);
  const band = new Set<number>();
  for (const { kind, vertices } of sewn.openings) {
    if (kind !== 'top' && !(kind === 'waist' && waistGarment)) continue;
    for (const v of vertices) band.add(v);
  }
  return band;
}

type Places = Pick<Anchors, 'vertices' | 'targets'>;

function placesOf({ flat }: SewnGarment, vertices: ReadonlySet<number>, lift: number): Places {
  const list = Uint32Array.from(vertices);
  const targets = new Float64Array(3 * list.length);
  list.forEach((v, n) => {
    targets[3 * n] = flat[2 * v]!;
    targets[3 * n + 1] = flat[2 * v + 1]! + lift;
  });
  return { vertices: list, targets };
}

/**
 * Lets places that a tilted or wide neck puts above the shoulders down onto them, and moves a side
 * that reaches farther out than `widest` in to there, as far as the neck leaves room.
 */
function onShoulders(places: Places, shoulders: ShoulderProfile, widest: number): Places {
  const targets = places.targets.slice();
  for (const side of [1, -1]) {
    let inner = Number.POSITIVE_INFINITY;
    let outer = 0;
    for (let i = 0; i < targets.length; i += 3) {
      const x = side * targets[i]!;
      if (x <= 0) continue;
      inner = Math.min(inner, x);
      outer = Math.max(outer, x);
    }
    const shift = Math.min(Math.max(0, outer - widest), Math.max(0, inner - shoulders.inner));
    for (let i = 0; i < targets.length; i += 3) {
      const x = side * targets[i]!;
      if (x <= 0) continue;
      const moved = Math.min(widest, x - shift);
      targets[i] = side * moved;
      targets[i + 1] = Math.min(targets[i + 1]!, shoulders.heightAt(moved) + SHOULDER_GAP);
    }
  }
  return { vertices: places.vertices, targets };
}
