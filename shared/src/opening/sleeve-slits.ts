import { type FrontProfile, type Run, runsOfRow } from '../fitting/front-profile.ts';

/** A sleeve is at least this share of the garment's width, and hangs beside the trunk in so many rows. */
export const SLEEVE_WIDTH = 0.04;
const SLIT_ROWS = 4;
/** The slits of two sleeves end at heights that differ by at most this share of the garment's. */
const UNEVEN = 0.2;
/** Rows over which a sleeve may hang together with the trunk and still be parted above. */
export const TORN_ROWS = 6;
/** Where only one sleeve's slit is seen, or none, the sleeve goes on beside the trunk with at least this share of its width. */
const GOES_ON = 0.5;
/** A hem that ends between two sleeves does so over at least this share of the garment's width: one that is lower at its sides does not. */
const HEM_WIDTH = 0.35;
/** What hangs beside it is no ribbon from this share of the width on. */
const HANGING_WIDTH = 0.1;

/** The gap between two parts in a row of the front view. */
export interface Gap {
  readonly row: number;
  readonly x: number;
}

/** A gap beside the trunk, and the sleeve in that row. */
export interface Slit extends Gap {
  readonly sleeve: Run;
}

export interface Slits {
  /** From below upwards, by side: the wearer's right (-x), then left. */
  readonly sides: readonly [readonly Slit[], readonly Slit[]];
  /** Of the trunk between the slits, in the mesh's unit. */
  readonly trunkWidth: number;
  /** Whether one at least was not seen. */
  readonly isGuessed: boolean;
}

/**
 * Where sleeves hang beside the trunk: gaps between them and it. Where a gap shows on one side alone, the other sleeve is taken to
 * lie as that one does, if there is cloth for it; where none does, both are taken to go on upwards from where they hang below the hem.
 *
 * @param centre Of the garment, in the mesh's unit.
 * @param hasHem Whether what hangs beside an open middle below must be sleeves.
 * @returns null where not on both sides something hangs.
 */
export function sleeveSlits(profile: FrontProfile, centre: number, hasHem: boolean): Slits | null {
  const sides: [Slit[], Slit[]] = [[], []];
  const widths = new Map<number, number>();
  const column = (centre - profile.left) / profile.cellX - 0.5;
  const least = SLEEVE_WIDTH * profile.columns;
  for (let row = 0; row < profile.rows; row++) {
    const runs = runsOfRow(profile, row);
    const trunk = runs.find((run) => run.from <= column && run.to >= column);
    if (!trunk) continue;
    const before = runs.filter((run) => run.to < trunk.from && run.to - run.from >= least).at(-1);
    const after = runs.find((run) => run.from > trunk.to && run.to - run.from >= least);
    if (before) sides[0].push({ ...gapBetween(profile, row, before, trunk), sleeve: before });
    if (after) sides[1].push({ ...gapBetween(profile, row, trunk, after), sleeve: after });
    widths.set(row, (trunk.to - trunk.from + 1) * profile.cellX);
  }
  const aside = least * profile.cellX;
  const slits = sides.map((gaps) => longestStretch(gaps, aside)) as [Slit[], Slit[]];
  const [isSeenRight, isSeenLeft] = slits.map(({ length }) => length >= SLIT_ROWS);
  if (!isSeenRight || !isSeenLeft) {
    return (
      (isSeenRight ? mirrored(profile, column, slits[0], 0) : null) ??
      (isSeenLeft ? mirrored(profile, column, slits[1], 1) : null) ??
      (hasHem ? slitsBelow(profile, column) : null)
    );
  }
  // A ribbon hangs on one side only.
  const [right, left] = slits.map((slit) => slit.at(-1)!.row) as [number, number];
  if (Math.abs(right - left) > UNEVEN * profile.rows) return null;
  // The uppermost rows are nearest to the chest.
  const upper = slits.flatMap((slit) =>
    slit.slice(slit.length >> 1).map(({ row }) => widths.get(row)!),
  );
  return { sides: slits, trunkWidth: middleOf(upper), isGuessed: false };
}

/** The longest stretch of gaps in rows one over the other, none farther aside from the next than `aside`. */
function longestStretch(gaps: readonly Slit[], aside: number): Slit[] {
  let best: Slit[] = [];
  let own: Slit[] = [];
  for (const gap of gaps) {
    const last = own.at(-1);
    const goesOn = last && gap.row - last.row <= TORN_ROWS && Math.abs(gap.x - last.x) <= aside;
    own = goesOn ? [...own, gap] : [gap];
    if (own.length > best.length) best = own;
  }
  return best;
}

