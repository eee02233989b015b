import { InputError } from '../job/input-error.ts';
import { MOST_TRIANGLES } from '../opening/reduce-mesh.ts';
import { readGlbJson } from './asset-extras.ts';

/** Corners of as many triangles as are taken; no mesh that can be worn has a longer list of anything. */
const LONGEST = 3 * MOST_TRIANGLES;
/** Places, normals, uvs, colours, joints, weights and morph targets of a mesh that large. */
const MOST_NUMBERS = 12 * LONGEST;

/**
 * Looks at what a GLB says of its lists before any of them is made: an accessor without data is a list of
 * zeros as long as it likes (glTF 2.0, section 3.6.2.3), so that a file of a few hundred bytes can ask for
 * all memory that there is.
 *
 * @throws {InputError} `not-a-glb`, `mesh-too-large`.
 */
export function requireCounts(glb: Uint8Array): void {
  const { accessors } = (readGlbJson(glb) ?? {}) as { accessors?: unknown };
  if (!Array.isArray(accessors)) return;
  let all = 0;
  for (const accessor of accessors) {
    const count = Number((accessor as { count?: unknown } | null)?.count ?? 0);
    all += count;
    if (count <= LONGEST && all <= MOST_NUMBERS) continue;
    throw new InputError(
      'mesh-too-large',
      `The file holds a list of ${count} entries; a mesh of at most ${MOST_TRIANGLES} triangles is taken. Export it with fewer.`,
    );
  }
}
