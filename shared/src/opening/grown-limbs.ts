import type { PosedBody } from '../body/avatar.ts';
import { alignToBody, type UprightMesh } from '../fitting/align-to-body.ts';
import { type Alignment, applyAlignment } from '../fitting/alignment.ts';
import { crossSections } from '../fitting/cross-sections.ts';
import {
  type FrontProfile,
  frontProfile,
  heightOf,
  type Run,
  runsOfRow,
} from '../fitting/front-profile.ts';
import { meshLandmarks } from '../fitting/mesh-landmarks.ts';
import {
  type Category,
  LEGGED_CATEGORIES,
  type Upper,
  WAIST_CATEGORIES,
} from '../garment/vocabulary.ts';
import { gapUnderArm } from './arm-gap.ts';
import {
  type Gap,
  gapBetween,
  SLEEVE_WIDTH,
  type Slit,
  type Slits,
  sleeveSlits,
  TORN_ROWS,
} from './sleeve-slits.ts';

/** A line in the front view, from top to bottom, along which what has grown together is parted. */
export type PartingLine = readonly (readonly [x: number, y: number])[];

/** Limbs that have grown together with each other or with the trunk. */
export interface GrownLimbs {
  /** Where the mesh is put so that its lines can be told by the body. */
  readonly alignment: Alignment;
  /** In that place: metres, file frame. */
  readonly lines: readonly PartingLine[];
  /** Width of the trunk between sleeves that are among them, metres; null where none is. */
  readonly trunkWidth: number | null;
}

/** Legs shorter than this share of the height have grown together from the crotch down. */
const SHORTEST_LEGS: Readonly<Partial<Record<Category, number>>> = {
  trousers: 0.4,
  shorts: 0.15,
  jumpsuit: 0.1,
};
/** The crotch of a garment hangs this far below the body's, and legs are at least so long: metres. */
const CROTCH_ROOM = 0.02;
const LEAST_LEG = 0.05;
/** What ends in a skirt or in legs may be open in the middle below, with cloth to both sides of that. */
const SKIRTED: ReadonlySet<Category> = new Set(['dress', 'jumpsuit']);
/** Between legs there is nothing farther from the middle than this share of the width. */
const MIDDLE = 0.2;
/** Sleeves are parted up to this far below the body's armpit, and need it where they hang together so much lower: metres. */
const BELOW_ARMPIT = 0.03;
const GROWN = 0.07;
/**
 * Finds sleeves and legs that have grown together with the trunk or with each other over a part of their
 * length, as in a shape that a network drew after a photo on which they touch: below, a slit tells where
 * they part; up to where the body's own limbs part they are taken to go on so.
 *
 * @param mesh Upright, facing +Z, in any unit, without debris.
 * @returns null where nothing has grown together, or where no slit shows where sleeves would be.
 */
export function grownLimbs(
  mesh: UprightMesh,
  category: Category,
  upper: Upper | null,
  body: PosedBody,
): GrownLimbs | null {
  const profile = frontProfile(mesh.positions, mesh.indices);
  const view: View = {
    profile,
    sections: crossSections(mesh.positions, mesh.indices, profile),
    centre: meshLandmarks(profile, LEGGED_CATEGORIES.has(category)).centre,
  };
  const legs = grownLegs(view, category);
  const slits =
    WAIST_CATEGORIES.has(category) || category === 'bodysuit'
      ? null
      : sleeveSlits(view.profile, view.centre, !SKIRTED.has(category));
  if (!legs && !slits) return null;
  const alignment = alignToBody(
    mesh,
    legs ? (WAIST_CATEGORIES.has(category) ? 'skirt' : 'dress') : category,
    slits ? 'sleeves' : upper,
    body,
    slits?.trunkWidth,
  );
  const place = (x: number, y: number): [number, number] => {
    const [px, py] = applyAlignment(
      Float32Array.of(x, y, 0),
      alignment,
      body.avatar.record.hip_origin,
    );
    return [px!, py!];
  };
  const lines: PartingLine[] = [];
  if (legs) lines.push(legLine(view, legs, body, place));
  const sleeves = slits ? sleeveLines(view, slits, body, place) : [];
  lines.push(...sleeves);
  if (lines.length === 0) return null;
  const trunkWidth = sleeves.length > 0 ? slits!.trunkWidth * alignment.scaleX : null;
  return { alignment, lines, trunkWidth };
}

interface View {
  readonly profile: FrontProfile;
  readonly sections: readonly (readonly Run[])[];
  readonly centre: number;
}

/** Gaps between the legs as far as they are parted; null where they are parted far enough. */
function grownLegs({ profile, sections, centre }: View, category: Category): readonly Gap[] | null {
  const least = SHORTEST_LEGS[category];
  if (least === undefined) return null;
  const { crotch, top, bottom } = meshLandmarks(profile, true, sections);
  if (crotch !== null && crotch - bottom >= least * (top - bottom)) return null;
  const half = MIDDLE * profile.columns * profile.cellX;
  return rowsOf(profile).flatMap((row) => {
    const runs = runsOfRow(profile, row);
    return runs.slice(1).flatMap((run, i) => {
      const gap = gapBetween(profile, row, runs[i]!, run);
      return Math.abs(gap.x - centre) < half ? [gap] : [];
    });
  });
}

