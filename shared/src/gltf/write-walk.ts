import { type Animation, Document, type Node, type Skin, type WebIO } from '@gltf-transform/core';
import type { PosedBody } from '../body/avatar.ts';
import type { Vector3 } from '../body/joint-rotation.ts';
import type { Pose } from '../body/pose.ts';
import { poseSkeleton } from '../body/pose-skeleton.ts';
import type { SkinWeights } from '../body/skin.ts';
import type { Clearing } from '../fitting/keep-clear.ts';
import type { JobContext } from '../job/context.ts';
import {
  type Motion,
  type MotionFrame,
  type MotionSimulation,
  motionOf,
} from '../posing/motion-frames.ts';
import { WALK_PERIOD } from '../posing/walk-cycle.ts';
import type { ReportWalk } from '../report/report.ts';
import { reportWalk } from '../report/report-walk.ts';
import type { GarmentTexture } from '../tryon/made-garment.ts';
import type { PutOnGarment } from '../tryon/put-on.ts';
import { nearestSewn } from './nearest-sewn.ts';
import type { GarmentSurface } from './split-garment.ts';
import { addBodyMesh } from './write-fitted.ts';
import { addGarmentNode } from './write-garment.ts';

/** A dressed avatar that moves, and what its simulation came to; null where there was none. */
export interface WalkFile {
  readonly glb: Uint8Array;
  readonly walk: ReportWalk | null;
}

/**
 * The dressed avatar as a GLB that moves: skin with the body's joints for avatar and garment, bound in
 * the shown pose, and animations `walk` (one period, loops) and one-key ones for `shown` and each named
 * pose. Morph targets of the garment, one a pose or frame, hold what skinning alone leaves in the
 * body or stretched, or where the solver has the cloth; each animation sets them. Not compressed: DRACO has no morph targets.
 *
 * @param surface the drawn garment in the shown pose, facings included.
 * @param simulation null: poses and walk are skinned.
 * @throws {CancelledError}
 */
export async function writeWalk(
  shown: PutOnGarment,
  surface: GarmentSurface,
  texture: GarmentTexture,
  clearing: Clearing,
  io: WebIO,
  context: JobContext,
  simulation: MotionSimulation | null = null,
): Promise<WalkFile> {
  const motion = await motionOf(shown, clearing, context, simulation);
  const walk = motion.figures && reportWalk(motion.figures);
  const document = walkDocument(shown, surface, texture, motion);
  if (walk) document.getRoot().setExtras({ fitroom_walk: walk });
  return { glb: await io.writeBinary(document), walk };
}

/** The same as a glTF document. */
export function walkDocument(
  shown: PutOnGarment,
  surface: GarmentSurface,
  texture: GarmentTexture,
  motion: Motion,
): Document {
  const document = new Document();
  document.createBuffer();
  const garment = () => ({
    node: addGarmentNode(document, shown, texture, surface),
    points: [nearestSewn(surface, shown.positions)],
  });
  addMotion(document, shown.body, [{ add: garment, motion }]);
  return document;
}

/** A garment's node, and of each of its primitives the point of the worn cloth that each vertex goes with. */
export interface MovedGarment {
  readonly node: Node;
  readonly points: readonly Uint32Array[];
}

/** A garment that moves with the body. */
export interface MovingGarment {
  /** Called once the skeleton is there. */
  readonly add: () => MovedGarment;
  readonly motion: Motion;
}

/**
 * Makes a document of a dressed avatar that moves: see writeWalk.
 *
 * @param garments At least one; all through the same poses.
 */
