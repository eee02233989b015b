function crosses(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  // Apart in x or y: also parts collinear edges that follow each other on a straight run.
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return false;
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false;
  const side1 = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const side2 = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  const side3 = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const side4 = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  return side1 * side2 <= 0 && side3 * side4 <= 0;
}

/**
 * Finds two edges of a closed polygon that meet without being neighbours, by a grid of cells.
 *
 * @param points xy pairs, closed.
 * @returns The numbers of the two edges' first points, or null when the polygon is simple.
 */
export function findSelfCrossing(points: Float64Array): readonly [number, number] | null {
  const n = points.length / 2;
  if (n < 4) return null;
  let longest = 1e-9;
  for (let i = 0; i < n; i++) {
    const j = (i + 1) % n;
    longest = Math.max(
      longest,
      Math.abs(points[j * 2]! - points[i * 2]!),
      Math.abs(points[j * 2 + 1]! - points[i * 2 + 1]!),
    );
  }
  const cells = new Map<number, number[]>();
  const key = (x: number, y: number): number =>
    (Math.floor(x / longest) + 4096) * 65536 + Math.floor(y / longest) + 4096;
  for (let i = 0; i < n; i++) {
    const k = key(points[i * 2]!, points[i * 2 + 1]!);
    const cell = cells.get(k);
    if (cell) cell.push(i);
    else cells.set(k, [i]);
  }
  for (let i = 0; i < n; i++) {
    const i1 = (i + 1) % n;
    const ax = points[i * 2]!;
    const ay = points[i * 2 + 1]!;
    const bx = points[i1 * 2]!;
    const by = points[i1 * 2 + 1]!;
    // An edge that crosses this one starts at most two cells away.
    for (let gx = -2; gx <= 2; gx++) {
      for (let gy = -2; gy <= 2; gy++) {
        for (const j of cells.get(key(ax + gx * longest, ay + gy * longest)) ?? []) {
          if (j <= i) continue;
          const j1 = (j + 1) % n;
          if (j === i1 || j1 === i) continue;
          if (
            crosses(
              ax,
              ay,
              bx,
              by,
              points[j * 2]!,
              points[j * 2 + 1]!,
              points[j1 * 2]!,
              points[j1 * 2 + 1]!,
            )
          ) {
            return [i, j];
          }
        }
      }
    }
  }
  return null;
}
