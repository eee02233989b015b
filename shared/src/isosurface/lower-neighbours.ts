import { EDGE_CORNERS, EDGE_COUNT, edgeBetween } from './cube.ts';

/**
 * How the cells before a cell number its edges: for each edge up to two pairs of an axis (0 x, 1 y, 2 z) and the edge's
 * number in the cell before this one along that axis, at `4 edge`; -1 where there is none. An edge at the low
 * side of both axes across it has two, one at the high side of both none. Generated.
 */
export const LOWER_NEIGHBOURS: Int8Array = generateLowerNeighbours();

function generateLowerNeighbours(): Int8Array {
  const table = new Int8Array(4 * EDGE_COUNT).fill(-1);
  for (let edge = 0; edge < EDGE_COUNT; edge++) {
    const u = EDGE_CORNERS[2 * edge]!;
    const v = EDGE_CORNERS[2 * edge + 1]!;
    let at = 4 * edge;
    for (let axis = 0; axis < 3; axis++) {
      if (((u | v) >> axis) & 1) continue;
      table[at++] = axis;
      table[at++] = edgeBetween(u | (1 << axis), v | (1 << axis));
    }
  }
  return table;
}
