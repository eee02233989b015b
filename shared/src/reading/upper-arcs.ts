import type { Upper } from '../garment/vocabulary.ts';
import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import type { HalfOutline } from '../landmarks/half-outline.ts';
import { mirrorSide } from '../landmarks/mirror-side.ts';
import { readUpper } from '../landmarks/read-upper.ts';
import type { UpperSide } from '../landmarks/upper-side.ts';
import { supportPlace, waistEnd } from '../landmarks/waist-side.ts';
import type { ArcStart } from './assemble-arcs.ts';
import { HIGH_COLLAR } from './detect-category.ts';
import type { ReadArcs } from './read-arcs.ts';
import { STRAP_WIDTH, shoulderWidth } from './strap.ts';
import { isStraplessEdge } from './strapless-edge.ts';

type Word = 'left' | 'right';
type Marks = { name: string; point: number; confidence: number }[];

/** A bodysuit's crotch piece is this wide to each side of the axis, in half torso widths. */
const CROTCH_PIECE = 0.1;
/**
 * A half that rises nowhere beside the neck to within this of the other one's height (half torso widths) has
 * a bare shoulder: drawn ones measured 0.55 and more, garments with two shoulders 0.13 at most.
 */
const BARE_DROP = 0.38;
const BESIDE_NECK = 0.3;
/**
 * Between straps the neck's edge sinks deeper than this (half torso widths); narrow shoulders beside a neck that
 * sinks less, but as a neck does, are shoulders. Without any neck between them they are a halter's.
 */
const STRAP_SINK = 0.25;
const NECK_SINK = 0.05;
/** A sleeve must fit this well for the other half to be read by it. */
const SOUND_SLEEVE = 1.2;

/** One half, and whether its shoulder is bare: then its upper edge ends at `corner`. */
interface Half {
  readonly half: HalfOutline;
  readonly side: UpperSide;
  readonly corner: number | null;
}

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
  let inner = last - 1;
  while (inner > armpit + 8 && half.u[inner - 1]! < CROTCH_PIECE * torso) inner--;
  // Its upper end is the hip: furthest out from the straight line between armpit and crotch.
  const du = half.u[inner]! - half.u[armpit]!;
  const dv = half.v[inner]! - half.v[armpit]!;
  let outer = Math.min(inner - 3, armpit + 4);
  let most = -Infinity;
  for (let k = outer; k <= inner - 3; k++) {
    const off = (half.u[k]! - half.u[armpit]!) * dv - (half.v[k]! - half.v[armpit]!) * du;
    if (off > most) {
      most = off;
      outer = k;
    }
  }
  return [outer, inner];
}

/** Arc starts of a half from the neck down to where its side begins, walking from the top. */
function upperStarts({ half, side, corner }: Half, word: Word): ArcStart[] {
  const at = (place: number): number => half.points[place]!;
  if (corner !== null) return [{ point: at(corner), kind: 'side', side: word }];
  const starts: ArcStart[] = [
    { point: at(side.neck), kind: 'shoulder', side: word },
    { point: at(side.cuffOuter), kind: side.sleeved ? 'cuff' : 'armhole', side: word },
  ];
  if (side.sleeved) starts.push({ point: at(side.cuffInner), kind: 'underarm', side: word });
  starts.push({ point: at(side.armpit), kind: 'side', side: word });
  return starts;
}

/** The same boundaries walked upwards: each arc begins where the downward one ends. */
function climbing(down: readonly ArcStart[], foot: number): ArcStart[] {
  const up: ArcStart[] = [];
  for (let i = down.length - 1; i >= 0; i--) {
    const end = i === down.length - 1 ? foot : down[i + 1]!.point;
    up.push({ point: end, kind: down[i]!.kind, side: down[i]!.side });
  }
  return up;
}

function upperMarks({ half, side, corner }: Half, word: Word): Marks {
  const { confidence } = side;
  const mark = (name: string, place: number) => ({
    name: `${name}-${word}`,
    point: half.points[place]!,
    confidence,
  });
  if (corner !== null) return [mark('neck', corner), mark('armpit', corner)];
  const marks = [mark('neck', side.neck), mark('armpit', side.armpit)];
  if (side.sleeved) {
    marks.push(mark('cuff-outer', side.cuffOuter), mark('cuff-inner', side.cuffInner));
  } else {
    marks.push(mark('shoulder', side.cuffOuter));
  }
  return marks;
}

function kindOf(left: Half, right: Half, torso: number): Upper {
  if (left.corner !== null && right.corner !== null) return 'strapless';
  if (left.corner !== null || right.corner !== null) return 'one-shoulder';
  if (left.side.sleeved || right.side.sleeved) return 'sleeves';
  const sink = Math.min(neckSink(left), neckSink(right)) / torso;
  const widths = [left, right].map(({ half, side }) => shoulderWidth(half, side) / torso);
  const narrow = sink > STRAP_SINK ? Math.min(...widths) : Math.max(...widths);
  if (narrow >= STRAP_WIDTH) return 'sleeveless';
  return sink > STRAP_SINK || sink < NECK_SINK ? 'straps' : 'sleeveless';
}

