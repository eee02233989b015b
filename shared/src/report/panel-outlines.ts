import { boundaryLoops } from '../mesh/boundary-loops.ts';
import { findSelfCrossing } from '../mesh/polygon.ts';
import { planarTriangleQuality } from '../mesh/triangle-quality.ts';

/**
 * True when every panel, as its flat triangles were written, is one simple polygon: its boundary
 * crosses neither itself nor another loop of it, and no triangle is turned over.
 *
 * @param indices Vertex triples of the file, split where panels meet.
 * @param pattern Four numbers a vertex, see `DecodedGarment.pattern`.
 * @param panels Panel of each vertex.
 */
export function outlinesAreSimple(
  indices: Uint32Array,
  pattern: Float32Array,
  panels: Uint8Array,
): boolean {
  const byPanel = new Map<number, number[]>();
  for (let t = 0; t < indices.length; t += 3) {
    const panel = panels[indices[t]!]!;
    const triangles = byPanel.get(panel) ?? [];
    triangles.push(indices[t]!, indices[t + 1]!, indices[t + 2]!);
    byPanel.set(panel, triangles);
  }
  for (const triangles of byPanel.values()) {
    if (turnsOver(triangles, pattern)) return false;
    const loops = boundaryLoops(triangles, panels.length);
    if (loops.length !== 1) return false;
    const outline = Float64Array.from(
      Array.from(loops[0]!).flatMap((v) => [pattern[4 * v]!, pattern[4 * v + 1]!]),
    );
    if (findSelfCrossing(outline) !== null) return false;
  }
  return true;
}

/** A back panel's triangles all run the other way than a front's; within a panel they must agree. */
function turnsOver(triangles: readonly number[], pattern: Float32Array): boolean {
  let left = 0;
  let right = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [4 * triangles[t]!, 4 * triangles[t + 1]!, 4 * triangles[t + 2]!];
    const quality = planarTriangleQuality(
      pattern[a]!,
      pattern[a + 1]!,
      pattern[b]!,
      pattern[b + 1]!,
      pattern[c]!,
      pattern[c + 1]!,
    );
    if (quality > 0) left++;
    else if (quality < 0) right++;
  }
  return left > 0 && right > 0;
}
