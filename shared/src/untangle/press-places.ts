import type { ClothSession } from '../cloth/cloth-solver.ts';
import { copiedState } from '../cloth/cloth-state.ts';
import { selfCrossings } from '../mesh/self-crossings.ts';
import { type Iron, ironed, LAST_IRONINGS, type Place } from './iron-folds.ts';

/** Metres between places where cloth goes through itself that are told apart. */
const APART = 0.03;

/**
 * Irons cloth gently place by place, the smallest first. A place that its cloth cannot be smoothed at without
 * being spoiled stays as it was: in the crook of an elbow there is more to spare than any cloth takes up.
 *
 * @param indices Of its triangles.
 * @param isCloth Whether cloth that lies so still is.
 */
export async function pressPlaces(
  session: Pick<ClothSession, 'read' | 'write'>,
  indices: Uint32Array,
  iron: Iron,
  isCloth: (positions: ArrayLike<number>) => boolean,
): Promise<void> {
  const { positions } = await session.read();
  for (const place of placesOf(positions, selfCrossings(positions, indices))) {
    const before = copiedState(await session.read());
    for (let pass = 0; pass < LAST_IRONINGS; pass++) {
      if ((await ironed(session, iron, true, place)) === 0) break;
      if (isCloth((await session.read()).positions)) continue;
      session.write(before);
      break;
    }
  }
}

type Cell = readonly [number, number, number];

const cellOf = (x: number, y: number, z: number): Cell => [
  Math.round(x / APART),
  Math.round(y / APART),
  Math.round(z / APART),
];
const keyOf = (cell: Cell): string => cell.join();

/** @param crossing Vertices. @returns Where they are, what lies close by included. */
function placesOf(positions: ArrayLike<number>, crossing: Uint32Array): Place[] {
  const cells = new Map<string, { readonly cell: Cell; count: number }>();
  for (const v of crossing) {
    const cell = cellOf(positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!);
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
    .map(
      ({ keys }) =>
        (x, y, z) =>
          keys.has(keyOf(cellOf(x, y, z))),
    );
}

/** A cell and the 26 about it. */
function* around([x, y, z]: Cell): Generator<Cell> {
  for (let i = -1; i <= 1; i++)
    for (let j = -1; j <= 1; j++) for (let k = -1; k <= 1; k++) yield [x + i, y + j, z + k];
}