/** How far the neck's edge sinks below a half's neck point, pixels. */
function neckSink({ half, side }: Half): number {
  let lowest = 0;
  for (let k = 0; k <= side.neck; k++) lowest = Math.max(lowest, half.v[k]! - half.v[side.neck]!);
  return lowest;
}

/** Level of a half's highest point beside the neck, pixels down. */
function highestBeside({ length, u, v }: HalfOutline, torso: number): number {
  let highest = Infinity;
  for (let k = 0; k < length; k++) {
    if (u[k]! > BESIDE_NECK * torso) highest = Math.min(highest, v[k]!);
  }
  return highest;
}

/** Decides which shoulders are bare, and lets a sound sleeve speak for a missing one. */
function settleHalves(
  frame: GarmentFrame,
  read: ReturnType<typeof readUpper>,
): { left: Half; right: Half } {
  const { leftHalf, rightHalf, torso, hood, collar } = read;
  let { left, right } = read;
  if (left.sleeved && !right.sleeved && left.score > SOUND_SLEEVE) {
    right = mirrorSide(leftHalf, left, rightHalf, torso) ?? right;
  } else if (right.sleeved && !left.sleeved && right.score > SOUND_SLEEVE) {
    left = mirrorSide(rightHalf, right, leftHalf, torso) ?? left;
  }
  let leftCorner: number | null = null;
  let rightCorner: number | null = null;
  if (!left.sleeved && !right.sleeved && !hood && !collar) {
    const drop = highestBeside(leftHalf, torso) - highestBeside(rightHalf, torso);
    const flat = isStraplessEdge(frame, read);
    if (flat || drop > BARE_DROP * torso) leftCorner = waistEnd(leftHalf, frame.height);
    if (flat || -drop > BARE_DROP * torso) rightCorner = waistEnd(rightHalf, frame.height);
  }
  return {
    left: { half: leftHalf, side: left, corner: leftCorner },
    right: { half: rightHalf, side: right, corner: rightCorner },
  };
}

/**
 * Names the runs of an upper garment's outline.
 *
 * @param guess Half the torso's width, pixels, from the width profile.
 * @param crotch Outline point where the legs part; null for garments with a hem.
 */
export function readUpperArcs(
  frame: GarmentFrame,
  guess: number,
  crotch: number | null,
  bodysuit: boolean,
): ReadArcs {
  const read = readUpper(frame, guess, crotch);
  const { left, right } = settleHalves(frame, read);
  const l = left.half.points;
  const r = right.half.points;
  const strapless = left.corner !== null && right.corner !== null;
  const neck = r[right.corner ?? right.side.neck]!;
  const starts: ArcStart[] = [
    { point: neck, kind: strapless ? 'top' : 'neck', side: 'centre' },
    ...upperStarts(left, 'left'),
  ];
  const marks: Marks = [];
  let foot: number;
  if (crotch !== null) {
    const [outerL, innerL] = legPlaces(left.half, left.side.armpit, bodysuit, read.torso);
    const [outerR, innerR] = legPlaces(right.half, right.side.armpit, bodysuit, read.torso);
    const middle = l[l.length - 1]!;
    foot = r[outerR]!;
    starts.push(
      { point: l[outerL]!, kind: 'leg', side: 'left' },
      { point: l[innerL]!, kind: 'inseam', side: 'left' },
      { point: middle, kind: 'inseam', side: 'right' },
      { point: r[innerR]!, kind: 'leg', side: 'right' },
    );
    marks.push(
      { name: 'crotch', point: middle, confidence: 0.8 },
      { name: 'leg-outer-left', point: l[outerL]!, confidence: 0.7 },
      { name: 'leg-inner-left', point: l[innerL]!, confidence: 0.7 },
      { name: 'leg-outer-right', point: foot, confidence: 0.7 },
      { name: 'leg-inner-right', point: r[innerR]!, confidence: 0.7 },
    );
  } else {
    foot = r[right.side.hem]!;
    starts.push({ point: l[left.side.hem]!, kind: 'hem', side: 'centre' });
    marks.push(
      { name: 'hem-left', point: l[left.side.hem]!, confidence: 0.8 },
      { name: 'hem-right', point: foot, confidence: 0.8 },
    );
  }
  starts.push(...climbing(upperStarts(right, 'right'), foot));
  marks.push(...upperMarks(left, 'left'), ...upperMarks(right, 'right'));
  return {
    starts,
    landmarks: marks,
    upper: kindOf(left, right, read.torso),
    hooded: read.hood !== null,
    collarHeight: read.collarHeight,
    standUp: read.collar && (!read.turnedDown || read.collarHeight > HIGH_COLLAR),
  };
}
