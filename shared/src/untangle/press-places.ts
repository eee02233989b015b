import type { ClothSession } from '../cloth/cloth-solver.ts';
import { type ClothState, copiedState, leaveWhereItIs } from '../cloth/cloth-state.ts';
import { crossingFinder, selfCrossings } from '../mesh/self-crossings.ts';
import { type Iron, ironed, LAST_IRONINGS, type Place } from './iron-folds.ts';
import { partNear } from './part-near.ts';
import type { CrowdSpreader } from './spread-crowded.ts';

/** Metres between places where cloth goes through itself that are told apart. */
const APART = 0.03;

/**
 * Irons cloth gently place by place, the smallest first. A place that its cloth cannot be smoothed at without
 * being spoiled stays as it was: in the crook of an elbow there is more to spare than any cloth takes up.
 *
 * @param indices Of its triangles.
 * @param isCloth Whether cloth that lies so still is.
 * @param spread Spreads what was smoothed before that is asked; left out: it stays as crowded as it is.
 * @returns The vertices that were moved.
 */
export async function pressPlaces(
  session: Pick<ClothSession, 'read' | 'write'>,
  indices: Uint32Array,
  iron: Iron,
  isCloth: (positions: ArrayLike<number>) => boolean,
  spread?: CrowdSpreader,
): Promise<Set<number>> {
  const smoothed = new Set<number>();
  const { positions } = await session.read();
  for (const place of placesOf(positions, selfCrossings(positions, indices), indices)) {
    const before = copiedState(await session.read());
    for (let pass = 0; pass < LAST_IRONINGS; pass++) {
      if ((await ironed(session, iron, true, place)) === 0) break;
    }
    if (spread) await spreadSince(before, session, spread);
    const now = (await session.read()).positions;
    if (isCloth(now)) for (const v of movedSince(before.positions, now)) smoothed.add(v);
    else session.write(before);
  }
  return smoothed;
}

async function spreadSince(
  before: ClothState,
  session: Pick<ClothSession, 'read' | 'write'>,
  spread: CrowdSpreader,
): Promise<void> {
  const state = await session.read();
  const smoothed = movedSince(before.positions, state.positions);
  for (const v of spread(state.positions, smoothed)) leaveWhereItIs(state, v);
  session.write(state);
}

/** @returns Vertices. */
function movedSince(before: Float64Array, now: Float64Array): Set<number> {
  const moved = new Set<number>();
  before.forEach((at, i) => {
    if (now[i] !== at) moved.add(Math.floor(i / 3));
  });
  return moved;
}

type Cell = readonly [number, number, number];

const cellOf = (x: number, y: number, z: number): Cell => [
  Math.round(x / APART),
  Math.round(y / APART),
  Math.round(z / APART),
];
const keyOf = (cell: Cell): string => cell.join();

/** @param crossing Vertices. @returns Where they are, what lies close by included. */
function placesOf(
  positions: ArrayLike<number>,
  crossing: Uint32Array,
  indices: Uint32Array,
): Place[] {
  const at = (v: number) => cellOf(positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!);
  const cells = new Map<string, { readonly cell: Cell; count: number }>();
  for (const v of crossing) {
    const cell = at(v);
    const known = cells.get(keyOf(cell));
    if (known) known.count++;
    else cells.set(keyOf(cell), { cell, count: 1 });
  }
  const places: { readonly keys: Set<string>; readonly size: number }[] = [];
  const seen = new Set<string>();
  for (const first of cells.keys()) {
    if (seen.has(first)) continue;
    seen.add(first);
    const keys = new Set<string>();
    const open = [first];
    let size = 0;
    for (let n = 0; n < open.length; n++) {
      const { cell, count } = cells.get(open[n]!)!;
      size += count;
      for (const key of [...around(cell)].map(keyOf)) {
        keys.add(key);
        if (!cells.has(key) || seen.has(key)) continue;
        seen.add(key);
        open.push(key);
      }
    }
    places.push({ keys, size });
  }
  return places
    .sort((a, b) => a.size - b.size)
    .map(({ keys }) => {
      const within = [...crossing].filter((v) => keys.has(keyOf(at(v))));
      return {
        has: (x, y, z) => keys.has(keyOf(cellOf(x, y, z))),
        crossings: crossingFinder(positions.length / 3, partNear(indices, positions, within)),
      };
    });
}

/** A cell and the 26 about it. */
function* around([x, y, z]: Cell): Generator<Cell> {
  for (let i = -1; i <= 1; i++)
    for (let j = -1; j <= 1; j++) for (let k = -1; k <= 1; k++) yield [x + i, y + j, z + k];
}
