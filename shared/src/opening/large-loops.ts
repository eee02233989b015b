import type { UprightMesh } from '../fitting/align-to-body.ts';
import { boundaryLoops, loopLength } from '../mesh/boundary-loops.ts';
import { meanOf } from '../report/measure-openings.ts';
import { cleanSoup } from './clean-soup.ts';
import { dropFins } from './drop-fins.ts';
import { piecesByEdges, trianglesOf } from './pieces.ts';
import { turnOutwards } from './turn-outwards.ts';

/** A loop shorter than this share of the longest is a buttonhole or damage, no opening. */
const SMALL_HOLE = 0.15;

/** A loop of a mesh's boundary. Lengths are in the mesh's unit. */
export interface LargeLoop {
  readonly length: number;
  readonly centre: readonly [number, number, number];
  /** Its highest point above its lowest. */
  readonly reach: number;
}

/** What a mesh covers in the front view, in its unit. */
export interface FrontBounds {
  readonly low: number;
  readonly high: number;
  readonly left: number;
  readonly right: number;
}

/** The largest piece of a mesh without what hangs from it, and the loops of its boundary that may be openings, highest first. */
export interface LoopedPiece extends UprightMesh {
  readonly loops: readonly LargeLoop[];
  readonly bounds: FrontBounds;
}

/** @returns null of a mesh without a triangle. */
export function largeLoops(mesh: UprightMesh): LoopedPiece | null {
  const soup = cleanSoup(mesh);
  const [largest] = piecesByEdges(soup);
  if (!largest) return null;
  const { positions, ...piece } = dropFins({
    ...soup,
    indices: trianglesOf(soup.indices, largest),
  });
  const indices = turnOutwards({ positions, ...piece });
  const found = boundaryLoops(indices, positions.length / 3).map((vertices): LargeLoop => {
    const heights = Array.from(vertices, (v) => positions[3 * v + 1]!);
    return {
      length: loopLength(vertices, positions),
      centre: meanOf(positions, vertices),
      reach: heights.reduce((a, b) => Math.max(a, b)) - heights.reduce((a, b) => Math.min(a, b)),
    };
  });
  const longest = found.reduce((most, { length }) => Math.max(most, length), 0);
  const loops = found
    .filter(({ length }) => length >= SMALL_HOLE * longest)
    .sort((a, b) => b.centre[1] - a.centre[1]);
  return { positions, indices, loops, bounds: frontBounds(positions, indices) };
}

function frontBounds(positions: Float32Array, indices: Uint32Array): FrontBounds {
  let [low, high, left, right] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const v of indices) {
    left = Math.min(left, positions[3 * v]!);
    right = Math.max(right, positions[3 * v]!);
    low = Math.min(low, positions[3 * v + 1]!);
    high = Math.max(high, positions[3 * v + 1]!);
  }
  return { low, high, left, right };
}
