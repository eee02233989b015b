import type { UprightMesh } from '../fitting/align-to-body.ts';
import { emptyShape } from '../isosurface/empty-shape.ts';
import { meshTopology } from '../mesh/topology.ts';
import { cleanSoup } from '../opening/clean-soup.ts';
import { dropFins } from '../opening/drop-fins.ts';
import { piecesByEdges, triangleArea, trianglesOf, withoutUnused } from '../opening/pieces.ts';
import { solidField } from '../opening/solid-field.ts';
import { splitPinches } from '../opening/split-pinches.ts';
import { surfaceNet } from '../opening/surface-net.ts';
import { turnOutwards } from '../opening/turn-outwards.ts';

/** Pieces of less than this share of the largest one's area are debris; the same as opening takes it. */
const DEBRIS = 0.03;
/** Cells over the mesh's height where its surface has to be made anew: those of the finest reconstruction grid. */
const CELLS_HIGH = 128;

/** A generated surface that one can work on: welded, manifold, wound outwards. */
export interface CleanSurface extends UprightMesh {
  /** Pieces that were left out: debris, and shells inside. */
  readonly dropped: number;
  /** Whether the given triangles were no surface, so that a new one was made round what they enclose. */
  readonly remade: boolean;
}

/**
 * Makes a surface of what a generator gives: one vertex a point, nothing without area, no debris and nothing inside,
 * no edge in more than two triangles, one winding.
 *
 * @param mesh Any unit, y up. Every index must name a vertex, every number be finite.
 * @throws {InputError} `shape-empty` when no triangle has an area.
 */
export function cleanSurface(mesh: UprightMesh): CleanSurface {
  const soup = cleanSoup(mesh);
  if (soup.indices.length === 0) throw emptyShape();
  const outside = outerPieces(soup);
  const surface = oneSurface(dropFins(outside.mesh));
  if (isSound(surface)) return { ...surface, dropped: outside.dropped, remade: false };
  const solid = solidField(outside.mesh, heightOf(outside.mesh) / CELLS_HIGH);
  if (solid === null) throw emptyShape();
  return { ...oneSurface(surfaceNet(solid)), dropped: outside.dropped, remade: true };
}

/** No edge of more than two triangles, one winding, no point where two sheets meet. */
export function isSound({ positions, indices }: UprightMesh): boolean {
  const { nonManifoldEdges, inconsistentEdges, pinchedVertices } = meshTopology(
    indices,
    positions.length / 3,
  );
  return nonManifoldEdges === 0 && inconsistentEdges === 0 && pinchedVertices === 0;
}

function oneSurface(mesh: UprightMesh): UprightMesh {
  return withoutUnused(splitPinches({ ...mesh, indices: turnOutwards(mesh) }));
}

/** The largest piece, and those of some size that do not lie within its box. */
function outerPieces(soup: UprightMesh): { mesh: UprightMesh; dropped: number } {
  const { positions, indices } = soup;
  const pieces = piecesByEdges(soup).map((triangles) => ({
    triangles,
    area: triangles.reduce((sum, t) => sum + triangleArea(positions, indices, t), 0),
    box: boxOf(soup, triangles),
  }));
  const [largest] = pieces;
  const kept = pieces.filter(
    (piece) =>
      piece === largest ||
      // A shell within the garment's walls is never seen; a sleeve that came off is.
      (piece.area >= DEBRIS * largest!.area && !isWithin(piece.box, largest!.box)),
  );
  const triangles = kept.flatMap((piece) => [...piece.triangles]);
  return {
    mesh: withoutUnused({ positions, indices: trianglesOf(indices, triangles) }),
    dropped: pieces.length - kept.length,
  };
}

type Box = readonly number[];

/** Lowest x, y, z, then highest. */
function boxOf({ positions, indices }: UprightMesh, triangles: Uint32Array): Box {
  const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
  for (const t of triangles) {
    for (let corner = 3 * t; corner < 3 * t + 3; corner++) {
      for (let k = 0; k < 3; k++) {
        const value = positions[3 * indices[corner]! + k]!;
        box[k] = Math.min(box[k]!, value);
        box[k + 3] = Math.max(box[k + 3]!, value);
      }
    }
  }
  return box;
}

function isWithin(inner: Box, outer: Box): boolean {
  return [0, 1, 2].every((k) => inner[k]! >= outer[k]! && inner[k + 3]! <= outer[k + 3]!);
}

function heightOf({ positions }: UprightMesh): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 1; i < positions.length; i += 3) {
    low = Math.min(low, positions[i]!);
    high = Math.max(high, positions[i]!);
  }
  return high - low;
}
