import { seededRandom } from '../../src/math/seeded-random.ts';
import { triangulatePolygon } from '../../src/mesh/triangulate-polygon.ts';
import { looseSheet } from '../../src/pattern/loose-sheet.ts';
import type { SewnGarment } from '../../src/pattern/sewn-garment.ts';

/**
 * A rectangle of cloth meshed as panels are, its corner at flat (0, 0), going along +x and down -y.
 *
 * @param width Along x, metres. @param length Along -y, metres. @param spacing Between neighbours, metres.
 */
export function latticeSheet(width: number, length: number, spacing: number): SewnGarment {
  const boundary: number[] = [];
  const corners = [0, 0, width, 0, width, -length, 0, -length];
  for (let side = 0; side < 4; side++) {
    const [ax, ay] = [corners[2 * side]!, corners[2 * side + 1]!];
    const [bx, by] = [corners[(2 * side + 2) % 8]!, corners[(2 * side + 3) % 8]!];
    const steps = Math.round(Math.hypot(bx - ax, by - ay) / spacing);
    for (let n = 0; n < steps; n++) {
      boundary.push(ax + ((bx - ax) * n) / steps, ay + ((by - ay) * n) / steps);
    }
  }
  const { points, indices } = triangulatePolygon(Float64Array.from(boundary), {
    edgeLength: spacing,
    fineSpots: [],
    noChords: new Uint8Array(boundary.length / 2),
    random: seededRandom(1),
  });
  return looseSheet(Float32Array.from(points), indices);
}
