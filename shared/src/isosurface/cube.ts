/**
 * How the corners, edges and faces of a grid cell are numbered. Every table of this room is generated
 * from these three lists.
 *
 * Corner k sits at x = bit 0, y = bit 1, z = bit 2 of k. Edges and their directions are those in which
 * trained FlexiCubes weights are stored (beta 0..11), so they are part of the models' format: x and z
 * edges run from low to high, y edges from high to low.
 */
export const CORNER_COUNT = 8;
export const EDGE_COUNT = 12;

/** First and second corner of each edge, in pairs. */
// biome-ignore format: one edge a pair, four edges a row
export const EDGE_CORNERS: Uint8Array = Uint8Array.of(
  0, 1,  1, 5,  4, 5,  0, 4,
  2, 3,  3, 7,  6, 7,  2, 6,
  2, 0,  3, 1,  7, 5,  6, 4,
);

/** The three edges that end at corner 0: along x, y and z. Every inner grid edge is one of these in exactly one cell. */
export const EDGES_AT_ORIGIN: readonly [x: number, y: number, z: number] = [0, 8, 3];

/** A face's outward axis, its side, and its corners counter-clockwise as seen from outside the cell. */
export interface CubeFace {
  readonly axis: 0 | 1 | 2;
  /** -1: the face at the low end of the axis; 1: at the high end. */
  readonly side: -1 | 1;
  readonly corners: readonly [number, number, number, number];
}

export const CUBE_FACES: readonly CubeFace[] = ([0, 1, 2] as const).flatMap((axis) =>
  ([-1, 1] as const).map((side) => cubeFace(axis, side)),
);

function cubeFace(axis: 0 | 1 | 2, side: -1 | 1): CubeFace {
  const u = 1 << ((axis + 1) % 3);
  const v = 1 << ((axis + 2) % 3);
  const base = side === 1 ? 1 << axis : 0;
  // axis, u, v are a right-handed frame: seen from +axis, u then v turns counter-clockwise.
  return {
    axis,
    side,
    corners:
      side === 1
        ? [base, base + u, base + u + v, base + v]
        : [base, base + v, base + u + v, base + u],
  };
}

/** The edge between two corners. @throws when they are no edge's ends. */
export function edgeBetween(a: number, b: number): number {
  for (let e = 0; e < EDGE_COUNT; e++) {
    const u = EDGE_CORNERS[2 * e]!;
    const v = EDGE_CORNERS[2 * e + 1]!;
    if ((u === a && v === b) || (u === b && v === a)) return e;
  }
  throw new Error(`Corners ${a} and ${b} of a cell are no edge's ends.`);
}

/** Whether the field changes sign along an edge of a cell whose corners inside are the bits of `caseId`. */
export function edgeCrosses(caseId: number, edge: number): boolean {
  return (
    (((caseId >> EDGE_CORNERS[2 * edge]!) ^ (caseId >> EDGE_CORNERS[2 * edge + 1]!)) & 1) === 1
  );
}

/** How far each corner's grid point lies from a cell's first, in a grid of `points` points an axis. */
export function cornerOffsets(points: number): Int32Array {
  return Int32Array.from(
    { length: CORNER_COUNT },
    (_, corner) => ((corner & 1) * points + ((corner >> 1) & 1)) * points + (corner >> 2),
  );
}
