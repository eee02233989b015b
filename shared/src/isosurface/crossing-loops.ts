import { CUBE_FACES, type CubeFace, EDGE_COUNT, edgeBetween } from './cube.ts';

/**
 * The closed loops in which a surface cuts the boundary of a cell: each is a list of the crossed edges
 * in order, counter-clockwise as seen from outside the shape. A patch of the surface spans each loop,
 * so a loop is a polygon of marching cubes and a vertex of dual marching cubes (Nielson 2004).
 *
 * Rule: walk round a face counter-clockwise as seen from outside the cell. Each run of inside corners
 * is entered over one edge and left over another; those two crossings are linked, in that order. Where
 * only two diagonal corners of a face are inside, there are two runs: inside corners stay apart. The
 * rule looks at a face's four corners alone, so both cells of a face cut it in the same lines and the
 * patches of a whole grid close up. An edge that one of its faces enters by, the other leaves by, so
 * following the links closes loops.
 *
 * @param caseId Bit k: corner k (cube.ts) is inside.
 * @returns Loops in ascending order of their lowest edge, each beginning there.
 */
export function crossingLoops(caseId: number): number[][] {
  const next = new Int8Array(EDGE_COUNT).fill(-1);
  for (const face of CUBE_FACES) {
    for (const [entry, exit] of faceLinks(face, caseId)) next[entry] = exit;
  }
  const loops: number[][] = [];
  const seen = new Uint8Array(EDGE_COUNT);
  for (let first = 0; first < EDGE_COUNT; first++) {
    if (next[first] === -1 || seen[first]) continue;
    const loop: number[] = [];
    for (let edge = first; !seen[edge]; edge = next[edge]!) {
      seen[edge] = 1;
      loop.push(edge);
    }
    loops.push(loop);
  }
  return loops;
}

/** Pairs of crossed edges of a face, one pair for each run of inside corners: entered by, left by. */
function faceLinks(face: CubeFace, caseId: number): [entry: number, exit: number][] {
  const inside = (i: number) => ((caseId >> face.corners[i & 3]!) & 1) === 1;
  const edgeAfter = (i: number) => edgeBetween(face.corners[i & 3]!, face.corners[(i + 1) & 3]!);
  const links: [number, number][] = [];
  for (let i = 0; i < 4; i++) {
    if (inside(i) || !inside(i + 1)) continue;
    let last = i + 1;
    while (inside(last + 1)) last++;
    links.push([edgeAfter(i), edgeAfter(last)]);
  }
  return links;
}

/** Whether only two diagonal corners of the face are inside: its four edges are all crossed. */
export function isDiagonalFace(face: CubeFace, caseId: number): boolean {
  return faceLinks(face, caseId).length === 2;
}
