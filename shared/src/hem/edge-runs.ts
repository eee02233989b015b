import type { GarmentSurface } from '../gltf/split-garment.ts';

/** An open edge of the cloth, walked with its triangle: from drawn vertex `from` to `to`. */
export interface OpenEdge {
  readonly from: number;
  readonly to: number;
  /** The third drawn vertex of the edge's triangle. */
  readonly across: number;
}

/** Consecutive open edges of one panel, in walking order. */
export type EdgeRun = readonly OpenEdge[];

/**
 * Finds the open edges of a drawn garment, loop by loop, each loop cut into runs where panels meet.
 * A loop that touches itself or another one in a vertex is left out: it has no clear inside.
 *
 * @returns the runs of each loop.
 */
export function findEdgeRuns({ indices, sewnVertices }: GarmentSurface): EdgeRun[][] {
  const open = openEdges(indices, sewnVertices);
  const leaving = new Map<number, OpenEdge>();
  const pinched = new Set<number>();
  for (const edge of open) {
    const sewn = sewnVertices[edge.from]!;
    if (leaving.has(sewn)) pinched.add(sewn);
    leaving.set(sewn, edge);
  }
  const loops: EdgeRun[][] = [];
  const seen = new Set<OpenEdge>();
  for (const first of open) {
    const loop: OpenEdge[] = [];
    let edge: OpenEdge | undefined = first;
    while (edge !== undefined && !seen.has(edge)) {
      seen.add(edge);
      loop.push(edge);
      edge = leaving.get(sewnVertices[edge.to]!);
    }
    const isClosed = edge === first && loop.length > 2;
    if (isClosed && !loop.some(({ from }) => pinched.has(sewnVertices[from]!))) {
      loops.push(cutIntoRuns(loop));
    }
  }
  return loops;
}

/** Edges of a single triangle, by the sewn vertices that copies stand for. */
function openEdges(indices: Uint32Array, sewnVertices: Uint32Array): OpenEdge[] {
  const next = (e: number) => (e % 3 === 2 ? e - 2 : e + 1);
  // Half-edges run both ways along an inner edge and one way along an open one.
  const stride = sewnVertices.reduce((most, v) => Math.max(most, v), 0) + 1;
  const keyOf = (a: number, b: number) => sewnVertices[a]! * stride + sewnVertices[b]!;
  const halves = new Set<number>();
  for (let e = 0; e < indices.length; e += 1) halves.add(keyOf(indices[e]!, indices[next(e)]!));
  const open: OpenEdge[] = [];
  for (let e = 0; e < indices.length; e += 1) {
    const from = indices[e]!;
    const to = indices[next(e)]!;
    if (!halves.has(keyOf(to, from))) open.push({ from, to, across: indices[next(next(e))]! });
  }
  return open;
}

function cutIntoRuns(loop: readonly OpenEdge[]): EdgeRun[] {
  const starts = loop.flatMap((edge, i) => {
    const before = loop[(i + loop.length - 1) % loop.length]!;
    return before.to === edge.from ? [] : [i];
  });
  // A loop in one piece would need a ring for a facing, which no panel's outline gives.
  return starts.map((start, k) => {
    const end = starts[(k + 1) % starts.length]!;
    const count = (end - start + loop.length) % loop.length || loop.length;
    return Array.from({ length: count }, (_, j) => loop[(start + j) % loop.length]!);
  });
}