export function addMotion(
  document: Document,
  body: PosedBody,
  garments: readonly MovingGarment[],
): void {
  const { avatar } = body;
  const scene = document.createScene('fitroom');
  document.getRoot().setDefaultScene(scene);
  const { skin, nodes } = addSkeleton(document, body);
  scene.addChild(nodes[0]!);

  const dressed = document
    .createNode('avatar')
    .setMesh(addBodyMesh(document, body))
    .setSkin(skin)
    .setExtras({ hip_origin: avatar.record.hip_origin, preset: avatar.record.id });
  const bodySkin = { joints: avatar.skinJoints, weights: avatar.skinWeights };
  addSkinWeights(document, dressed, bodySkin, [avatar.render.renderToSkin]);
  scene.addChild(dressed);
  const worn = garments.map(({ add, motion: { posable, poses: own, walk: steps } }) => {
    const { node, points } = add();
    node.setSkin(skin);
    addSkinWeights(document, node, posable.skin, points);
    scene.addChild(node);
    const moves = [...Object.values(own), ...steps];
    for (const { corrections } of moves) addTarget(document, node, corrections, points);
    node.getMesh()!.setWeights(moves.map((_, n) => (n === 0 ? 1 : 0)));
    return node;
  });

  const { poses, walk } = garments[0]!.motion;
  const stills = Object.entries(poses);
  const frames = [...stills.map(([, frame]) => frame), ...walk];
  const turned = [...new Set(frames.flatMap(({ pose }) => Object.keys(pose.turns)))];
  const writer = { document, body, nodes, turned, garments: worn, targets: frames.length };
  addAnimation(writer, 'walk', walkKeys(walk, stills.length));
  stills.forEach(([name, frame], n) => {
    addAnimation(writer, name, [{ time: 0, pose: frame.pose, target: n }]);
  });
}

/** Joint nodes in the shown pose, each under its parent, and the skin that is bound there. */
function addSkeleton(document: Document, body: PosedBody): { skin: Skin; nodes: Node[] } {
  const { joints } = body.avatar.record;
  const buffer = document.getRoot().listBuffers()[0]!;
  const nodes = joints.map(({ name, parent, position }) => {
    const from = parent < 0 ? [0, 0, 0] : joints[parent]!.position;
    const move = parent < 0 ? (body.pose.move ?? [0, 0, 0]) : [0, 0, 0];
    return document
      .createNode(name)
      .setTranslation([
        position[0] - from[0]! + move[0]!,
        position[1] - from[1]! + move[1]!,
        position[2] - from[2]! + move[2]!,
      ])
      .setRotation(quaternion(body.pose.turns[name]));
  });
  const inverse = new Float32Array(16 * joints.length);
  poseSkeleton(joints, body.pose).forEach(({ rotation, position }, j) => {
    // Column by column: the transpose of the rotation, then where it takes minus the position.
    for (let column = 0; column < 3; column++) {
      for (let row = 0; row < 3; row++) {
        const entry = rotation[3 * column + row]!;
        inverse[16 * j + 4 * column + row] = entry;
        inverse[16 * j + 12 + row]! -= entry * position[column]!;
      }
    }
    inverse[16 * j + 15] = 1;
  });
  const skin = document
    .createSkin('body')
    .setSkeleton(nodes[0]!)
    .setInverseBindMatrices(
      document.createAccessor('bind').setType('MAT4').setArray(inverse).setBuffer(buffer),
    );
  joints.forEach(({ parent }, j) => {
    skin.addJoint(nodes[j]!);
    if (parent >= 0) nodes[parent]!.addChild(nodes[j]!);
  });
  return { skin, nodes };
}

/** @param points Of each primitive: the weighted point that each vertex goes with. */
function addSkinWeights(
  document: Document,
  node: Node,
  { joints, weights }: SkinWeights,
  points: readonly Uint32Array[],
): void {
  const buffer = document.getRoot().listBuffers()[0]!;
  const accessor = (name: string, array: Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>) =>
    document.createAccessor(name).setType('VEC4').setArray(array).setBuffer(buffer);
  const primitives = node.getMesh()!.listPrimitives();
  points.forEach((pointOf, n) => {
    const drawnJoints = new Uint16Array(4 * pointOf.length);
    const drawnWeights = new Float32Array(4 * pointOf.length);
    pointOf.forEach((point, v) => {
      for (let k = 0; k < 4; k++) {
        const weight = weights[4 * point + k]!;
        drawnWeights[4 * v + k] = weight;
        // A joint without weight is written as 0, as the format asks for.
        drawnJoints[4 * v + k] = weight > 0 ? joints[4 * point + k]! : 0;
      }
    });
    primitives[n]!.setAttribute('JOINTS_0', accessor('joints', drawnJoints)).setAttribute(
      'WEIGHTS_0',
      accessor('weights', drawnWeights),
    );
  });
}

