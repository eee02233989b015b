import type { RgbaImage } from '../image/image.ts';
import { emptyShape } from '../isosurface/empty-shape.ts';
import type { GeneratedMesh } from '../triplane/generated-mesh.ts';
import type { PersonSquare } from './person-square.ts';

/** Least of 255 for a pixel to count as the garment. */
const OPAQUE = 128;

/**
 * Keeps what lies before or behind a garment's pixels: triangles whose middle projects into the mask, straight
 * through along z. From behind that is the mask mirrored. Nothing is closed: where the body goes on (neck, cuffs,
 * hem) the cut leaves openings. Where the front's outline dips, the back's does too; an arm before the trunk cuts
 * its outline out of front and back.
 *
 * @param mesh Of the person, x and y within ±1 of the square's middle, y up.
 * @param garment The photo again, transparent where it is not the garment.
 * @throws {InputError} `shape-empty` when nothing of the mesh lies in the mask.
 */
export function cutByMask(
  mesh: GeneratedMesh,
  garment: RgbaImage,
  square: PersonSquare,
): GeneratedMesh {
  const { positions, indices, colours } = mesh;
  const { width, height, data } = garment;
  const half = square.side / 2;
  const isGarment = (x: number, y: number) => {
    const column = Math.floor(square.left + half * (1 + x));
    const row = Math.floor(square.top + half * (1 - y));
    if (column < 0 || row < 0 || column >= width || row >= height) return false;
    return data[4 * (row * width + column) + 3]! >= OPAQUE;
  };
  const numbers = new Int32Array(positions.length / 3).fill(-1);
  const kept: number[] = [];
  const triangles: number[] = [];
  for (let t = 0; t < indices.length; t += 3) {
    const corners = [indices[t]!, indices[t + 1]!, indices[t + 2]!];
    const middle = (axis: number) =>
      corners.reduce((sum, vertex) => sum + positions[3 * vertex + axis]!, 0) / 3;
    if (!isGarment(middle(0), middle(1))) continue;
    for (const vertex of corners) {
      if (numbers[vertex]! < 0) numbers[vertex] = kept.push(vertex) - 1;
      triangles.push(numbers[vertex]!);
    }
  }
  if (triangles.length === 0) throw emptyShape();
  const taken = <T extends Float32Array | Uint8Array>(from: T, into: T): T => {
    for (const [n, vertex] of kept.entries()) {
      for (let k = 0; k < 3; k++) into[3 * n + k] = from[3 * vertex + k]!;
    }
    return into;
  };
  return {
    positions: taken(positions, new Float32Array(3 * kept.length)),
    colours: taken(colours, new Uint8Array(3 * kept.length)),
    indices: Uint32Array.from(triangles),
    closed: mesh.closed && triangles.length === indices.length,
  };
}
