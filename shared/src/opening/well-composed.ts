/**
 * Fills points of a solid until no four points of a grid face and no eight of a cube meet only
 * diagonally: then its surface net touches itself nowhere, so that it is a manifold (well-composed
 * sets: Latecki, Eckhardt and Rosenfeld 1995). Changes `solid`; the outermost layer stays empty.
 *
 * @param solid 1 inside; point (x, y, z) is `x + nx (y + ny z)`.
 */
export function makeWellComposed(
  solid: Uint8Array,
  [nx, ny, nz]: readonly [number, number, number],
): void {
  const steps = [1, nx, nx * ny] as const;
  // Filling only ever adds points, so that this ends.
  for (let changed = true; changed; ) {
    changed = false;
    for (let z = 0; z < nz - 1; z++) {
      for (let y = 0; y < ny - 1; y++) {
        for (let x = 0; x < nx - 1; x++) {
          if (fillCube(solid, x + nx * (y + ny * z), steps)) changed = true;
        }
      }
    }
  }
}

function fillCube(
  solid: Uint8Array,
  at: number,
  steps: readonly [number, number, number],
): boolean {
  let changed = false;
  for (const [u, v] of [
    [steps[0], steps[1]],
    [steps[0], steps[2]],
    [steps[1], steps[2]],
  ] as const) {
    const a = solid[at];
    const b = solid[at + u];
    const c = solid[at + v];
    const d = solid[at + u + v];
    if (a === d && b === c && a !== b) {
      solid[a ? at + u : at] = 1;
      changed = true;
    }
  }
  const cube = [0, 1, 2, 3, 4, 5, 6, 7].map(
    (k) => at + (k & 1) * steps[0] + ((k >> 1) & 1) * steps[1] + (k >> 2) * steps[2],
  );
  const inside = cube.filter((point) => solid[point]).length;
  for (let k = 0; k < 4; k++) {
    const [p, q] = [cube[k]!, cube[7 - k]!];
    const meetOnlyThere =
      solid[p] === solid[q] && ((inside === 2 && solid[p] === 1) || (inside === 6 && !solid[p]));
    if (!meetOnlyThere) continue;
    for (const point of inside === 2 ? cube.slice(0, 4) : [p]) solid[point] = 1;
    changed = true;
  }
  return changed;
}
