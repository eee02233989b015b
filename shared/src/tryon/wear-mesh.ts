import type { Avatar } from '../body/avatar.ts';
import type { Category, FabricChoice, Method } from '../garment/vocabulary.ts';
import { withAssetExtras } from '../gltf/asset-extras.ts';
import { decodeGivenTexture } from '../gltf/decode-given-texture.ts';
import { readFitted } from '../gltf/read-fitted.ts';
import { writeGarmentMesh } from '../gltf/write-garment-mesh.ts';
import type { RgbaImage } from '../image/image.ts';
import { throwIfCancelled } from '../job/context.ts';
import type { OpeningWay } from '../opening/open-mesh.ts';
import type { PoseName } from '../posing/named-poses.ts';
import type { WornCloth } from '../posing/pose-garment.ts';
import type { Notice } from '../reading/notices.ts';
import { drawnMeshes } from '../render/drawn-meshes.ts';
import { renderThumbnail } from '../render/render-thumbnail.ts';
import { buildReport, type ReportSubject, reportForExtras } from '../report/build-report.ts';
import { judgeShape } from '../report/judge-shape.ts';
import { measureFitted } from '../report/measure-fitted.ts';
import type { Report, ReportGeneration, WornReport } from '../report/report.ts';
import { wornBody } from '../report/worn-body.ts';
import { type LaidMesh, layMesh } from './lay-mesh.ts';
import { meshReport, meshSubject } from './mesh-report.ts';
import type { TryOnPorts } from './ports.ts';
import { type PutOnFile, putOnFile } from './put-on-file.ts';
import { failedGates } from './second-thoughts.ts';
import type { StageClock } from './stage-clock.ts';

export interface WearMeshOptions {
  readonly method: Method;
  /** Left out: `auto`. */
  readonly fabric?: FabricChoice;
  /** Null or left out: arms and legs along the garment's own. */
  readonly pose?: PoseName | null;
  /** Null: what the file says, where Fitroom wrote it, or its openings do. */
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
  /** Of a mesh that was made of a photo; left out of one that somebody brought. */
  readonly origin?: MeshOrigin | null;
}

/** How a mesh was made of a photo, as its reports tell. */
export interface MeshOrigin {
  readonly photo: Report['photo'];
  readonly generator: Report['generator'];
  /** Its word is the one that the mesh is opened by. */
  readonly category: ReportSubject['category'];
  readonly notices: readonly Notice[];
  readonly generation: ReportGeneration;
  /** Before those of the fit. */
  readonly warnings: readonly string[];
}

/** What a mesh needs of the platform. */
export type MeshPorts = Pick<TryOnPorts, 'gltf' | 'decodeImage' | 'cache' | 'solver' | 'snapper'>;

/** The report of a mesh: what only a pattern has is null, and of a mesh that was brought what only a photo has. */
export type MeshReport = WornReport & {
  readonly mesh: {
    readonly file: string;
    readonly triangles: number;
    /** Kept as it came, the outer surface of a shell, or a new surface that was cut open. */
    readonly opened: OpeningWay;
    /** Triangles that it was thinned to before anything else; null where it had few enough. */
    readonly reduced_to: number | null;
    /** Share of the given area that is not in the garment: inner faces, caps, debris. Null of garments with a pattern, and so are the others. */
    readonly dropped_share: number | null;
    /** Share of edges pulled to more than twice their length. */
    readonly torn_share: number | null;
    /** Metres on the body for each unit of the file, across and down; null where it was taken as large as it is. */
    readonly scaled_by: { readonly across: number; readonly down: number } | null;
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
 * Puts somebody's mesh on an avatar: thinned where it has too many triangles, opened where its category is
 * open, aligned, the limbs laid along its own, kept clear of the skin, left to hang as cloth where that
 * is asked for, written with its own materials, decoded again and judged. Cloth that fails a gate where it
 * hangs and holds them all as it was placed stays as it was placed.
 *
 * @throws {InputError} `mesh-not-readable`, `mesh-too-large`, `mesh-category-unknown`, `mesh-not-fittable`.
 * @throws {CancelledError}
 */
export async function wearMesh(
  glb: Uint8Array,
  avatar: Avatar,
  options: WearMeshOptions,
  ports: MeshPorts,
  clock: StageClock,
): Promise<WornMeshFiles> {
  const opened = await putOnFile(glb, avatar, options, ports, clock.context);
  return (await wearOpened(opened, avatar, options, ports, clock)).files;
}

/** A mesh's files, and how it hung before it was taken into the pose that they show. */
export interface WornOpened {
  readonly files: WornMeshFiles;
  readonly hung: WornCloth;
}

/**
 * The rest of wearMesh, once the file is open and on the body.
 *
 * @throws {CancelledError}
 */
export async function wearOpened(
  opened: PutOnFile,
  avatar: Avatar,
  options: WearMeshOptions,
  ports: MeshPorts,
  clock: StageClock,
): Promise<WornOpened> {
  const { offsetMm, fabric = 'auto', pose = null, origin = null } = options;
  const io = ports.gltf;
  const { context } = clock;
  const { glb, given, put } = opened;
  const { solver, snapper } = ports;

  const judged = async ({ hung, shown: lying }: LaidMesh, method: Method) => {
    throwIfCancelled(context.signal);
    context.progress('write', 0);
    const { worn, kept } = put.finish(lying);
    const written = await writeGarmentMesh(glb, given, worn, lying.body, io);
    const wearer = wornBody(lying.body, pose);
    const decoded = await readFitted(written, io);
    const figures = judgeShape(measureFitted(decoded, wearer, put.outlineIou), kept);
    return { hung, worn, kept, written, figures, method };
  };
  const layOptions = { fabric, pose, offsetMm, solver, snapper };
  const lie = async (method: Method) =>
    judged(await layMesh(put, { ...layOptions, method }, ports.cache, context), method);
  let shown = await lie(options.method);
  const failed = failedGates(shown.figures.gates);
  if (options.method === 'drape' && failed.length > 0) {
    const placed = await lie('rigid');
    if (failedGates(placed.figures.gates).length < failed.length) shown = placed;
  }

  const { worn, kept, figures, method } = shown;
  const subject = meshSubject(opened, options, avatar.record.id, method);
  const named = meshReport(opened, options, kept);
  const warnings = [
    ...(origin?.warnings ?? []),
    ...(method === options.method
      ? []
      : [
          `As simulated cloth it failed ${failed.join(', ')}, so it stays as it was placed; --method rigid says that this is meant.`,
        ]),
  ];
  const extras = withWarnings({ ...reportForExtras(subject, figures), ...named }, warnings);
  const garmentGlb = withAssetExtras(
    await writeGarmentMesh(glb, given, worn, null, io),
    'fitroom',
    extras,
  );
  const fittedGlb = withAssetExtras(shown.written, 'fitroom', extras);
  throwIfCancelled(context.signal);
  context.progress('render', 0);
  const thumbnail = renderThumbnail(
    await drawnMeshes(fittedGlb, io, (bytes) => decodeGivenTexture(bytes, ports.decodeImage)),
  );
  const built = buildReport(subject, figures, garmentGlb.length, clock.timings());
  const report = withWarnings({ ...built, ...named }, warnings);
  return { files: { garmentGlb, fittedGlb, thumbnail, report }, hung: shown.hung };
}

function withWarnings<T extends { readonly warnings: readonly string[] }>(
  report: T,
  first: readonly string[],
): T {
  return { ...report, warnings: [...first, ...report.warnings] };
}
