import { closednessFault } from '@fitroom/shared/gltf/read-avatar';
import { compactMesh } from './body-geometry.ts';
import { type BodySource, REFERENCE_GOAL } from './body-source.ts';
import { closeBody } from './close-body.ts';
import { BODY_GOALS } from './goals.ts';
import { simplifyBody, type ThinnedPart } from './simplify-body.ts';
import { type RenderMesh, splitUvs } from './split-uvs.ts';
import { vertexNormals } from './vertex-normals.ts';

/** The triangles of every body, at three stages of the builder. */
export interface SharedTriangles {
  /** All of the skin, cavities too: what the texture is painted by. */
  readonly whole: RenderMesh;
  /** Vertex triples of the closed skin at full resolution: what normals and shade come from. */
  readonly fullSkin: Uint32Array;
  /** The thinned mesh that is written. */
  readonly render: RenderMesh;
}

/** Triangulates, closes and thins the skin once, on the reference body, for all bodies. @throws Error when it is not closed */
export async function sharedTriangles(source: BodySource): Promise<SharedTriangles> {
  const { positions } = source.pose(REFERENCE_GOAL.start);
  const whole = splitUvs(source.mesh, positions);
  const { mesh: closed, rims } = closeBody(
    whole,
    positions,
    vertexNormals(positions, skinOf(whole)),
    source.heldBy(/head|neck/),
  );
  const fullSkin = skinOf(closed);
  const others = BODY_GOALS.filter((goal) => goal !== REFERENCE_GOAL).map(
    (goal) => source.pose(goal.start).positions,
  );
  const thinned = await simplifyBody(
    closed,
    { positions, normals: vertexNormals(positions, fullSkin), others },
    thinnedParts(source),
    // The two lips of a capped slit lie so close that thinning folds them onto each other.
    new Set([...source.landmarks.values(), ...rims]),
  );
  const render = compactMesh(closed, thinned);
  const fault = closednessFault(skinOf(render));
  if (fault !== null) throw new Error(`the thinned skin is not closed: ${fault}`);
  return { whole, fullSkin, render };
}

/** Base mesh vertices of a render mesh's triangles. */
export function skinOf(mesh: RenderMesh): Uint32Array {
  return mesh.indices.map((corner) => mesh.vertices[corner]!);
}

/** Triangles go where cloth needs them: face, fingers and toes give most of theirs. */
function thinnedParts({ heldBy }: BodySource): ThinnedPart[] {
  return [
    { name: 'fingers', keep: 0.33, holds: heldBy(/thumb|index|middle|ring|pinky/) },
    { name: 'toes', keep: 0.27, holds: heldBy(/ball/) },
    { name: 'limbs', keep: 0.62, holds: heldBy(/hand|lowerarm|calf|foot/) },
    { name: 'head', keep: 0.55, holds: heldBy(/head/) },
  ];
}
