import { MeshoptSimplifier } from 'meshoptimizer';
import type { UprightMesh } from '../fitting/align-to-body.ts';
import type { Quality } from '../garment/vocabulary.ts';
import { withoutUnused } from '../opening/pieces.ts';
import { isSound } from './clean-surface.ts';

/**
 * Triangles of a generated garment: in the middle of 10k to 20k for `med`, of 5k to 10k for `low`. A mesh of
 * fewer keeps its own: more would add none of its shape.
 */
export const TRIANGLES: Readonly<Record<Quality, number>> = { low: 7500, med: 16_000 };

/** Share of the mesh's size by which it may be changed: only the number of triangles ends the thinning. */
const NEVER_STOP = 1;
/** Goals tried in turn where thinning folds a sheet onto another: gentler ones fold less. */
const GENTLER = [1, 1.15, 1.3];

/**
 * Thins a sound surface by quadrics (Garland and Heckbert 1997, in meshoptimizer): folds and edges keep their
 * triangles, flat cloth gives its own up. Open rims stay where they are.
 *
 * @returns A sound surface; the given one where it has few enough triangles or cannot be thinned soundly.
 */
export async function thinSurface(surface: UprightMesh, quality: Quality): Promise<UprightMesh> {
  const wanted = TRIANGLES[quality];
  if (surface.indices.length / 3 <= wanted) return surface;
  await MeshoptSimplifier.ready;
  for (const gentler of GENTLER) {
    const [indices] = MeshoptSimplifier.simplify(
      surface.indices,
      surface.positions,
      3,
      3 * Math.round((gentler * wanted) / 2) * 2,
      NEVER_STOP,
      ['Regularize', 'LockBorder'],
    );
    const thinned = withoutUnused({
      positions: surface.positions,
      indices: withoutFlaps(indices),
    });
    if (isSound(thinned)) return thinned;
  }
  return surface;
}

/** Without pairs of triangles that lie back to back on the same three vertices: a neck that was thinned to nothing. */
function withoutFlaps(indices: Uint32Array): Uint32Array {
  const alone = new Map<string, number>();
  for (let t = 0; t < indices.length; t += 3) {
    const name = indices
      .slice(t, t + 3)
      .sort()
      .join();
    if (!alone.delete(name)) alone.set(name, t);
  }
  return Uint32Array.from(
    [...alone.values()].flatMap((t) => [indices[t]!, indices[t + 1]!, indices[t + 2]!]),
  );
}
