import type { WebIO } from '@gltf-transform/core';
import type { Avatar } from '../body/avatar.ts';
import { CATEGORIES, type Category } from '../garment/vocabulary.ts';
import { withAssetExtras } from '../gltf/asset-extras.ts';
import { readFitted } from '../gltf/read-fitted.ts';
import { readGarmentMesh } from '../gltf/read-garment-mesh.ts';
import { readWornGarment } from '../gltf/read-worn-garment.ts';
import { writeGarmentMesh } from '../gltf/write-garment-mesh.ts';
import type { RgbaImage } from '../image/image.ts';
import { throwIfCancelled } from '../job/context.ts';
import { InputError } from '../job/input-error.ts';
import type { OpeningWay } from '../opening/open-mesh.ts';
import { drawnMeshes } from '../render/drawn-meshes.ts';
import { renderThumbnail } from '../render/render-thumbnail.ts';
import { buildReport, type ReportSubject, reportForExtras } from '../report/build-report.ts';
import { judgeShape } from '../report/judge-shape.ts';
import { measureFitted } from '../report/measure-fitted.ts';
import type { Report } from '../report/report.ts';
import { round } from '../report/round.ts';
import { putOnMesh } from './put-on-mesh.ts';
import { putOnWorn } from './put-on-worn.ts';
import type { StageClock } from './stage-clock.ts';

export interface WearMeshOptions {
  /** Null: what the file says, where Fitroom wrote it. */
  readonly category: Category | null;
  /** What the report calls the mesh. */
  readonly file: string;
  /** 3 to 5. */
  readonly offsetMm: number;
  /**
   * Finds the body that a garment of ours was made on, by its id; null where it is not known. Left
   * out, such a garment is put on as any other mesh.
   */
  readonly bodyOf?: (id: string) => Promise<Avatar | null>;
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
    /** Share of the given area that is not in the garment: inner faces, caps, debris. Null of garments with a pattern, and so are the others. */
    readonly dropped_share: number | null;
    /** Share of edges pulled to more than twice their length. */
    readonly torn_share: number | null;
    /** Front view of the worn cloth against that of the mesh as it came, aligned. */
    readonly outline_iou: number | null;
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
  { category, file, offsetMm, bodyOf }: WearMeshOptions,
  io: WebIO,
  decodeImage: (bytes: Uint8Array) => Promise<RgbaImage>,
  clock: StageClock,
): Promise<WornMeshFiles> {
  const { context } = clock;
  context.progress('decode', 0);
  const made = await readWornGarment(glb, io);
  const source = made && ((await bodyOf?.(made.bodyId)) ?? null);
  const given = await readGarmentMesh(glb, io);
  if (given.mesh.positions.some((value) => !Number.isFinite(value))) {
    throw new InputError(
      'mesh-not-fittable',
      'This mesh cannot be fitted: a coordinate is not a number. Export it again.',
    );
  }
  throwIfCancelled(context.signal);
  context.progress('fit', 0);
  const offset = offsetMm / 1000;
  const word = category ?? made?.extras.category ?? null;
  if (word === null) {
    throw new InputError(
      'mesh-not-fittable',
      `Say what garment this mesh is: one of ${CATEGORIES.join(', ')}.`,
    );
  }
  const put =
    made && source
      ? putOnWorn(made, source, avatar, category, offset)
      : putOnMesh(given.mesh, word, avatar, offset, context);
  const { worn, body } = put;
  throwIfCancelled(context.signal);
  context.progress('write', 0);
  const written = await writeGarmentMesh(glb, given, worn, body, io);
  const decoded = await readFitted(written, io);
  const wearer = { landmarks: body.landmarks, measures: avatar.record.measures };
  const figures = judgeShape(measureFitted(decoded, wearer, put.outlineIou), put.kept);
  const subject: ReportSubject = {
    photo: { file: '', width_px: 0, height_px: 0 },
    generator: 'panels',
    category: { value: worn.extras.category, source: 'given', confidence: 1 },
    avatar: avatar.record.id,
    notices: [],
  };
  const { kept } = put;
  const of = {
    file,
    triangles: given.mesh.indices.length / 3,
    opened: put.way,
    dropped_share: kept && round(kept.droppedShare, 3),
    torn_share: kept && round(kept.tornShare, 4),
    outline_iou: kept && round(kept.outlineIou, 4),
  };
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
