import type { Avatar, PosedBody } from '../body/avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { alignToBody, type UprightMesh } from '../fitting/align-to-body.ts';
import { applyAlignment } from '../fitting/alignment.ts';
import { drawEdgeIn } from '../fitting/draw-edge-in.ts';
import { poseForMesh, raisedCuffs } from '../fitting/pose-for-mesh.ts';
import { settleOnBody } from '../fitting/settle-on-body.ts';
import { snapClear } from '../fitting/snap-to-skin.ts';
import { turnToArms } from '../fitting/turn-to-arms.ts';
import type { Category } from '../garment/vocabulary.ts';
import { roundedPose } from '../gltf/write-garment.ts';
import type { WornMesh } from '../gltf/write-garment-mesh.ts';
import type { JobContext } from '../job/context.ts';
import { type BodyIndex, indexBody } from '../mesh/closest-point.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';
import { type CarryingMesh, carrySurface } from '../opening/carry-surface.ts';
import { type OpeningWay, openMesh } from '../opening/open-mesh.ts';
import { facesBackwards, standUpright, turnedAbout } from '../opening/stand-upright.ts';
import type { OpeningLoop } from '../pattern/sewn-garment.ts';
import { meanOf } from '../report/measure-openings.ts';
import { type ShapeKept, shapeKept } from '../report/shape-kept.ts';

/** Categories whose highest cloth may be a collar or a hood. */
const STANDS_UP: ReadonlySet<Category> = new Set(['shirt', 'hoodie', 'outerwear']);

/** A mesh as it lies on a body. */
export interface PutOnMesh {
  readonly way: OpeningWay;
  readonly body: PosedBody;
  readonly index: BodyIndex;
  /** Its cloth up to the edges, one vertex a point. */
  readonly sewn: {
    readonly positions: Float32Array;
    readonly indices: Uint32Array;
    readonly openings: readonly OpeningLoop[];
  };
  /** What is written. */
  readonly worn: WornMesh;
  /** Of the pattern that it was made of, with its photo; null without one. */
  readonly outlineIou: number | null;
  /** What became of its own shape; null where a pattern says it better. */
  readonly kept: (ShapeKept & { readonly droppedShare: number }) | null;
}

/**
 * Puts anybody's mesh on an avatar: opened where its category is open, aligned, the body's limbs laid
 * along its sleeves and legs, and kept clear of the skin.
 *
 * @throws {InputError} `mesh-not-fittable`
 */
export function putOnMesh(
  given: CarryingMesh,
  category: Category,
  avatar: Avatar,
  offsetMetres: number,
  context: JobContext,
): PutOnMesh {
  const resting = poseBody(avatar, REST_POSE);
  let mesh = { ...given, positions: standUpright(given.positions, category) };
  let open = openMesh(mesh, category, resting);
  if (open.way === 'kept' && facesBackwards(open, open.openings)) {
    mesh = { ...mesh, positions: turnedAbout(mesh.positions) };
    open = openMesh(mesh, category, resting);
  }
  context.log(
    `fit: ${open.way}, ${open.indices.length / 3} of ${mesh.indices.length / 3} triangles`,
  );
  const alignment = alignToBody(open, category, open.upper, resting);
  const positions = applyAlignment(open.positions, alignment, avatar.record.hip_origin);
  const pose = poseForMesh(avatar, positions, open.openings);
  const body = poseBody(avatar, pose);
  const index = indexBody(body.positions, avatar.indices);
  const raised = raisedCuffs(avatar, positions, open.openings).flatMap(({ side, vertices }) =>
    side === 'centre' ? [] : [{ side, vertices }],
  );
  turnToArms({ positions, indices: open.indices }, raised, body);
  const edge = open.openings.find(({ kind }) => kind === 'waist' || kind === 'top');
  const move = settleOnBody(positions, open.indices, edge?.vertices ?? null, body, index);
  const shown: UprightMesh = {
    positions: applyAlignment(open.shown.positions, alignment, avatar.record.hip_origin).map(
      (value, i) => value + move[i % 3]!,
    ),
    indices: open.shown.indices,
  };
  if (edge) drawEdgeIn(positions, open.indices, edge.vertices, index);
  const before = positions.slice();
  snapClear(positions, open.indices, index, { offsetMetres });
  const openings = open.openings.map(({ kind, side, vertices }) => ({
    kind,
    side,
    centre: meanOf(positions, vertices),
  }));
  return {
    way: open.way,
    body,
    index,
    sewn: { positions, indices: open.indices, openings: open.openings },
    worn: {
      positions,
      normals: vertexNormals(positions, open.indices),
      indices: open.indices,
      carried: carrySurface({ ...mesh, ...open.source }, open),
      extras: {
        category,
        upper: open.upper,
        hooded: false,
        // A mesh has no seams to tell a collar by: what may stand up is judged at its shoulders only.
        collared: STANDS_UP.has(category),
        openFront: openings.some(({ kind }) => kind === 'front'),
        openings,
        pose: roundedPose(pose),
      },
    },
    outlineIou: null,
    kept: {
      ...shapeKept({ positions, indices: open.indices }, before, shown),
      droppedShare: open.droppedShare,
    },
  };
}
