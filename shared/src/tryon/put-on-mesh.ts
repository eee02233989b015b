import type { Avatar } from '../body/avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { layFlat } from '../cloth/lay-flat.ts';
import type { UprightMesh } from '../fitting/align-to-body.ts';
import { applyAlignment } from '../fitting/alignment.ts';
import { drawEdgeIn } from '../fitting/draw-edge-in.ts';
import { type Clearing, keepClear } from '../fitting/keep-clear.ts';
import { type Category, STANDING_UP } from '../garment/vocabulary.ts';
import { roundedPose } from '../gltf/write-garment.ts';
import type { WornMesh } from '../gltf/write-garment-mesh.ts';
import type { JobContext } from '../job/context.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { type CarryingMesh, carrySurface } from '../opening/carry-surface.ts';
import { type LoopedPiece, largeLoops } from '../opening/large-loops.ts';
import { type OpeningWay, openMesh } from '../opening/open-mesh.ts';
import { facesBackwards, liesOnItsBack, stoodUp, turnedAbout } from '../opening/stand-upright.ts';
import { standsOnItsHead, turnedOver } from '../opening/upside-down.ts';
import type { WornCloth } from '../posing/pose-garment.ts';
import { armsBeside } from '../report/arms-beside.ts';
import type { KeptShape } from '../report/judge-shape.ts';
import { meanOf } from '../report/measure-openings.ts';
import { shapeKept } from '../report/shape-kept.ts';
import { placeOpened } from './place-opened.ts';

/** Somebody's mesh, looked at. */
export interface MeshToPutOn {
  readonly given: CarryingMesh;
  /** The same mesh with fewer triangles, to be worn in its place; null where it has few enough. */
  readonly simple: UprightMesh | null;
  /** Of the one that is worn, as it stands in the file; null without a triangle. */
  readonly piece: LoopedPiece | null;
  readonly category: Category;
}

/** A mesh as it lies on a body. */
export interface PutOnMesh {
  readonly way: OpeningWay;
  readonly category: Category;
  /** Its cloth up to the edges, one vertex a point, clear of the skin. */
  readonly lying: WornCloth;
  /** Whether it hangs there as cloth already, and needs no simulation. */
  readonly hangs: boolean;
  /** Of the pattern that it was made of, with its photo; null without one. */
  readonly outlineIou: number | null;
  /** How many metres on the body a unit of the given mesh became, across and down; null where it was taken as it is. */
  readonly scaledBy: { readonly across: number; readonly down: number } | null;
  /** The garment when its cloth lies so: in this place, simulated, or in another pose. */
  finish(lying: WornCloth): FinishedMesh;
}

export interface FinishedMesh {
  /** What is written. */
  readonly worn: WornMesh;
  /** What became of its own shape; null where a pattern says it better. */
  readonly kept: (KeptShape & { readonly droppedShare: number }) | null;
}

/**
 * Puts anybody's mesh on an avatar: opened where its category is open, aligned, the body's limbs laid
 * along its sleeves and legs, and kept clear of the skin.
 *
 * @throws {InputError} `mesh-not-fittable`
 */
export async function putOnMesh(
  { given, simple, piece, category }: MeshToPutOn,
  avatar: Avatar,
  clearing: Clearing,
  context: JobContext,
): Promise<PutOnMesh> {
  const resting = poseBody(avatar, REST_POSE);
  // Both are turned by the same rule, or the texture would be looked for in another place.
  const isLying = liesOnItsBack(given.positions, category);
  const upright = <T extends UprightMesh>(mesh: T): T =>
    isLying ? { ...mesh, positions: stoodUp(mesh.positions) } : mesh;
  let mesh = upright(given);
  let shape = upright(simple ?? given);
  if (standsOnItsHead(isLying ? largeLoops(shape) : piece, category)) {
    mesh = { ...mesh, positions: turnedOver(mesh.positions) };
    shape = { ...shape, positions: turnedOver(shape.positions) };
    context.log(JOB_LINES.meshTurnedOver());
  }
  let open = openMesh(shape, category, resting, null, mesh);
  if (open.way === 'kept' && facesBackwards(open, open.openings)) {
    mesh = { ...mesh, positions: turnedAbout(mesh.positions) };
    shape = { ...shape, positions: turnedAbout(shape.positions) };
    open = openMesh(shape, category, resting, null, mesh);
  }
  context.log(JOB_LINES.meshOpened(open.way, open.indices.length / 3, mesh.indices.length / 3));
  const placed = placeOpened(open, category, resting);
  const { alignment, move, positions, body, index, edge } = placed;
  const { hip_origin } = avatar.record;
  open = placed.open;
  const shown: UprightMesh = {
    positions: applyAlignment(open.shown.positions, alignment, hip_origin).map(
      (value, i) => value + move[i % 3]!,
    ),
    indices: open.shown.indices,
  };
  if (edge) drawEdgeIn(positions, open.indices, edge.vertices, index);
  const before = positions.slice();
  await keepClear(positions, open.indices, index, clearing);
  const carried = carrySurface({ ...mesh, ...open.source }, open);
  const { way, upper, droppedShare } = open;
  const sewn = { ...layFlat(before, open.indices), openings: open.openings };
  const first = { sewn, positions, placement: positions, body, skin: index };
  const whole = applyAlignment(open.source.positions, alignment, hip_origin);
  const { outlineIou } = shapeKept({ positions, indices: open.indices }, before, shown);
  return {
    way,
    category,
    lying: first,
    hangs: false,
    outlineIou: null,
    scaledBy: {
      across: extentOf(whole, 0) / extentOf(mesh.positions, 0),
      down: extentOf(whole, 1) / extentOf(mesh.positions, 1),
    },
    finish: (lying) => {
      const openings = open.openings.map(({ kind, side, vertices }) => ({
        kind,
        side,
        centre: meanOf(lying.positions, vertices),
      }));
      const worn = { positions: lying.positions, indices: open.indices };
      return {
        worn: {
          ...worn,
          normals: vertexNormals(lying.positions, open.indices),
          carried,
          rest: before,
          extras: {
            category,
            upper,
            hooded: false,
            // A mesh has no seams to tell a collar by: what may stand up is judged at its shoulders only.
            collared: STANDING_UP.has(category),
            openFront: openings.some(({ kind }) => kind === 'front'),
            openings,
            pose: roundedPose(lying.body.pose),
          },
        },
        // Cut and crops show where it was put; the front view of another pose would be another one.
        kept: {
          ...shapeKept(worn, before, shown),
          outlineIou,
          droppedShare,
          armsBeside: armsBeside(open.openings, lying.positions, lying.body),
        },
      };
    },
  };
}

/** @param axis 0 is x, 1 is y. */
function extentOf(positions: Float32Array, axis: 0 | 1): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = axis; i < positions.length; i += 3) {
    least = Math.min(least, positions[i]!);
    most = Math.max(most, positions[i]!);
  }
  return most - least;
}
