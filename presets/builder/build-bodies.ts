import type { AvatarRecord } from '@fitroom/shared/body/avatar';
import type { WebIO } from '@gltf-transform/core';
import { pickGeometry } from './body-geometry.ts';
import { bodyRecord, LICENCE, SOURCE } from './body-record.ts';
import { type BodySource, readBodySource } from './body-source.ts';
import { assertSameCounts, assertValidGlb } from './check-glb.ts';
import { BODY_GOALS, type BodyGoal } from './goals.ts';
import { mannequinPaint } from './mannequin-paint.ts';
import { type MeasurableBody, measureCore } from './measure-body.ts';
import { paintSkin } from './paint-skin.ts';
import { renderBody } from './render-body.ts';
import type { PosedSkin } from './rest-pose.ts';
import { type SharedTriangles, sharedTriangles, skinOf } from './shared-triangles.ts';
import { solveShape } from './solve-shape.ts';
import { pointAt } from './vector.ts';
import { vertexNormals } from './vertex-normals.ts';
import { vertexVisibility } from './vertex-visibility.ts';
import { bodyDocument, type TextureFile, writeBodyGlb } from './write-glb.ts';

const SHADE_VIEWS = 64;
const SHADE_MAP_SIZE = 768;
/** Where skin over bone is a little redder. */
const WARM_LANDMARKS = ['knee_front', 'elbow', 'fingertip', 'toe', 'heel'].flatMap((name) => [
  `${name}_left`,
  `${name}_right`,
]);
/** The whole figure with arms out, with a little air around it. */
const THUMBNAIL = { width: 288, height: 384, turnDeg: 0, centre: [0, 0.855], span: 1.94 } as const;

/** A finished preset. */
export interface BuiltBody {
  readonly record: AvatarRecord;
  readonly glb: Uint8Array;
  /** WebP, transparent ground. */
  readonly thumbnail: Uint8Array;
  /** How far the worst solved measure is from its goal. */
  readonly residualMm: number;
}

/**
 * Builds every preset over one list of triangles.
 *
 * @param dataFolder MPFB2's data folder (3dobjs, targets, rigs, mesh_metadata, textures)
 * @throws Error when a written file fails the Khronos validator or loses vertices
 */
export async function buildBodies(dataFolder: string, io: WebIO): Promise<BuiltBody[]> {
  const source = await readBodySource(dataFolder);
  const triangles = await sharedTriangles(source);
  const bodies: BuiltBody[] = [];
  for (const goal of BODY_GOALS) bodies.push(await buildBody(goal, source, triangles, io));
  return bodies;
}

async function buildBody(
  goal: BodyGoal,
  source: BodySource,
  triangles: SharedTriangles,
  io: WebIO,
): Promise<BuiltBody> {
  const { rig, landmarks, pose } = source;
  const indices = skinOf(triangles.render);
  const measurable = (posed: PosedSkin): MeasurableBody => ({
    positions: posed.positions,
    indices,
    landmark: (name) => pointAt(posed.positions, landmarks.get(name)!),
    joint: (name) => pointAt(posed.joints, rig.names.indexOf(name)),
  });
  const solved = solveShape(goal, (shape) => measureCore(measurable(pose(shape))));
  const posed = pose(solved.shape);
  const normals = vertexNormals(posed.positions, triangles.fullSkin);
  const record = bodyRecord(goal, source, posed, measurable(posed));
  const geometry = pickGeometry(triangles.render, rig, posed, normals);
  const texture = await paintBody(source, triangles, posed, normals, record);
  const document = bodyDocument(geometry, texture, {
    jointNames: rig.names,
    jointParents: rig.parents,
    hipOrigin: record.hip_origin,
    copyright: `${LICENCE}. ${SOURCE}`,
  });
  await assertValidGlb(await io.writeBinary(document));
  const glb = await writeBodyGlb(document, io);
  await assertSameCounts(glb, geometry, io);
  const picture = await renderBody(geometry, texture, THUMBNAIL);
  return {
    record,
    glb,
    thumbnail: await picture.webp({ quality: 88 }).toBuffer(),
    residualMm: solved.residual * 1000,
  };
}

function paintBody(
  { mesh, lips }: BodySource,
  { whole, fullSkin }: SharedTriangles,
  { positions }: PosedSkin,
  normals: Float64Array,
  { landmarks, measures }: AvatarRecord,
): Promise<TextureFile> {
  const { openness } = vertexVisibility(positions, normals, fullSkin, SHADE_VIEWS, SHADE_MAP_SIZE);
  return paintSkin(
    whole,
    { positions, openness },
    lips,
    mannequinPaint({
      bustLevel: measures.bust_height_cm! / 100,
      crotchLevel: landmarks.crotch![1],
      shoulder: landmarks.shoulder_left!,
      armpit: landmarks.armpit_left!,
      eye: meanOf(positions, mesh.groups.get('helper-l-eye')!),
      warmPoints: WARM_LANDMARKS.map((name) => landmarks[name]!),
    }),
  );
}

function meanOf(points: Float64Array, vertices: readonly number[]): [number, number, number] {
  const sum = [0, 1, 2].map((axis) =>
    vertices.reduce((total, vertex) => total + points[vertex * 3 + axis]!, 0),
  );
  return sum.map((value) => value / vertices.length) as [number, number, number];
}