/**
 * Both sides' slits where one is seen, the other mirrored at the trunk's middle below it.
 *
 * @param side That is seen: 0 is the wearer's right (-x), 1 the left.
 */
function mirrored(
  profile: FrontProfile,
  column: number,
  seen: readonly Slit[],
  side: 0 | 1,
): Slits | null {
  const middle = middleBelow(profile, seen[0]!.row) ?? column;
  const other = seen.flatMap(({ row, x, sleeve }): Slit[] => {
    const at = 2 * middle - ((x - profile.left) / profile.cellX - 0.5);
    const trunk = runsOfRow(profile, row).find((run) => run.from <= column && run.to >= column)!;
    const beyond = side === 0 ? trunk.to - at : at - trunk.from;
    if (beyond < GOES_ON * (sleeve.to - sleeve.from)) return [];
    const own =
      side === 0 ? { from: Math.ceil(at), to: trunk.to } : { from: trunk.from, to: Math.floor(at) };
    return [{ row, x: profile.left + (at + 0.5) * profile.cellX, sleeve: own }];
  });
  if (other.length < Math.max(SLIT_ROWS, seen.length / 2)) return null;
  const upper = seen.slice(seen.length >> 1);
  const half = middleOf(
    upper.map(({ x }) => Math.abs(x - (profile.left + (middle + 0.5) * profile.cellX))),
  );
  return {
    sides: side === 0 ? [seen, other] : [other, seen],
    trunkWidth: 2 * half,
    isGuessed: true,
  };
}

/** Column of the trunk's middle where nothing hangs beside it any more; null where something does as far as it goes. */
function middleBelow(profile: FrontProfile, from: number): number | null {
  const middles: number[] = [];
  for (let row = 0; row < from; row++) {
    const [run, another] = runsOfRow(profile, row);
    if (run && !another) middles.push((run.from + run.to) / 2);
  }
  return middles.length < SLIT_ROWS ? null : middleOf(middles);
}

/** Along the inner edges of sleeves that hang lower than a hem, where nothing parts them from the trunk above it. */
function slitsBelow(profile: FrontProfile, column: number): Slits | null {
  const least = SLEEVE_WIDTH * profile.columns;
  const sides: [Slit[], Slit[]] = [[], []];
  let row = 0;
  for (; row < profile.rows; row++) {
    const runs = runsOfRow(profile, row);
    const before = runs.filter(({ to }) => to < column).at(-1);
    const after = runs.find(({ from }) => from > column);
    if (runs.some(({ from, to }) => from <= column && to >= column)) break;
    if (!before || !after) {
      if (sides[0].length > 0) return null;
      continue;
    }
    if (Math.min(before.to - before.from, after.to - after.from) < least) continue;
    const at = (edge: number) => profile.left + edge * profile.cellX;
    sides[0].push({ row, x: at(before.to + 1), sleeve: before });
    sides[1].push({ row, x: at(after.from), sleeve: after });
  }
  const hemAt = (n: number) => sides[1][n]!.sleeve.from - sides[0][n]!.sleeve.to - 1;
  // A hem is curved by a few rows; one that is lower at its sides opens row by row.
  let top = sides[0].length - 1;
  while (top >= 0 && hemAt(top) < HEM_WIDTH * profile.columns) top--;
  if (top + 1 < SLIT_ROWS || row === profile.rows || row - sides[0][top]!.row > TORN_ROWS)
    return null;
  const [right, left] = [sides[0][top]!.sleeve, sides[1][top]!.sleeve];
  // At the hem its corners are part of them.
  const [rightWidth, leftWidth] = sides.map((slits) =>
    middleOf(slits.map(({ sleeve }) => sleeve.to - sleeve.from)),
  ) as [number, number];
  if (Math.min(rightWidth, leftWidth) < HANGING_WIDTH * profile.columns) return null;
  for (let above = row; above < Math.min(profile.rows, row + top); above++) {
    const runs = runsOfRow(profile, above);
    if (right.to - runs[0]!.from < GOES_ON * rightWidth) return null;
    if (runs.at(-1)!.to - left.from < GOES_ON * leftWidth) return null;
  }
  return {
    sides: [sides[0].slice(0, top + 1), sides[1].slice(0, top + 1)],
    trunkWidth: hemAt(top) * profile.cellX,
    isGuessed: true,
  };
}

export function gapBetween({ left, cellX }: FrontProfile, row: number, a: Run, b: Run): Gap {
  return { row, x: left + ((a.to + b.from + 1) / 2) * cellX };
}

function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