function addTarget(
  document: Document,
  node: Node,
  corrections: Float32Array,
  points: readonly Uint32Array[],
): void {
  const primitives = node.getMesh()!.listPrimitives();
  points.forEach((pointOf, n) => {
    const drawn = new Float32Array(3 * pointOf.length);
    pointOf.forEach((point, v) => {
      for (let k = 0; k < 3; k++) drawn[3 * v + k] = corrections[3 * point + k]!;
    });
    const moves = document
      .createAccessor('correction')
      .setType('VEC3')
      .setArray(drawn)
      .setBuffer(document.getRoot().listBuffers()[0]!);
    primitives[n]!.addTarget(document.createPrimitiveTarget().setAttribute('POSITION', moves));
  });
}

interface Key {
  /** Seconds. */
  readonly time: number;
  readonly pose: Pose;
  /** Number of the morph target that belongs to the pose. */
  readonly target: number;
}

/** The first frame once more at the end, so that the walk loops. */
function walkKeys(walk: readonly MotionFrame[], firstTarget: number): Key[] {
  return Array.from({ length: walk.length + 1 }, (_, n) => {
    const k = n % walk.length;
    return {
      time: (WALK_PERIOD * n) / walk.length,
      pose: walk[k]!.pose,
      target: firstTarget + k,
    };
  });
}

interface AnimationWriter {
  readonly document: Document;
  readonly body: PosedBody;
  readonly nodes: readonly Node[];
  /** Every joint that any animation turns: each sets them all, so that none is left from another. */
  readonly turned: readonly string[];
  readonly garments: readonly Node[];
  readonly targets: number;
}

function addAnimation(writer: AnimationWriter, name: string, keys: readonly Key[]): void {
  const { document, body, nodes, turned, garments, targets } = writer;
  const { joints } = body.avatar.record;
  const buffer = document.getRoot().listBuffers()[0]!;
  const accessor = (type: 'SCALAR' | 'VEC3' | 'VEC4', values: readonly number[]) =>
    document.createAccessor().setType(type).setArray(Float32Array.from(values)).setBuffer(buffer);
  const times = accessor(
    'SCALAR',
    keys.map(({ time }) => time),
  );
  const animation: Animation = document.createAnimation(name);
  const channel = (
    node: Node,
    path: 'rotation' | 'translation' | 'weights',
    type: 'SCALAR' | 'VEC3' | 'VEC4',
    values: readonly number[],
  ) => {
    const sampler = document
      .createAnimationSampler()
      .setInput(times)
      .setOutput(accessor(type, values));
    animation
      .addSampler(sampler)
      .addChannel(
        document
          .createAnimationChannel()
          .setTargetNode(node)
          .setTargetPath(path)
          .setSampler(sampler),
      );
  };
  for (const joint of turned) {
    const node = nodes[joints.findIndex((candidate) => candidate.name === joint)]!;
    const turns = keys.map(({ pose }) => quaternion(pose.turns[joint]));
    channel(node, 'rotation', 'VEC4', turns.flat());
  }
  const root = joints[0]!.position;
  channel(
    nodes[0]!,
    'translation',
    'VEC3',
    keys.flatMap(({ pose }) => root.map((value, axis) => value + (pose.move?.[axis] ?? 0))),
  );
  const weights = keys.flatMap(({ target }) =>
    Array.from({ length: targets }, (_, n) => (n === target ? 1 : 0)),
  );
  for (const garment of garments) channel(garment, 'weights', 'SCALAR', weights);
}

/** x, y, z, w; no turn by half a circle or more is ever asked for, so w stays positive and keys blend. */
function quaternion([x, y, z]: Vector3 = [0, 0, 0]): [number, number, number, number] {
  const angle = Math.hypot(x, y, z);
  if (angle === 0) return [0, 0, 0, 1];
  const sine = Math.sin(angle / 2) / angle;
  return [sine * x, sine * y, sine * z, Math.cos(angle / 2)];
}
