import { type BodyDepths, depthAt, topAt } from '../body/body-depths.ts';
import { type DistanceField, sampleDistance } from '../body/distance-field.ts';
import type { ClothState } from './cloth-state.ts';
import { rub } from './friction.ts';
import type { DrawToBody, HoldApart, KeepSides, RestOnTops, Rule } from './rules.ts';

/** Substeps between rounds over all vertices that keep their sides. */
export const ROUND = 20;
/**
 * How much farther from the middle than vertices go until the next round they are watched in between, at the middle's
 * usual slopes: cloth that goes as fast as it may is rare.
 */
const WATCHED = 1.2;
/** Metres below the body's top within which cloth is let past the middle, the farther the higher it is. */
export const FADE = 0.015;
/** Metres to either side at which the middle's slope is measured: half a cell of its map. */
export const PROBE = 0.005;
/** Share of its friction on skin with which cloth rubs on the other side's: with all of it, cloth in an armpit was held where the next pose tore it. */
export const ON_OTHER_SIDE = 0.9;

/** Applies rules and remembers what they watch; one for each simulated cloth. */
export interface RuleKeeper {
  /**
   * Moves what breaks the rule; once a substep.
   *
   * @param friction Of cloth on skin. Some rules stand for other cloth.
   * @param largestMove Metres that a vertex goes in a substep at most.
   */
  keep(
    rule: Rule,
    state: ClothState,
    field: DistanceField,
    friction: number,
    largestMove: number,
  ): void;
}

export function ruleKeeper(): RuleKeeper {
  const watches = new Map<Rule, Watch>();
  return {
    keep(rule, state, field, friction, largestMove) {
      switch (rule.kind) {
        case 'keep-sides': {
          let watch = watches.get(rule);
          if (watch === undefined) {
            watch = watchOf(rule);
            watches.set(rule, watch);
          }
          watchOver(watch, rule, state, largestMove);
          return keepSides(rule, state, watch, ON_OTHER_SIDE * friction);
        }
        case 'draw-to-body':
          return drawToBody(rule, state, field);
        case 'rest-on-tops':
          return restOnTops(rule, state);
        case 'hold-apart':
          return holdApart(rule, state, friction);
      }
    },
  };
}

/** Which of a rule's vertices are near enough to break it before the next round. */
interface Watch {
  /** Places in the rule's list; the first `count` count. */
  readonly members: Uint32Array;
  count: number;
  /** Substeps until that. */
  left: number;
  /** What it was made for. */
  largestMove: number;
}

function watchOf({ vertices }: KeepSides): Watch {
  return { members: new Uint32Array(vertices.length), count: 0, left: 0, largestMove: 0 };
}

/** Looks again at all of the rule's vertices, where it is time. */
function watchOver(
  watch: Watch,
  { vertices, sides, depths }: KeepSides,
  { positions: x }: ClothState,
  largestMove: number,
): void {
  if (watch.left > 0 && watch.largestMove === largestMove) {
    watch.left--;
    return;
  }
  const near = WATCHED * ROUND * largestMove;
  const { members } = watch;
  let count = 0;
  for (let n = 0; n < vertices.length; n++) {
    const i = 3 * vertices[n]!;
    const middle = depthAt(depths, depths.middles, x[i]!, x[i + 1]!);
    if (sides[n]! * (x[i + 2]! - middle) >= near) continue;
    if (x[i + 1]! < topAt(depths, x[i]!)) members[count++] = n;
  }
  watch.count = count;
  watch.left = ROUND - 1;
  watch.largestMove = largestMove;
}

/**
 * Must hold at every substep and take the speed across the middle away: checked every fourth substep,
 * or moving a vertex with its past, it shook the cloth at 0.4 to 0.8 m/s. It pushes as a wall does, along its
 * normal: pushed along z where the middle is steep (from torso to arm), cloth never came to rest. And it rubs, as the
 * other side's cloth would: crowded between smooth walls, cloth shakes for ever.
 */
