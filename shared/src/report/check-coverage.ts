import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { type BodyIndex, surfacePoint } from '../mesh/closest-point.ts';
import type { GarmentNodeExtras } from './decoded-fitted.ts';
import type { MeasuredOpening } from './measure-openings.ts';
import { meanOf } from './measure-openings.ts';
import { landmark, type WornBody } from './worn-body.ts';

/** Limits of docs/gates.md, metres. */
const HIGHEST_SEAM = 0.025;
const NECK_POINT = 0.06;
const WAIST_HEIGHT = 0.04;

export interface Coverage {
  readonly covered: boolean;
  /** What is off, for people; empty when covered. */
  readonly faults: readonly string[];
}

/** A decoded garment, welded, with what its file vertices say about each point. */
export interface WornGarment {
  /** xyz triples, metres. */
  readonly positions: Float32Array;
  /** 1 where two panels meet; null without a pattern. */
  readonly seams: Uint8Array | null;
  /** Height at which each point was placed, metres; null without a pattern. */
  readonly placedHeights: Float32Array | null;
  /** Flat y of each point, metres, pattern frame; null without a pattern. */
  readonly flatHeights: Float32Array | null;
}

const hit = surfacePoint();

/**
 * Whether the garment still hangs where it belongs: on the shoulders, round the chest or at the
 * waist. A garment that slid off has no strain and no penetration; this is what notices.
 */
export function checkCoverage(
  garment: WornGarment,
  openings: readonly MeasuredOpening[],
  extras: GarmentNodeExtras,
  body: WornBody,
  skin: BodyIndex,
): Coverage {
  const faults = WAIST_CATEGORIES.has(extras.category)
    ? waistFaults(garment, openings, body)
    : upperFaults(garment, openings, extras, body, skin);
  return { covered: faults.length === 0, faults };
}

function waistFaults(
  { positions, placedHeights }: WornGarment,
  openings: readonly MeasuredOpening[],
  body: WornBody,
): string[] {
  const waist = openings.find((opening) => opening.kind === 'waist');
  if (!waist) return ['it has no waist opening'];
  const at = meanOf(positions, waist.vertices)[1];
  let meant = landmark(body, 'waist_front')[1];
  if (placedHeights) {
    meant = 0;
    for (const v of waist.vertices) meant += placedHeights[v]! / waist.vertices.length;
  }
  if (Math.abs(at - meant) <= WAIST_HEIGHT) return [];
  const where = at < meant ? 'below' : 'above';
  return [`its waist sits ${mm(Math.abs(at - meant))} mm ${where} where it is meant to be`];
}

function upperFaults(
  garment: WornGarment,
  openings: readonly MeasuredOpening[],
  extras: GarmentNodeExtras,
  body: WornBody,
  skin: BodyIndex,
): string[] {
  const faults: string[] = [];
  // A hood's or standing collar's own seam stands away from the head; its shoulder seams are judged as neck points.
  if (!standsUp(extras)) {
    const top = highest(garment.positions, seamVertices(garment));
    const gap = top < 0 ? Number.POSITIVE_INFINITY : distanceToSkin(garment.positions, top, skin);
    if (gap > HIGHEST_SEAM) faults.push(`its highest seam is ${mm(gap)} mm away from the body`);
  }
  if (extras.upper === 'strapless') return faults;
  for (const vertex of neckPoints(garment, openings, extras, body)) {
    const away = distanceToTrapezius(garment.positions, vertex, body);
    if (away > NECK_POINT) {
      faults.push(`a neck point is ${mm(away)} mm away from the shoulder`);
    }
  }
  return faults;
}

/** Hoods and standing collars rise from the neck: their own seams stand away from the body. */
function standsUp({ hooded, collared }: GarmentNodeExtras): boolean {
  return hooded || collared === true;
}

function seamVertices({ positions, seams }: WornGarment): number[] {
  const all = Array.from({ length: positions.length / 3 }, (_, v) => v);
  return seams ? all.filter((v) => seams[v] === 1) : all;
}

