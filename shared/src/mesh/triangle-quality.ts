/** 4 sqrt(3): makes an equilateral triangle score 1. */
const EQUILATERAL = 4 * Math.sqrt(3);

/**
 * Quality of a planar triangle: 4 sqrt(3) area / (sum of squared edges); 1 equilateral, 0 collapsed,
 * negative when it runs clockwise with y up (Bhatia and Lawrence 1990).
 */
export function planarTriangleQuality(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
): number {
  const area = ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / 2;
  const squares =
    (bx - ax) ** 2 +
    (by - ay) ** 2 +
    (cx - bx) ** 2 +
    (cy - by) ** 2 +
    (ax - cx) ** 2 +
    (ay - cy) ** 2;
  return squares > 0 ? (EQUILATERAL * area) / squares : 0;
}

/**
 * Worst quality among planar triangles given by their corners (see planarTriangleQuality); the sign
 * of the area is ignored. 1 for an empty list.
 *
 * @param corners Six numbers a triangle, xy of its corners.
 */
export function minPlanarTriangleQuality(corners: ArrayLike<number>): number {
  let worst = 1;
  for (let o = 0; o + 5 < corners.length; o += 6) {
    const quality = Math.abs(
      planarTriangleQuality(
        corners[o]!,
        corners[o + 1]!,
        corners[o + 2]!,
        corners[o + 3]!,
        corners[o + 4]!,
        corners[o + 5]!,
      ),
    );
    if (quality < worst) worst = quality;
  }
  return worst;
}

/**
 * Worst quality among triangles in space, by the same measure; 1 for an empty mesh.
 *
 * @param positions xyz triples.
 * @param indices Vertex triples.
 */
export function minTriangleQuality(
  positions: ArrayLike<number>,
  indices: ArrayLike<number>,
): number {
  let worst = 1;
  for (let t = 0; t + 2 < indices.length; t += 3) {
    const a = 3 * indices[t]!;
    const b = 3 * indices[t + 1]!;
    const c = 3 * indices[t + 2]!;
    const ux = positions[b]! - positions[a]!;
    const uy = positions[b + 1]! - positions[a + 1]!;
    const uz = positions[b + 2]! - positions[a + 2]!;
    const vx = positions[c]! - positions[a]!;
    const vy = positions[c + 1]! - positions[a + 1]!;
    const vz = positions[c + 2]! - positions[a + 2]!;
    const area = Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
    const squares =
      ux * ux +
      uy * uy +
      uz * uz +
      vx * vx +
      vy * vy +
      vz * vz +
      (vx - ux) ** 2 +
      (vy - uy) ** 2 +
      (vz - uz) ** 2;
    const quality = squares > 0 ? (EQUILATERAL * area) / squares : 0;
    if (quality < worst) worst = quality;
  }
  return worst;
}
