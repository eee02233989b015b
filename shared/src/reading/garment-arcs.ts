import type { Category, Upper } from '../garment/vocabulary.ts';
import { LEGGED_CATEGORIES, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { findCrotch } from '../landmarks/crotch.ts';
import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import { axisCrossings, type HalfOutline, halfOutline } from '../landmarks/half-outline.ts';
import { readUpper } from '../landmarks/read-upper.ts';
import type { UpperSide } from '../landmarks/upper-side.ts';
import { readLegSide, readSkirtSide, supportPlace } from '../landmarks/waist-side.ts';
import type { ArcStart } from './assemble-arcs.ts';

/** Where each arc of a garment begins, and its named corners. */
export interface ReadArcs {
  readonly starts: readonly ArcStart[];
  /** Outline point number and confidence of each landmark. */
  readonly landmarks: readonly { name: string; point: number; confidence: number }[];
  readonly upper: Upper | null;
  readonly hooded: boolean;
  /** Of a collar or turtleneck above the shoulders, in half torso widths; 0 without one. */
  readonly collarHeight: number;
}

interface Halves {
  readonly left: HalfOutline;
  readonly right: HalfOutline;
}

/** A bodysuit's crotch piece is this wide to each side of the axis, in half torso widths. */
const CROTCH_PIECE = 0.1;

/** Outer and inner end of a leg opening below an armpit. */
function legPlaces(
  half: HalfOutline,
  armpit: number,
  bodysuit: boolean,
  torso: number,
): readonly [number, number] {
  const last = half.length - 1;
  if (!bodysuit) {
    const outer = Math.min(last - 2, supportPlace(half, 0.5, 0.87, armpit + 4));
    return [outer, Math.min(last - 1, supportPlace(half, -0.5, 0.87, outer + 1))];
  }
  // The opening runs aslant from the hip to the crotch piece.
  const outer = Math.min(last - 4, supportPlace(half, 0.78, 0.62, armpit + 4));
  let inner = last - 1;
  while (inner > outer + 2 && half.u[inner - 1]! < CROTCH_PIECE * torso) inner--;
  return [outer, inner];
}

function upperArcs(
  frame: GarmentFrame,
  guess: number,
  crotch: number | null,
  bodysuit: boolean,
): ReadArcs {
  const { left, right, leftHalf, rightHalf, hood, collarHeight, torso } = readUpper(
    frame,
    guess,
    crotch,
  );
  const halves: Halves = { left: leftHalf, right: rightHalf };
  const at = (half: HalfOutline, place: number): number => half.points[place]!;
  const l = halves.left;
  const r = halves.right;
  const starts: ArcStart[] = [];
  const add = (point: number, kind: ArcStart['kind'], side: ArcStart['side']): void => {
    starts.push({ point, kind, side });
  };
  add(at(r, right.neck), 'neck', 'centre');
  add(at(l, left.neck), 'shoulder', 'left');
  add(at(l, left.cuffOuter), left.sleeved ? 'cuff' : 'armhole', 'left');
  if (left.sleeved) add(at(l, left.cuffInner), 'underarm', 'left');
  add(at(l, left.armpit), 'side', 'left');
  const names: { name: string; point: number; confidence: number }[] = [];
  if (crotch !== null) {
    const [legLeft, innerLeft] = legPlaces(l, left.armpit, bodysuit, torso);
    const [legRight, innerRight] = legPlaces(r, right.armpit, bodysuit, torso);
    add(at(l, legLeft), 'leg', 'left');
    add(at(l, innerLeft), 'inseam', 'left');
    add(at(l, l.length - 1), 'inseam', 'right');
    add(at(r, innerRight), 'leg', 'right');
    add(at(r, legRight), 'side', 'right');
    names.push(
      { name: 'crotch', point: at(l, l.length - 1), confidence: 0.8 },
      { name: 'leg-outer-left', point: at(l, legLeft), confidence: 0.7 },
      { name: 'leg-inner-left', point: at(l, innerLeft), confidence: 0.7 },
      { name: 'leg-outer-right', point: at(r, legRight), confidence: 0.7 },
      { name: 'leg-inner-right', point: at(r, innerRight), confidence: 0.7 },
    );
  } else {
    add(at(l, left.hem), 'hem', 'centre');
    add(at(r, right.hem), 'side', 'right');
    names.push(
      { name: 'hem-left', point: at(l, left.hem), confidence: 0.8 },
      { name: 'hem-right', point: at(r, right.hem), confidence: 0.8 },
    );
  }
  if (right.sleeved) add(at(r, right.armpit), 'underarm', 'right');
  add(
    at(r, right.sleeved ? right.cuffInner : right.armpit),
    right.sleeved ? 'cuff' : 'armhole',
    'right',
  );
  add(at(r, right.cuffOuter), 'shoulder', 'right');
  for (const [half, side, word] of [
    [l, left, 'left'],
    [r, right, 'right'],
  ] as const) {
    names.push({ name: `neck-${word}`, point: at(half, side.neck), confidence: side.confidence });
    names.push({
      name: `armpit-${word}`,
      point: at(half, side.armpit),
      confidence: side.confidence,
    });
    if (side.sleeved) {
      names.push({
        name: `cuff-outer-${word}`,
        point: at(half, side.cuffOuter),
        confidence: side.confidence,
      });
      names.push({
        name: `cuff-inner-${word}`,
        point: at(half, side.cuffInner),
        confidence: side.confidence,
      });
    } else {
      names.push({
        name: `shoulder-${word}`,
        point: at(half, side.cuffOuter),
        confidence: side.confidence,
      });
    }
  }
  return {
    starts,
    landmarks: names,
    upper: upperKind(left, right, l, torso),
    hooded: hood !== null,
    collarHeight,
  };
}

/** A shoulder narrower than this share of half the torso's width is a strap. */
const STRAP_WIDTH = 0.3;

function upperKind(left: UpperSide, right: UpperSide, half: HalfOutline, torso: number): Upper {
  if (left.sleeved || right.sleeved) return 'sleeves';
  const width = Math.hypot(
    half.u[left.cuffOuter]! - half.u[left.neck]!,
    half.v[left.cuffOuter]! - half.v[left.neck]!,
  );
  return width < STRAP_WIDTH * torso ? 'straps' : 'sleeveless';
}

function skirtArcs(halves: Halves, frame: GarmentFrame): ReadArcs {
  const left = readSkirtSide(halves.left, frame.height);
  const right = readSkirtSide(halves.right, frame.height);
  const l = halves.left.points;
  const r = halves.right.points;
  return {
    starts: [
      { point: r[right.waist]!, kind: 'waist', side: 'centre' },
      { point: l[left.waist]!, kind: 'side', side: 'left' },
      { point: l[left.hem]!, kind: 'hem', side: 'centre' },
      { point: r[right.hem]!, kind: 'side', side: 'right' },
    ],
    landmarks: [
      { name: 'waist-left', point: l[left.waist]!, confidence: 0.8 },
      { name: 'waist-right', point: r[right.waist]!, confidence: 0.8 },
      { name: 'hem-left', point: l[left.hem]!, confidence: 0.8 },
      { name: 'hem-right', point: r[right.hem]!, confidence: 0.8 },
    ],
    upper: null,
    hooded: false,
    collarHeight: 0,
  };
}

function legArcs(halves: Halves, frame: GarmentFrame): ReadArcs {
  const left = readLegSide(halves.left, frame.height);
  const right = readLegSide(halves.right, frame.height);
  const l = halves.left.points;
  const r = halves.right.points;
  const crotch = l[l.length - 1]!;
  return {
    starts: [
      { point: r[right.waist]!, kind: 'waist', side: 'centre' },
      { point: l[left.waist]!, kind: 'outseam', side: 'left' },
      { point: l[left.legOuter]!, kind: 'leg', side: 'left' },
      { point: l[left.legInner]!, kind: 'inseam', side: 'left' },
      { point: crotch, kind: 'inseam', side: 'right' },
      { point: r[right.legInner]!, kind: 'leg', side: 'right' },
      { point: r[right.legOuter]!, kind: 'outseam', side: 'right' },
    ],
    landmarks: [
      { name: 'waist-left', point: l[left.waist]!, confidence: 0.8 },
      { name: 'waist-right', point: r[right.waist]!, confidence: 0.8 },
      { name: 'crotch', point: crotch, confidence: 0.8 },
      { name: 'leg-outer-left', point: l[left.legOuter]!, confidence: 0.8 },
      { name: 'leg-inner-left', point: l[left.legInner]!, confidence: 0.8 },
      { name: 'leg-outer-right', point: r[right.legOuter]!, confidence: 0.8 },
      { name: 'leg-inner-right', point: r[right.legInner]!, confidence: 0.8 },
    ],
    upper: null,
    hooded: false,
    collarHeight: 0,
  };
}

/** Names the runs of an outline for a garment of this category. */
export function readArcs(frame: GarmentFrame, category: Category, torso: number): ReadArcs {
  const { top, bottom } = axisCrossings(frame);
  const legged = LEGGED_CATEGORIES.has(category);
  const bodysuit = category === 'bodysuit';
  const end = legged && !bodysuit ? findCrotch(frame).point : bottom;
  const halves: Halves = {
    left: halfOutline(frame, top, end, 'left'),
    right: halfOutline(frame, top, end, 'right'),
  };
  if (category === 'skirt') return skirtArcs(halves, frame);
  if (WAIST_CATEGORIES.has(category)) return legArcs(halves, frame);
  return upperArcs(frame, torso, legged ? end : null, bodysuit);
}