/**
 * The points where the shoulder seams meet the neck: of the seams' points of the neck opening those that are highest in
 * the pattern, left and right; one for one shoulder. (Worn, a front that is sewn up may rise above the shoulders.) A hood
 * has no neck loop of its own: then the seam point nearest to each shoulder stands for it, and so it does where the neck
 * opening is missing.
 */
function neckPoints(
  garment: WornGarment,
  openings: readonly MeasuredOpening[],
  extras: GarmentNodeExtras,
  body: WornBody,
): number[] {
  const { positions, seams } = garment;
  const neck = openings.find(({ kind }) => kind === 'neck' || kind === 'front');
  const onNeck = neck && !standsUp(extras) ? Array.from(neck.vertices) : [];
  const candidates = seams ? onNeck.filter((v) => seams[v] === 1) : onNeck;
  if (extras.upper === 'one-shoulder')
    return candidates.length ? [highestSewn(garment, candidates)] : [];
  const points: number[] = [];
  for (const side of [1, -1]) {
    const ofSide = candidates.filter((v) => side * positions[3 * v]! > 0);
    // Of a mesh without seams the loop's highest point is the nape, which is no neck point.
    if (ofSide.length > 0 && seams) points.push(highestSewn(garment, ofSide));
    else points.push(nearestToTrapezius(garment, side, body, ofSide));
  }
  return points.filter((v) => v >= 0);
}

function nearestToTrapezius(
  garment: WornGarment,
  side: number,
  body: WornBody,
  among: readonly number[],
): number {
  let nearest = -1;
  let best = Number.POSITIVE_INFINITY;
  for (const v of among.length > 0 ? among : seamVertices(garment)) {
    if (side * garment.positions[3 * v]! <= 0) continue;
    const distance = distanceToTrapezius(garment.positions, v, body);
    if (distance < best) {
      best = distance;
      nearest = v;
    }
  }
  return nearest;
}

/** Distance to the line from the side of the neck to the shoulder point, on the vertex's own side. */
function distanceToTrapezius(positions: Float32Array, vertex: number, body: WornBody): number {
  const side = positions[3 * vertex]! >= 0 ? 'left' : 'right';
  const a = landmark(body, `neck_side_${side}`);
  const b = landmark(body, `shoulder_${side}`);
  let along = 0;
  let squared = 0;
  for (let axis = 0; axis < 3; axis++) {
    const edge = b[axis]! - a[axis]!;
    along += edge * (positions[3 * vertex + axis]! - a[axis]!);
    squared += edge * edge;
  }
  const t = Math.min(1, Math.max(0, along / squared));
  return Math.hypot(
    ...[0, 1, 2].map(
      (axis) => a[axis]! + t * (b[axis]! - a[axis]!) - positions[3 * vertex + axis]!,
    ),
  );
}

/** Of some points the highest in the pattern; as worn where there is none. */
function highestSewn({ positions, flatHeights }: WornGarment, vertices: readonly number[]): number {
  if (!flatHeights) return highest(positions, vertices);
  return vertices.reduce((top, v) => (flatHeights[v]! > flatHeights[top]! ? v : top), vertices[0]!);
}

function highest(positions: Float32Array, vertices: readonly number[]): number {
  let top = -1;
  for (const v of vertices) if (top < 0 || positions[3 * v + 1]! > positions[3 * top + 1]!) top = v;
  return top;
}

function distanceToSkin(positions: Float32Array, vertex: number, skin: BodyIndex): number {
  const i = 3 * vertex;
  skin.closestPoint(
    positions[i]!,
    positions[i + 1]!,
    positions[i + 2]!,
    Number.POSITIVE_INFINITY,
    hit,
  );
  return hit.distance;
}

function mm(metres: number): string {
  return Number.isFinite(metres) ? (1000 * metres).toFixed(0) : 'many';
}
