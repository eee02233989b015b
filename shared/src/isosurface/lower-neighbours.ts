import { EDGE_CORNERS, EDGE_COUNT, edgeBetween } from './cube.ts';

/** The same grid edge in a cell that comes before this one. */
export interface EdgeInLowerCell {
  /** The cell before this one along 0 x, 1 y or 2 z. */
  readonly axis: 0 | 1 | 2;
  readonly edge: number;
}

/**
 * For each edge of a cell, how the cells before it along an axis number the same edge: two for an edge
 * at the low side of both axes across it, none for one at the high side of both. Generated.
 */
export const LOWER_NEIGHBOURS: readonly (readonly EdgeInLowerCell[])[] = Array.from(
  { length: EDGE_COUNT },
  (_, edge) => {
    const u = EDGE_CORNERS[2 * edge]!;
    const v = EDGE_CORNERS[2 * edge + 1]!;
    return ([0, 1, 2] as const)
      .filter((axis) => (((u | v) >> axis) & 1) === 0)
      .map((axis) => ({ axis, edge: edgeBetween(u | (1 << axis), v | (1 << axis)) }));
  },
);
