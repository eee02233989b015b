import type { Avatar } from '../body/avatar.ts';
import type { Ease, FabricChoice, Method } from '../garment/vocabulary.ts';
import { withAssetExtras } from '../gltf/asset-extras.ts';
import { readFitted } from '../gltf/read-fitted.ts';
import { writeFitted } from '../gltf/write-fitted.ts';
import { writeGarment } from '../gltf/write-garment.ts';
import { writeWalk } from '../gltf/write-walk.ts';
import type { RgbaImage } from '../image/image.ts';
import { begun } from '../job/begun.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { PoseName } from '../posing/named-poses.ts';
import { dressedMeshes } from '../render/dressed-meshes.ts';
import { buildReport, type ReportSubject, reportForExtras } from '../report/build-report.ts';
import { measureFitted } from '../report/measure-fitted.ts';
import type { Report } from '../report/report.ts';
import { withWalk } from '../report/report-walk.ts';
import { wornBody } from '../report/worn-body.ts';
import { provenanceShares } from '../texture/provenance.ts';
import { foldedSurface } from './folded-surface.ts';
import { fabricWorn, type MadeGarment } from './made-garment.ts';
import type { TryOnPorts } from './ports.ts';
import { type PreviewWish, previewer } from './preview.ts';
import { type PutOnGarment, putOn } from './put-on.ts';
import { drawThumbnail } from './side-work.ts';
import { type StageClock, stageClock } from './stage-clock.ts';

export interface FitGarmentOptions {
  readonly method: Method;
  /** Null keeps the ease the garment was made with. */
  readonly ease: Ease | null;
  /** Null or left out keeps what the garment was made of. */
  readonly fabric?: FabricChoice | null;
  /** 3 to 5, default 4. */
  readonly offsetMm: number;
  /** The pose that is shown; null or left out: the one the garment was draped in. */
  readonly pose?: PoseName | null;
  /** Whether a file that moves is made too; default false. */
  readonly animate?: boolean;
  /** Whether the cloth of that file is simulated; default false: it follows the body by skinning. */
  readonly simulate?: boolean;
  /** What the report calls the photo; empty when its name is nobody's business. */
  readonly photoFile?: string;
  /** Shows the garment while it still lies coarsely; its texture is not asked for. */
  readonly preview?: Pick<PreviewWish, 'show'> | null;
}

export interface FittedGarment {
  readonly garmentGlb: Uint8Array;
  readonly fittedGlb: Uint8Array;
  /** The dressed avatar with its skeleton, poses and walk; null where it was not asked for. */
  readonly walkGlb: Uint8Array | null;
  /** Front view of the dressed avatar, from the CPU rasteriser. */
  readonly thumbnail: RgbaImage;
  readonly report: Report;
  /** As it lies on the body; what a pose asked for later starts from. */
  readonly worn: PutOnGarment;
}

/**
 * Puts a made garment on an avatar: pattern graded to the body, draped (or aligned, `rigid`),
 * snapped clear of the skin, written as GLB, decoded again and judged by the gates.
 *
 * @throws {InputError} when the garment cannot be put on; the message says what to do.
 * @throws {CancelledError}
 */
export async function fitGarment(
  garment: MadeGarment,
  avatar: Avatar,
  options: FitGarmentOptions,
  ports: TryOnPorts,
  context: JobContext,
): Promise<FittedGarment> {
  const clock = stageClock(context);
  const { preview } = options;
  const onCoarse = preview ? previewer(preview, garment.texture, ports) : undefined;
  const placed = { ...options, onCoarse, solver: ports.solver, snapper: ports.snapper };
  const draped = await putOn(garment, avatar, placed, ports.cache, clock.context);
  return finishFitting(garment, draped, avatar, options, ports, clock);
}

/**
 * The rest of `fitGarment`, once the garment lies on the body.
 *
 * @param clock says how long everything took.
 * @throws {CancelledError}
 */
export async function finishFitting(
  garment: MadeGarment,
  draped: PutOnGarment,
  avatar: Avatar,
  options: FitGarmentOptions,
  ports: TryOnPorts,
  clock: StageClock,
): Promise<FittedGarment> {
  const { context } = clock;
  throwIfCancelled(context.signal);
  context.progress('write', 0);
  const surface = foldedSurface(draped, garment.texture, options.offsetMm / 1000);
  // First of the two: a second thread that encodes meshes too has this one wait, not the thumbnail.
  const writing = begun(writeFitted(draped, garment.texture, ports.gltf, surface));
  const thumbnailTask = {
    meshes: dressedMeshes(draped, surface, { skin: null, garment: null }),
    textures: [avatar.render.baseColor.bytes, garment.texture.bytes],
  };
  const drawing = begun(ports.beside?.drawThumbnail(thumbnailTask));
  const written = await writing;
  const decoded = await readFitted(written, ports.gltf);
  context.progress('fit', 0.8);
  const figures = measureFitted(decoded, wornBody(draped.body, options.pose), garment.outlineIou);
  throwIfCancelled(context.signal);

  context.progress('write', 0.5);
  const { provenance } = garment.texture;
  const subject = {
    ...reportSubject(garment, draped.pattern, avatar, options),
    texture: provenance && provenanceShares(provenance, surface.uvs, surface.indices),
  };
  const extras = reportForExtras(subject, figures);
  const garmentGlb = withAssetExtras(
    await writeGarment(draped, garment.texture, ports.gltf, surface),
    'fitroom',
    extras,
  );
  const fittedGlb = withAssetExtras(written, 'fitroom', extras);
  const simulation = options.simulate
    ? {
        quality: garment.quality,
        fabric: fabricWorn(garment, options.fabric),
        solver: ports.solver,
      }
    : null;
  const walking = options.animate
    ? await writeWalk(
        draped,
        surface,
        garment.texture,
        { offsetMetres: options.offsetMm / 1000, snapper: ports.snapper },
        ports.gltf,
        context,
        simulation,
      )
    : null;
  context.progress('write', 1);
  context.progress('render', 0);
  const thumbnail = await (drawing ?? drawThumbnail(thumbnailTask, ports));
  context.progress('render', 1);
  const built = buildReport(subject, figures, garmentGlb.length, clock.timings());
  const report = withWalk(built, walking?.walk ?? null);
  const walkGlb = walking?.glb ?? null;
  return { garmentGlb, fittedGlb, walkGlb, thumbnail, report, worn: draped };
}

/** What a report says of a garment beside the figures of its file. */
export function reportSubject(
  garment: MadeGarment,
  pattern: Pattern,
  avatar: Avatar,
  options: Pick<FitGarmentOptions, 'method' | 'ease' | 'fabric' | 'photoFile'>,
): ReportSubject {
  return {
    photo: {
      file: options.photoFile ?? '',
      width_px: garment.photo.widthPx,
      height_px: garment.photo.heightPx,
    },
    generator: garment.generator,
    category: garment.reading.category,
    avatar: avatar.record.id,
    ease: options.ease ?? garment.ease,
    method: options.method,
    // Nothing falls as a fabric does where nothing was simulated.
    ...(options.method === 'drape' && { fabric: fabricWorn(garment, options.fabric) }),
    size: pattern.scale.source === 'body' ? 'graded' : 'kept',
    scale: pattern.scale,
    notices: garment.reading.notices,
  };
}