function legLine(
  { profile, centre }: View,
  gaps: readonly Gap[],
  body: PosedBody,
  place: (x: number, y: number) => [number, number],
): PartingLine {
  const hem = place(centre, profile.bottom);
  const crotch = Math.max(body.landmarks.crotch![1] - CROTCH_ROOM, hem[1] + LEAST_LEG);
  const below = gaps.map(({ row, x }) => place(x, heightOf(profile, row))).reverse();
  const start: [number, number] = [place(centre, 0)[0], crotch];
  const line = [start, ...below.filter(([, y]) => y < crotch)];
  const last = line.at(-1)!;
  return [...line, [last[0], hem[1] - FAR_BELOW]];
}

/** Lines go on beyond the garment, and beyond a slit that is open below, by this much: metres. */
const FAR_BELOW = 0.1;
const JUST_BELOW = 0.02;

/** From under the body's armpits down along the slits, where they do not reach so far; else none. */
function sleeveLines(
  { profile, sections, centre }: View,
  { sides, isGuessed }: Slits,
  body: PosedBody,
  place: (x: number, y: number) => [number, number],
): PartingLine[] {
  const armpit = body.landmarks.armpit_left![1] - BELOW_ARMPIT;
  const slits = sides.map((slit, side) => {
    const way = side === 0 ? -1 : 1;
    const along = slit.map(({ row, x }) => place(x, heightOf(profile, row)));
    const parted = highestParted(profile, sections, centre, way, slit.at(-1)!.row);
    const height = place(centre, heightOf(profile, parted))[1];
    // A wide sleeve joins the trunk lower than an arm does, but hangs free over most of its length.
    const isGrownAbove = armpit - height > Math.max(GROWN, height - along[0]![1]);
    return {
      lowest: slit[0]!,
      way,
      along,
      isGrownAbove,
      isGrownBelow: isBridged(profile, slit[0]!, centre),
    } as const;
  });
  return slits.flatMap(({ lowest, way, along, isGrownAbove, isGrownBelow }) => {
    // The slit that shows beside a guessed one is as narrow, if it shows at all.
    if (!isGuessed && !isGrownAbove && !isGrownBelow) return [];
    const line: (readonly [number, number])[] = along.reverse();
    if (isGrownAbove) {
      const middle =
        profile.left + ((lowest.sleeve.from + lowest.sleeve.to + 1) / 2) * profile.cellX;
      const gap = gapUnderArm(body, way, place(middle, heightOf(profile, lowest.row)));
      // A sleeve that hangs straight down has the arm against the trunk from end to end.
      const straight = [[way * body.landmarks.armpit_left![0], armpit]] as const;
      const open = (gap.length > 0 ? gap : straight).filter(
        ([, y]) => y <= armpit && y > line[0]![1] + STEP_ASIDE,
      );
      if (open.length === 0 && !isGrownBelow) return [];
      line.unshift(...open);
    }
    const last = line.at(-1)!;
    // A slit's lower end is narrow too: a little beyond it nothing must bridge it.
    const below = isGrownBelow ? FAR_BELOW : JUST_BELOW;
    return [[...line, [last[0], last[1] - below] as const]];
  });
}

/** Above a slit's end the line comes over from the middle between arm and trunk within this height, metres. */
const STEP_ASIDE = 0.04;

/** The highest row up to which the sleeve is a line of its own in the cuts from its slit on. */
function highestParted(
  profile: FrontProfile,
  sections: readonly (readonly Run[])[],
  centre: number,
  way: 1 | -1,
  from: number,
): number {
  const column = (centre - profile.left) / profile.cellX - 0.5;
  const isBeside = (run: Run) =>
    run.to - run.from >= SLEEVE_WIDTH * profile.columns &&
    (way > 0 ? run.from > column : run.to < column);
  let highest = from;
  for (let row = from; row < profile.rows && row - highest <= TORN_ROWS; row++) {
    if (sections[row]!.some(isBeside)) highest = row;
  }
  return highest;
}

/** Whether the sleeve hangs together with the trunk right below the slit, as a cuff does that touches the hem. */
function isBridged(profile: FrontProfile, { row, sleeve }: Slit, centre: number): boolean {
  const column = (centre - profile.left) / profile.cellX - 0.5;
  const middle = (sleeve.from + sleeve.to) / 2;
  return Array.from({ length: Math.min(row, TORN_ROWS) }, (_, k) => row - 1 - k).some((below) =>
    runsOfRow(profile, below).some(
      ({ from, to }) => from <= Math.min(column, middle) && to >= Math.max(column, middle),
    ),
  );
}

function rowsOf({ rows }: FrontProfile): number[] {
  return Array.from({ length: rows }, (_, row) => row);
}
