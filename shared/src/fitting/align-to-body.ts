import type { PosedBody } from '../body/avatar.ts';
import type { Category, Upper } from '../garment/vocabulary.ts';
import { LEGGED_CATEGORIES, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { InputError } from '../job/input-error.ts';
import { type Alignment, alignHeight } from './alignment.ts';
import { crossSections } from './cross-sections.ts';
import {
  type FrontProfile,
  frontProfile,
  heightOf,
  rowOf,
  runsOfRow,
  spanOf,
} from './front-profile.ts';
import { lowestInMiddle, type MeshLandmarks, meshLandmarks } from './mesh-landmarks.ts';
import { shoulderRise } from './shoulder-rise.ts';

/** Room left and right of the trunk and of the hips, metres a side: worn tops stand off about 1.5 cm. */
const SIDE_ROOM = 0.015;
/** Outerwear goes over something else. */
const OUTERWEAR_ROOM = 0.03;
/** Room before and behind the body, metres a side. */
const DEPTH_ROOM = 0.015;
/** A shallower mesh than this is a relief; it is deepened no further and the snap does the rest. */
const MOST_DEEPENING = 4;
/** Below the armpit at which the trunk's width is compared, metres on the body. */
const BELOW_ARMPIT = 0.03;
/** Where no sleeve shows the armpit, it is taken at this share of the height below the top. */
const USUAL_ARMPIT = 0.3;
/** Share of a garment's height by which its upper edge may dip or its hem be rounded, and steps over it. */
const CURVED_END = 0.15;
const CURVED_STEPS = 6;
/** An upper edge is all there where it is as wide as this share of the widest within so many of the steps over its height. */
const EDGE_FULL = 0.8;
const EDGE_STEPS = 100;
const EDGE_AHEAD = 6;
/** Room between head and hood, metres. */
const HOOD_ROOM = 0.015;
/** Cloth below the crotch, metres. */
const CROTCH_ROOM = 0.01;
/** Steepest leg shift, metres a metre: tan 17 degrees. */
const MOST_LEG_SPREAD = 0.3;

/** Legs are not drawn nearer to the middle than this, metres. */
const LEG_GAP = 0.012;

/** A mesh in its own unit, upright, facing +Z. */
export interface UprightMesh {
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
}

/**
 * Where a mesh of a category goes on a body, by the plain rule: tops rest on the shoulders at the
 * shoulders' width; bottoms hang from the waist at the hips' width and scale to the leg's length;
 * dresses and outerwear follow the tops' rule, skirts hang from the waist, jumpsuits and bodysuits
 * rest on the shoulders and reach the crotch. Strapless garments begin at the armpits' height.
 *
 * @param upper Null for garments that hang from the waist.
 * @param knownTrunk Width of a garment for the torso, in the mesh's unit, where sleeves have grown together with it;
 * left out: read off the mesh.
 * @throws {InputError} `mesh-not-fittable` when the mesh has no extent to align.
 */
export function alignToBody(
  mesh: UprightMesh,
  category: Category,
  upper: Upper | null,
  body: PosedBody,
  knownTrunk?: number,
): Alignment {
  const profile = frontProfile(mesh.positions, mesh.indices);
  const legged = LEGGED_CATEGORIES.has(category);
  const sections = crossSections(mesh.positions, mesh.indices, profile);
  const found = meshLandmarks(profile, legged, sections);
  const isBodysuit = category === 'bodysuit';
  // It has no legs that part: a gap in its front view is beside a sleeve, or an opening's.
  const garment = isBodysuit ? { ...found, crotch: lowestInMiddle(profile, found.centre) } : found;
  const skinProfile = frontProfile(body.positions, body.avatar.indices);
  const skin = meshLandmarks(skinProfile, true);
  if (!(garment.top > garment.bottom)) {
    throw new InputError(
      'mesh-not-fittable',
      'The mesh is flat or empty; give a garment that stands upright and faces +Z.',
    );
  }
  const hip = body.avatar.record.hip_origin;
  const point = (name: string): readonly [number, number, number] => {
    const [x, y, z] = body.landmarks[name]!;
    return [x - hip[0], y - hip[1], z - hip[2]];
  };
  const { landmarks } = body;
  const context: Context = {
    profile,
    garment,
    skinProfile,
    skin,
    landmarks,
    point,
    hipHeight: hip[1],
  };

  const placed = WAIST_CATEGORIES.has(category)
    ? alignWaist(context, category)
    : alignUpper(context, category, upper, knownTrunk);
  const legs = isBodysuit ? { legSpread: 0 } : spreadLegs(context, placed);
  return { ...placed, ...alignDepth(context, placed), ...legs };
}

interface Context {
  readonly profile: FrontProfile;
  readonly garment: MeshLandmarks;
  readonly skinProfile: FrontProfile;
  readonly skin: MeshLandmarks;
  readonly landmarks: PosedBody['landmarks'];
  /** A landmark with the hip centre as origin. */
  point(name: string): readonly [number, number, number];
  readonly hipHeight: number;
}

type Placed = Pick<Alignment, 'scaleX' | 'scaleY' | 'anchors' | 'centreX' | 'crotch'>;

function alignUpper(
  context: Context,
  category: Category,
  upper: Upper | null,
  knownTrunk?: number,
): Placed {
  const { profile, garment, skinProfile, skin, landmarks, point, hipHeight } = context;
  const height = garment.top - garment.bottom;
  const armpit = garment.armpit ?? garment.top - USUAL_ARMPIT * height;
  const room = category === 'outerwear' ? OUTERWEAR_ROOM : SIDE_ROOM;
  const bodyArmpit = point('armpit_left')[1];
  const bodyWidth = skin.trunkWidth(bodyArmpit - BELOW_ARMPIT + hipHeight)! + 2 * room;
  const scale = bodyWidth / (knownTrunk ?? trunkWidth(garment, armpit - 0.03 * height));
  const crotch = point('crotch')[1] - CROTCH_ROOM;

  let rest: readonly [number, number] = [armpit, bodyArmpit - BELOW_ARMPIT];
  if (upper === 'strapless') rest = [garment.top, bodyArmpit];
  else {
    const toCloth = { centre: garment.centre, scale };
    const isSleeved = upper === 'sleeves' && (garment.armpit !== null || knownTrunk !== undefined);
    const rise = shoulderRise(profile, skinProfile, landmarks, toCloth, isSleeved);
    if (rise !== null) rest = [garment.top, scale * garment.top + rise - hipHeight];
  }
  const anchors: [number, number][] = [[rest[0], rest[1]]];
  const [neck, head] = [point('neck_side_left')[1], point('head_top')[1]];
  // A hood that is too low for the head is pulled over it.
  if (upper !== 'strapless' && rest[1] > (neck + head) / 2 && rest[1] < head + HOOD_ROOM) {
    anchors.unshift([rest[0] - (rest[1] - neck) / scale, neck]);
    anchors[1] = [rest[0], head + HOOD_ROOM];
  }
  if (garment.crotch !== null && garment.crotch < rest[0]) {
    anchors.unshift([garment.crotch, crotch]);
  }
  return { scaleX: scale, scaleY: scale, anchors, centreX: garment.centre, crotch };
}

function alignWaist(context: Context, category: Category): Placed {
  const { garment, skin, point, hipHeight } = context;
  const height = garment.top - garment.bottom;
  const waist = point('waist_front')[1];
  const hip = point('hip_side_left')[1];
  const crotch = point('crotch')[1] - CROTCH_ROOM;
  const hipWidth = skin.trunkWidth(hip + hipHeight)! + 2 * SIDE_ROOM;
  if (garment.crotch !== null) {
    const rise = garment.top - garment.crotch;
    const hipLine = garment.crotch + ((hip - crotch) / (waist - crotch)) * rise;
    const scaleX = hipWidth / trunkWidth(garment, hipLine);
    const anchors: [number, number][] = [
      [garment.crotch, crotch],
      [garment.top, waist],
    ];
    if (category === 'trousers') anchors.unshift([garment.bottom, point('ankle_inner_left')[1]]);
    return { scaleX, scaleY: scaleX, anchors, centreX: garment.centre, crotch };
  }
  const waistWidth = skin.trunkWidth(waist + hipHeight)! + 2 * SIDE_ROOM;
  const top = upperEdge(garment);
  const byWaist = waistWidth / widthBelow(garment, top - 0.03 * height);
  const hipLine = Math.max(garment.bottom, top - (waist - hip) / byWaist);
  // A garment that ends above the hips may have a rounded hem, with next to nothing at its very end.
  const levels = Array.from(
    { length: CURVED_STEPS + 1 },
    (_, step) => garment.trunkWidth(hipLine + (step / CURVED_STEPS) * (top - hipLine)) ?? 0,
  );
  const widest = Math.max(...levels) || trunkWidth(garment, hipLine);
  const scale = Math.max(byWaist, hipWidth / widest);
  const anchors: [number, number][] = [[top, waist]];
  return { scaleX: scale, scaleY: scale, anchors, centreX: garment.centre, crotch };
}

/**
 * The height of a waist: the top, but where the edge is so slanted or dips so far that right under its highest point
 * there is only a part of it.
 */
function upperEdge(garment: MeshLandmarks): number {
  const height = garment.top - garment.bottom;
  const step = height / EDGE_STEPS;
  const widths = Array.from(
    { length: CURVED_END * EDGE_STEPS + EDGE_AHEAD },
    (_, s) => garment.trunkWidth(garment.top - 0.03 * height - s * step) ?? 0,
  );
  const found = widths.findIndex(
    (width, s) => width > 0 && width >= EDGE_FULL * Math.max(...widths.slice(s, s + EDGE_AHEAD)),
  );
  return garment.top - Math.max(0, found) * step;
}

/** The width at the first level from `y` down that has cloth in its middle. */
function widthBelow(garment: MeshLandmarks, y: number): number {
  const height = garment.top - garment.bottom;
  for (let step = 0; step <= CURVED_STEPS; step++) {
    const width = garment.trunkWidth(y - (CURVED_END * height * step) / CURVED_STEPS);
    if (width) return width;
  }
  return trunkWidth(garment, y);
}

function trunkWidth(garment: MeshLandmarks, y: number): number {
  const width = garment.trunkWidth(y);
  if (width) return width;
  throw new InputError(
    'mesh-not-fittable',
    'The mesh has no cloth in its middle; give a garment that stands upright, centred, facing +Z.',
  );
}

/** Nearer to the upper anchor than this a garment may end, and a thin edge says nothing: metres. */
const BELOW_EDGE = 0.02;
/** Levels at which the depth is compared, metres above the hip centre: hip to chest. */
const DEPTH_LEVELS = ['hip_side_left', 'waist_front', 'bust_point_left', 'armpit_left'];

function alignDepth(
  { garment, skin, point, hipHeight }: Context,
  { scaleX, scaleY, anchors }: Placed,
): Pick<Alignment, 'scaleZ' | 'centreZ' | 'depth'> {
  const [fromY, toY] = anchors.at(-1)!;
  const deepenings: number[] = [];
  let centreZ = 0;
  let depth = 0;
  for (const name of DEPTH_LEVELS) {
    const y = point(name)[1];
    const cloth = garment.trunkDepth(fromY + (y - toY) / scaleY);
    const flesh = skin.trunkDepth(y + hipHeight);
    if (cloth === null || flesh === null || y > toY - BELOW_EDGE) continue;
    const wanted = flesh.near - flesh.far + 2 * DEPTH_ROOM;
    deepenings.push(wanted / (cloth.near - cloth.far) / scaleX);
    centreZ += (cloth.near + cloth.far) / 2;
    depth += (flesh.near + flesh.far) / 2;
  }
  const levels = deepenings.length;
  if (levels === 0) return { scaleZ: scaleX, centreZ: 0, depth: 0 };
  // The upper median: a level at a hem's or a crotch's edge is thin and says nothing.
  const deepening = deepenings.sort((a, b) => a - b)[levels >> 1]!;
  const scaleZ = scaleX * Math.max(1, Math.min(MOST_DEEPENING, deepening));
  return { scaleZ, centreZ: centreZ / levels, depth: depth / levels };
}

function spreadLegs(
  { profile, garment, skin, hipHeight }: Context,
  { scaleX, scaleY, anchors, crotch }: Placed,
): Pick<Alignment, 'legSpread'> {
  if (garment.crotch === null) return { legSpread: 0 };
  const middle = (garment.crotch + garment.bottom) / 2;
  const lowest = anchors[0]!;
  const at =
    lowest[0] < garment.crotch
      ? (lowest[1] + crotch) / 2
      : crotch + (middle - garment.crotch) * scaleY;
  const cloth = garment.legCentre(middle);
  const leg = skin.legCentre(at + hipHeight);
  if (cloth === null || leg === null || at >= crotch) return { legSpread: 0 };
  const spread = (leg - cloth * scaleX) / (crotch - at);
  // Drawn together, legs must not go into each other.
  let least = -MOST_LEG_SPREAD;
  for (let row = rowOf(profile, garment.crotch) - 1; row >= 0; row--) {
    const y = heightOf(profile, row);
    const inner = runsOfRow(profile, row)
      .map((run) => spanOf(profile, run))
      .filter(({ left, right }) => left > garment.centre || right < garment.centre)
      .map(({ left, right }) => Math.max(left - garment.centre, garment.centre - right));
    const below = crotch - alignHeight(y, { anchors, scaleY });
    const room = scaleX * Math.min(...inner, Infinity) - LEG_GAP;
    if (below > 0) least = Math.max(least, -Math.max(0, room) / below);
  }
  return { legSpread: Math.max(Math.min(0, least), Math.min(MOST_LEG_SPREAD, spread)) };
}
