import type { WebIO } from '@gltf-transform/core';
import type { Avatar } from '../body/avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { rigidFit } from '../fitting/rigid-fit.ts';
import type { SleeveEnd } from '../fitting/turn-to-arms.ts';
import type { Category } from '../garment/vocabulary.ts';
import { withAssetExtras } from '../gltf/asset-extras.ts';
import { readFitted } from '../gltf/read-fitted.ts';
import { readGarmentMesh } from '../gltf/read-garment-mesh.ts';
import { writeGarmentMesh } from '../gltf/write-garment-mesh.ts';
import type { RgbaImage } from '../image/image.ts';
import { throwIfCancelled } from '../job/context.ts';
import { InputError } from '../job/input-error.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';
import { carrySurface } from '../opening/carry-surface.ts';
import { type OpeningWay, openMesh } from '../opening/open-mesh.ts';
import { drawnMeshes } from '../render/drawn-meshes.ts';
import { renderThumbnail } from '../render/render-thumbnail.ts';
import { buildReport, type ReportSubject, reportForExtras } from '../report/build-report.ts';
import type { OpeningClaim } from '../report/decoded-fitted.ts';
import { measureFitted } from '../report/measure-fitted.ts';
import { meanOf } from '../report/measure-openings.ts';
import type { Report } from '../report/report.ts';
import type { StageClock } from './stage-clock.ts';

/** Categories whose highest cloth may be a collar or a hood. */
const STANDS_UP: ReadonlySet<Category> = new Set(['shirt', 'hoodie', 'outerwear']);

export interface WearMeshOptions {
  readonly category: Category;
  /** What the report calls the mesh. */
  readonly file: string;
  /** 3 to 5. */
  readonly offsetMm: number;
}

/** The report of a mesh: what only a photo or a pattern has is null. */
export type MeshReport = Omit<Report, 'photo' | 'generator'> & {
  readonly photo: null;
  readonly generator: null;
  readonly mesh: {
    readonly file: string;
    readonly triangles: number;
    /** Kept as it came, the outer surface of a shell, or a new surface that was cut open. */
    readonly opened: OpeningWay;
  };
};

export interface WornMeshFiles {
  readonly garmentGlb: Uint8Array;
  readonly fittedGlb: Uint8Array;
  readonly thumbnail: RgbaImage;
  readonly report: MeshReport;
}

/**
 * Puts somebody's mesh on an avatar: opened where its category is open, aligned, sleeves turned to
 * the arms, kept clear of the skin, written with its own materials, decoded again and judged.
 *
 * @param io reads the mesh's file and writes ours.
 * @throws {InputError} `mesh-not-readable`, `mesh-not-fittable`.
 * @throws {CancelledError}
 */
export async function wearMesh(
  glb: Uint8Array,
  avatar: Avatar,
  { category, file, offsetMm }: WearMeshOptions,
  io: WebIO,
  decodeImage: (bytes: Uint8Array) => Promise<RgbaImage>,
  clock: StageClock,
): Promise<WornMeshFiles> {
  const { context } = clock;
  context.progress('decode', 0);
  const given = await readGarmentMesh(glb, io);
  if (given.mesh.positions.some((value) => !Number.isFinite(value))) {
    throw new InputError(
      'mesh-not-fittable',
      'This mesh cannot be fitted: a coordinate is not a number. Export it again.',
    );
  }
  context.progress('fit', 0);
  const body = poseBody(avatar, REST_POSE);
  const index = indexBody(body.positions, avatar.indices);
  const open = openMesh(given.mesh, category, body);
  context.log(
    `fit: ${open.way}, ${open.indices.length / 3} of ${given.mesh.indices.length / 3} triangles`,
  );
  throwIfCancelled(context.signal);
  const cuffs = open.openings.flatMap(({ kind, side, vertices }): SleeveEnd[] =>
    kind === 'cuff' && side !== 'centre' ? [{ side, vertices }] : [],
  );
  const fitted = rigidFit(open, category, body, {
    index,
    cuffs,
    upper: open.upper,
    offsetMetres: offsetMm / 1000,
  });
  throwIfCancelled(context.signal);
  context.progress('texture', 0);
  const openings = open.openings.map(
    ({ kind, side, vertices }): OpeningClaim => ({
      kind,
      side,
      centre: meanOf(fitted.positions, vertices),
    }),
  );
  const worn = {
    positions: fitted.positions,
    normals: vertexNormals(fitted.positions, open.indices),
    indices: open.indices,
    carried: carrySurface({ ...given.mesh, ...open.source }, open),
    extras: {
      category,
      upper: open.upper,
      hooded: false,
      // A mesh has no seams to tell a collar by: what may stand up is judged at its shoulders only.
      collared: STANDS_UP.has(category),
      openFront: openings.some(({ kind }) => kind === 'front'),
      openings,
    },
  };
  context.progress('write', 0);
  const written = await writeGarmentMesh(glb, given, worn, body, io);
  const decoded = await readFitted(written, io);
  const wearer = { landmarks: body.landmarks, measures: avatar.record.measures };
  const figures = measureFitted(decoded, wearer, null);
  const subject: ReportSubject = {
    photo: { file: '', width_px: 0, height_px: 0 },
    generator: 'panels',
    category: { value: category, source: 'given', confidence: 1 },
    avatar: avatar.record.id,
    notices: [],
  };
  const of = { file, triangles: given.mesh.indices.length / 3, opened: open.way };
  const named = { photo: null, generator: null, mesh: of };
  const extras = { ...reportForExtras(subject, figures), ...named };
  const garmentGlb = withAssetExtras(
    await writeGarmentMesh(glb, given, worn, null, io),
    'fitroom',
    extras,
  );
  const fittedGlb = withAssetExtras(written, 'fitroom', extras);
  throwIfCancelled(context.signal);
  context.progress('render', 0);
  const thumbnail = renderThumbnail(await drawnMeshes(fittedGlb, io, decodeImage));
  const report = {
    ...buildReport(subject, figures, garmentGlb.length, clock.timings()),
    ...named,
  };
  return { garmentGlb, fittedGlb, thumbnail, report };
}