function keepSides(
  { vertices, sides, depths }: KeepSides,
  { positions: x, previous }: ClothState,
  { members, count }: Watch,
  friction: number,
): void {
  for (let k = 0; k < count; k++) {
    const n = members[k]!;
    const i = 3 * vertices[n]!;
    const across = x[i + 2]! - depthAt(depths, depths.middles, x[i]!, x[i + 1]!);
    const over = sides[n]! * across;
    if (over >= 0) continue;
    const play = playBelowTop(depths, x[i]!, x[i + 1]!);
    if (over + play >= 0) continue;
    const slopeX = slopeOf(depths, x[i]!, x[i + 1]!, PROBE, 0);
    const slopeY = slopeOf(depths, x[i]!, x[i + 1]!, 0, PROBE);
    const steep = 1 + slopeX * slopeX + slopeY * slopeY;
    const push = (-sides[n]! * (over + play)) / steep;
    x[i]! -= push * slopeX;
    x[i + 1]! -= push * slopeY;
    x[i + 2]! += push;
    const speed =
      (x[i + 2]! -
        previous[i + 2]! -
        slopeX * (x[i]! - previous[i]!) -
        slopeY * (x[i + 1]! - previous[i + 1]!)) /
      steep;
    previous[i]! -= speed * slopeX;
    previous[i + 1]! -= speed * slopeY;
    previous[i + 2]! += speed;
    rubAlong(x, previous, i, friction * Math.abs(push) * Math.sqrt(steep));
  }
}

/** Metres along z that the middle goes for a metre along x or y. */
function slopeOf(depths: BodyDepths, x: number, y: number, dx: number, dy: number): number {
  const { middles } = depths;
  const rise = depthAt(depths, middles, x + dx, y + dy) - depthAt(depths, middles, x - dx, y - dy);
  return rise / (2 * PROBE);
}

/**
 * Metres that a vertex may be past the middle. Cloth above the body lies down on it whichever way it folds; kept apart
 * it stands like a fin. Let go all at once at the body's top, cloth that lies there is thrown across the middle and back.
 */
function playBelowTop(depths: BodyDepths, x: number, y: number): number {
  const below = topAt(depths, x) - y;
  if (below <= 0) return Number.POSITIVE_INFINITY;
  return below < FADE ? (FADE * FADE) / below - FADE : 0;
}

const GRADIENT = new Float64Array(3);

function drawToBody(
  { vertices, play, share }: DrawToBody,
  { positions: x }: ClothState,
  field: DistanceField,
): void {
  for (let n = 0; n < vertices.length; n++) {
    const i = 3 * vertices[n]!;
    const off = sampleDistance(field, x[i]!, x[i + 1]!, x[i + 2]!, GRADIENT) - play;
    if (off <= 0) continue;
    const gx = GRADIENT[0]!;
    const gy = GRADIENT[1]!;
    const gz = GRADIENT[2]!;
    const slope = Math.sqrt(gx ** 2 + gy ** 2 + gz ** 2);
    if (slope < 1e-6) continue;
    const step = (share * off) / slope;
    x[i]! -= step * gx;
    x[i + 1]! -= step * gy;
    x[i + 2]! -= step * gz;
  }
}

function restOnTops(
  { vertices, shares, depths, inner, innerHeight, gap, play }: RestOnTops,
  { positions: x }: ClothState,
): void {
  for (let n = 0; n < vertices.length; n++) {
    const i = 3 * vertices[n]!;
    const surface = Math.abs(x[i]!) < inner ? innerHeight : topAt(depths, x[i]!);
    const off = x[i + 1]! - surface - gap - play;
    if (off > 0 && off < Number.POSITIVE_INFINITY) x[i + 1]! -= shares[n]! * off;
  }
}

function holdApart(
  { vertices, sides, gaps, share, touches }: HoldApart,
  { positions: x, previous }: ClothState,
  friction: number,
): void {
  for (let n = 0; n < vertices.length; n++) {
    const i = 3 * vertices[n]!;
    const lack = gaps[n]! - sides[n]! * x[i]!;
    if (lack <= 0) continue;
    x[i]! += sides[n]! * share * lack;
    if (!touches) continue;
    previous[i] = x[i]!;
    rubAlong(x, previous, i, friction * share * lack);
  }
}

/** `rub`, of a vertex that has no speed left across what it lies on. */
function rubAlong(x: Float64Array, previous: Float64Array, i: number, most: number): void {
  const tx = x[i]! - previous[i]!;
  const ty = x[i + 1]! - previous[i + 1]!;
  const tz = x[i + 2]! - previous[i + 2]!;
  rub(x, previous, i, tx, ty, tz, most);
}
