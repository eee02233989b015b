import type { Category } from '../garment/vocabulary.ts';
import { LEGGED_CATEGORIES, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { findCrotch } from '../landmarks/crotch.ts';
import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import { axisCrossings, type HalfOutline, halfOutline } from '../landmarks/half-outline.ts';
import { readLegSide, readSkirtSide } from '../landmarks/waist-side.ts';
import type { ReadArcs } from './read-arcs.ts';
import { readUpperArcs } from './upper-arcs.ts';

interface Halves {
  readonly left: HalfOutline;
  readonly right: HalfOutline;
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
    standUp: false,
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
    standUp: false,
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
  return readUpperArcs(frame, torso, legged ? end : null, bodysuit);
}
