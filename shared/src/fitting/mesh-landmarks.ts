import {
  depthAt,
  type FrontProfile,
  heightOf,
  type Run,
  rowOf,
  runsOfRow,
  spanOf,
} from './front-profile.ts';

/** Where a garment or a body has its parts, read off its front view; the unit is the mesh's. */
export interface MeshLandmarks {
  /** x of the middle of the trunk. */
  readonly centre: number;
  readonly top: number;
  readonly bottom: number;
  /** Height of the armpits: where sleeves leave the trunk; null when nothing leaves it. */
  readonly armpit: number | null;
  /** Height of the highest gap between two legs; null without legs. */
  readonly crotch: number | null;
  /** Width of the trunk at a height, sleeves left out; null where there is none. */
  trunkWidth(y: number): number | null;
  /** Depth of the trunk at a height, from back to front. */
  trunkDepth(y: number): { readonly far: number; readonly near: number } | null;
  /** Middle of the leg on the wearer's left (+x) at a height, from the centre; null without legs. */
  legCentre(y: number): number | null;
}

/** Rows in the lower part of an upper garment from which the trunk's own width is taken. */
const TRUNK_FROM = 0.1;
const TRUNK_TO = 0.45;
/** A row this much wider than the trunk has sleeves in it. */
const SLEEVED = 1.2;
/** The trunk's own middle is off the garment's by this share of its width at most. */
const OFF_MIDDLE = 0.3;
/** A run narrower than this share of its row's extent is a piece of crotch or a fold that stands on end, not the trunk. */
const SLIVER = 0.1;
/** What is narrower than this share of the width is a ribbon, no sleeve. */
const SLEEVE_WIDTH = 0.04;
/** Rows below an armpit in which the trunk is as wide as it is there. */
const JUST_BELOW = 6;
/** A gap in the middle must be this wide, as a share of the row, to be the gap between legs. */
const LEG_GAP = 0.02;
/** The gap between legs goes on down to the hem through at least this share of the rows below it. */
const GAP_GOES_ON = 0.8;

/**
 * Reads the landmarks of a mesh that stands upright and faces +Z.
 *
 * @param sections From `crossSections`, to tell sleeves from the trunk where the front view sees no gap.
 */
export function meshLandmarks(
  profile: FrontProfile,
  legged: boolean,
  sections?: readonly (readonly Run[])[],
): MeshLandmarks {
  const top = profile.bottom + profile.rows * profile.cellY;
  const centre = trunkCentre(profile);
  const runsAt = (row: number) => sections?.[row] ?? runsOfRow(profile, row);
  const trunkAt = (row: number): Run | null => trunkRun(runsAt(row), profile, centre);
  const width = (run: Run | null): number =>
    run === null ? 0 : (run.to - run.from + 1) * profile.cellX;

  const lower: number[] = [];
  const lowest = Math.floor(TRUNK_FROM * profile.rows);
  const lastLower = Math.floor(TRUNK_TO * profile.rows);
  for (let row = lowest; row <= lastLower; row++) {
    const run = width(trunkAt(row));
    if (run > 0) lower.push(run);
  }
  lower.sort((a, b) => a - b);
  const usual = lower[lower.length >> 1] ?? 0;
  let armpit: number | null = null;
  // Under a hood, or in a short garment, sleeves join the trunk below that. (Above legs, the trunk itself is wider.)
  const isTrunk = (row: number) => width(trunkAt(row)) <= SLEEVED * usual;
  const justBelow = (row: number) => Array.from({ length: JUST_BELOW }, (_, k) => row - 1 - k);
  // A gap beside it that closes again right below is none under an arm: the two touch there.
  const closesBelow = (row: number) =>
    runsAt(row).length > 1 && justBelow(row).some((below) => !isTrunk(below));
  let from = lastLower;
  while (!legged && from > TRUNK_FROM * profile.rows && (!isTrunk(from) || closesBelow(from))) {
    from--;
  }
  for (let row = from; row < profile.rows && armpit === null; row++) {
    // The trunk's own run swallows the sleeves from the armpit on. (A wide skirt says nothing of the trunk.)
    const below = justBelow(row).map((beneath) => width(trunkAt(beneath)));
    const least = Math.min(usual, ...below.filter((own) => own > 0));
    if (least > 0 && width(trunkAt(row)) > SLEEVED * least) armpit = heightOf(profile, row);
  }
  // Where most of those rows hold sleeves, as in a short garment with a hood, they say nothing of the trunk.
  for (let row = lowest; !legged && row < profile.rows && armpit === null; row++) {
    const [trunk, below] = [trunkAt(row), trunkAt(row - 1)];
    const sleeves = below && besideTrunk(runsAt(row - 1), below, profile);
    if (trunk && sleeves && joinsOneOf(trunk, sleeves)) armpit = heightOf(profile, row);
  }
  const crotch = legged
    ? (findCrotch(profile, centre) ?? (sections ? whereLegsPart(sections, profile, centre) : null))
    : null;
  return {
    centre,
    top,
    bottom: profile.bottom,
    armpit,
    crotch,
    trunkWidth: (y) => width(trunkAt(rowOf(profile, y))) || null,
    trunkDepth: (y) => {
      const row = rowOf(profile, y);
      const run = trunkAt(row);
      if (run === null) return null;
      const span = spanOf(profile, run);
      return depthAt(profile, row, span.left, span.right);
    },
    legCentre: (y) => {
      const runs = runsOfRow(profile, rowOf(profile, y)).map((run) => spanOf(profile, run));
      const leg = runs.find((run) => run.left > centre - profile.cellX);
      return leg && crotch !== null && y < crotch ? (leg.left + leg.right) / 2 - centre : null;
    },
  };
}

/** Height of the lowest cloth over the middle: sleeves may hang lower. Null without any. */
export function lowestInMiddle(profile: FrontProfile, centre: number): number | null {
  const column = (centre - profile.left) / profile.cellX - 0.5;
  for (let row = 0; row < profile.rows; row++) {
    const isOver = ({ from, to }: Run) => from <= column + 0.5 && to >= column - 0.5;
    if (runsOfRow(profile, row).some(isOver)) return heightOf(profile, row);
  }
  return null;
}

/** What hangs on either side of the trunk in its row; null where not on both something does. */
function besideTrunk(
  runs: readonly Run[],
  trunk: Run,
  { columns }: FrontProfile,
): readonly [before: Run, after: Run] | null {
  const isSleeve = ({ from, to }: Run) => to - from >= SLEEVE_WIDTH * columns;
  const before = runs.find((run) => run.to < trunk.from && isSleeve(run));
  const after = runs.find((run) => run.from > trunk.to && isSleeve(run));
  return before && after ? [before, after] : null;
}

function joinsOneOf(trunk: Run, [before, after]: readonly [Run, Run]): boolean {
  return trunk.from <= (before.from + before.to) / 2 || trunk.to >= (after.from + after.to) / 2;
}

/** The middle of what is filled, by cells. */
function trunkCentre({ left, cellX, columns, near }: FrontProfile): number {
  let sum = 0;
  let count = 0;
  for (let cell = 0; cell < near.length; cell++) {
    if (near[cell]! === -Infinity) continue;
    sum += (cell % columns) + 0.5;
    count++;
  }
  return left + cellX * (count > 0 ? sum / count : columns / 2);
}

/** The run over the centre; where legs part there, the stretch from one leg's outside to the other's. */
function trunkRun(runs: readonly Run[], profile: FrontProfile, centre: number): Run | null {
  const column = (centre - profile.left) / profile.cellX - 0.5;
  const extent = Math.max(...runs.map(({ to }) => to)) - Math.min(...runs.map(({ from }) => from));
  const wide = runs.filter((run) => run.to - run.from >= SLIVER * extent);
  const over = wide
    .filter((run) => run.from <= column + 0.5 && run.to >= column - 0.5)
    .sort((a, b) => b.to - b.from - (a.to - a.from));
  // A leg may reach over the middle; the trunk lies about it.
  const trunk = over.find(
    ({ from, to }) => Math.abs((from + to) / 2 - column) <= OFF_MIDDLE * (to - from + 1),
  );
  if (trunk) return trunk;
  const before = wide.filter((run) => (run.from + run.to) / 2 < column).at(-1);
  const after = wide.find((run) => (run.from + run.to) / 2 > column);
  return before && after ? { from: before.from, to: after.to } : (over[0] ?? null);
}

/** Where legs that touch in the front view are two lines of the cut. */
function whereLegsPart(
  sections: readonly (readonly Run[])[],
  profile: FrontProfile,
  centre: number,
): number | null {
  const column = (centre - profile.left) / profile.cellX - 0.5;
  let parted = 0;
  let rows = 0;
  let crotch: number | null = null;
  sections.forEach((runs, row) => {
    if (isOneLeg(runs, column)) return;
    rows++;
    const isLeft = (run: Run) => run.to <= column + 1 && run.from < column - 1;
    const isRight = (run: Run) => run.from >= column - 1 && run.to > column + 1;
    if (!runs.some(isLeft) || !runs.some(isRight)) return;
    parted++;
    if (parted >= GAP_GOES_ON * rows) crotch = heightOf(profile, row);
  });
  return crotch;
}

function findCrotch(profile: FrontProfile, centre: number): number | null {
  const column = (centre - profile.left) / profile.cellX;
  let rows = 0;
  let open = 0;
  let crotch: number | null = null;
  for (let row = 0; row < profile.rows; row++) {
    const runs = runsOfRow(profile, row);
    if (isOneLeg(runs, column - 0.5)) continue;
    rows++;
    const before = runs.filter((run) => (run.from + run.to + 1) / 2 < column).at(-1);
    const after = runs.find((run) => (run.from + run.to + 1) / 2 >= column);
    const isGap =
      before !== undefined &&
      after !== undefined &&
      after.from - before.to - 1 >= LEG_GAP * (after.to - before.from + 1);
    if (!isGap) continue;
    open++;
    if (open >= GAP_GOES_ON * rows) crotch = heightOf(profile, row);
  }
  return crotch;
}

/** One leg ends lower than the other: what lies below the higher one's end says nothing of a gap. */
function isOneLeg(runs: readonly Run[], column: number): boolean {
  return runs.every(({ to }) => to < column) || runs.every(({ from }) => from > column);
}
