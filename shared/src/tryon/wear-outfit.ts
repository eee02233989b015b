import type { Avatar, PosedBody } from '../body/avatar.ts';
import { poseBody } from '../body/pose-body.ts';
import { type Category, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { withAssetExtras } from '../gltf/asset-extras.ts';
import { decodeGivenTexture } from '../gltf/decode-given-texture.ts';
import { readOutfit } from '../gltf/read-fitted.ts';
import { writeOutfit } from '../gltf/write-fitted.ts';
import { writeOutfitWalk } from '../gltf/write-outfit-walk.ts';
import type { RgbaImage } from '../image/image.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import type { Layer } from '../layers/layer-garment.ts';
import { measuresOver } from '../layers/measures-over.ts';
import { outfitPose } from '../layers/outfit-pose.ts';
import { untuckable, wearingOrder } from '../layers/wearing-order.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import type { PoseName } from '../posing/named-poses.ts';
import { drawnMeshes } from '../render/drawn-meshes.ts';
import { dressedLayers } from '../render/dressed-meshes.ts';
import { renderThumbnail } from '../render/render-thumbnail.ts';
import { MOST_PEEKING, measurePeeking } from '../report/measure-peeking.ts';
import type { LayerReport, OutfitReport } from '../report/outfit-report.ts';
import { withWalk } from '../report/report-walk.ts';
import { round } from '../report/round.ts';
import { wornBody } from '../report/worn-body.ts';
import { layLayers } from './lay-layers.ts';
import { moveLayers } from './move-layers.ts';
import {
  type CutGarment,
  type OutfitGarment,
  type ReadGarment,
  readOutfitGarment,
} from './outfit-garments.ts';
import type { TryOnPorts } from './ports.ts';
import { poseLayers } from './pose-layers.ts';
import { drawThumbnail } from './side-work.ts';
import { type StageClock, stageClock } from './stage-clock.ts';

export interface WearOutfitOptions {
  /** 3 to 5: what each garment keeps off the skin and off the garments inside it. */
  readonly offsetMm: number;
  /** The pose that is shown; null or left out: the one that the garments hang in. */
  readonly pose?: PoseName | null;
  /** Whether a file that moves is made too; default false. */
  readonly animate?: boolean;
  /** Whether the cloth of that file is simulated; default false: it follows the body by skinning. */
  readonly simulate?: boolean;
}

export interface WornOutfit {
  /** Nodes `avatar`, `garment` (outermost), `garment-1` (innermost) and so on. */
  readonly fittedGlb: Uint8Array;
  readonly thumbnail: RgbaImage;
  readonly report: OutfitReport;
  /** The dressed avatar with its skeleton, poses and walk; null where it was not asked for. */
  readonly walkGlb: Uint8Array | null;
}

/** An outfit as it hangs, ready to be shown so or in poses. */
export interface HungOutfit {
  readonly avatar: Avatar;
  readonly offsetMm: number;
  /** Inner to outer, as are the three below. */
  readonly garments: readonly CutGarment[];
  readonly layers: readonly Layer[];
  /** Of each: height of the waistband that goes over it, metres; null where none does. */
  readonly tucks: readonly (number | null)[];
  /** Of each: whether it was to be tucked in, and cannot be. */
  readonly untucked: readonly boolean[];
}

/**
 * Puts several garments on one avatar, inner to outer: each is draped on the body with what it already
 * wears, and kept clear of both. Meshes that somebody brought hang as cloth, too.
 *
 * @param stated At least one, inner to outer; see wearing-order.ts for what hangs from the waist.
 * @throws {InputError} when a garment cannot be put on.
 * @throws {CancelledError}
 */
export async function wearOutfit(
  stated: readonly OutfitGarment[],
  avatar: Avatar,
  { offsetMm, ...shown }: WearOutfitOptions,
  ports: TryOnPorts,
  caller: JobContext,
): Promise<WornOutfit> {
  const clock = stageClock(caller);
  const hung = await hangOutfit(stated, avatar, offsetMm, ports, clock.context);
  return showOutfit(hung, shown, ports, clock);
}

/**
 * The first part of wearOutfit.
 *
 * @throws {InputError} when a garment cannot be put on.
 * @throws {CancelledError}
 */
export async function hangOutfit(
  stated: readonly OutfitGarment[],
  avatar: Avatar,
  offsetMm: number,
  ports: TryOnPorts,
  context: JobContext,
): Promise<HungOutfit> {
  if (stated.length === 0) throw new Error('An outfit needs at least one garment.');
  const read: ReadGarment[] = [];
  for (const garment of stated) {
    throwIfCancelled(context.signal);
    // Reading a mesh must not take the stages of the drapes.
    const quiet = { ...context, progress: () => undefined };
    read.push(await readOutfitGarment(garment, avatar, offsetMm, ports, quiet));
  }
  const untucked = new Set(untuckable(read));
  for (const place of untucked) context.log(JOB_LINES.cannotBeTucked(read[place]!.category));
  const order = wearingOrder(read);
  const garments = cutOutfit(
    order.map((place) => read[place]!),
    avatar,
    offsetMm,
  );
  const { pose, arms } = outfitPose(
    avatar,
    garments.map(({ posing }) => posing),
  );
  const body = poseBody(avatar, pose);
  const hung = layLayers(body, { offsetMetres: offsetMm / 1000, snapper: ports.snapper });
  const tucks = garments.map((_garment, n) => waistbandOver(garments, n));
  for (const [n, cut] of garments.entries()) {
    throwIfCancelled(context.signal);
    const tuckedBelow = tucks[n]!;
    const place = { body, arms, beneath: hung.beneath(), tuckedBelow };
    const { lying, garment } = await cut.hang(place, partOf(context, n, garments.length));
    await hung.lay(lying, garment, tuckedBelow);
  }
  return {
    avatar,
    offsetMm,
    garments,
    layers: hung.layers,
    tucks,
    untucked: order.map((place) => untucked.has(place)),
  };
}

/**
 * The rest of wearOutfit.
 *
 * @param clock says how long everything took.
 * @throws {CancelledError}
 */
export async function showOutfit(
  hung: HungOutfit,
  { pose = null, animate = false, simulate = false }: Omit<WearOutfitOptions, 'offsetMm'>,
  ports: TryOnPorts,
  clock: StageClock,
): Promise<WornOutfit> {
  const { garments, offsetMm, tucks } = hung;
  const { context } = clock;
  const clearing = { offsetMetres: offsetMm / 1000, snapper: ports.snapper };
  const layers = pose
    ? await poseLayers(hung.layers, pose, clearing, garments, tucks, context)
    : hung.layers;
  const { body } = layers[0]!.lying;
  context.progress('write', 0);
  const written = await writeOutfit(layers, ports.gltf);
  const decoded = await readOutfit(written, ports.gltf);
  const wearer = wornBody(body, pose);
  context.progress('fit', 0.8);
  const reports = garments.map((garment, n) => {
    throwIfCancelled(context.signal);
    const report = garment.report(decoded[n]!, decoded.slice(0, n), layers[n]!.lying, wearer);
    return hung.untucked[n] ? withWarning(report, cannotBeTucked(report.category.value)) : report;
  });
  const peeking = measurePeeking(decoded);
  const inOrder = peeking.every(({ vertices }) => vertices <= MOST_PEEKING);
  const extras = {
    schema: 1,
    layers: reports,
    peeking: peeking.map(({ inner, outer, vertices, deepest }) => ({
      inner,
      outer,
      vertices,
      deepest_mm: round(1000 * deepest, 1),
    })),
    gates: { order: inOrder },
    valid: inOrder && reports.every(({ valid }) => valid),
  } as const;
  const fittedGlb = withAssetExtras(written, 'fitroom', extras);
  context.progress('render', 0);
  const thumbnail = await pictureOf(body, layers, async () => fittedGlb, ports);
  const how = simulate ? { cut: garments, solver: ports.solver } : null;
  const walking = animate
    ? await writeOutfitWalk(
        layers,
        await moveLayers(layers, clearing, tucks, context, how),
        ports.gltf,
      )
    : null;
  context.progress('render', 1);
  const told = reports.map((report, n) => withWalk(report, walking?.walks?.[n] ?? null));
  return {
    fittedGlb,
    thumbnail,
    report: { ...extras, layers: told, timings_ms: clock.timings() },
    walkGlb: walking?.glb ?? null,
  };
}

/** The same report with one more sentence, before the others. */
function withWarning(report: LayerReport, sentence: string): LayerReport {
  return { ...report, warnings: [sentence, ...report.warnings] };
}

/** What the report says of a garment that is worn otherwise than it was asked for. */
function cannotBeTucked(category: Category | null): string {
  return `It was to be tucked in, but there is no waistband for the hem of a ${category ?? 'garment'} to go under; it is worn as it hangs.`;
}

/** Front view of an outfit. @param file Makes its GLB, where a picture needs that. */
export async function pictureOf(
  body: PosedBody,
  layers: readonly Layer[],
  file: () => Promise<Uint8Array>,
  ports: TryOnPorts,
): Promise<RgbaImage> {
  const pictures = layers.flatMap(({ drawn }) => drawn.picture ?? []);
  if (pictures.length < layers.length) {
    // A mesh's materials are in its file alone.
    return renderThumbnail(
      await drawnMeshes(await file(), ports.gltf, (bytes) =>
        decodeGivenTexture(bytes, ports.decodeImage),
      ),
    );
  }
  return drawThumbnail(
    {
      meshes: dressedLayers(
        body,
        pictures.map(({ surface }) => surface),
      ),
      textures: [
        body.avatar.render.baseColor.bytes,
        ...pictures.map(({ texture }) => texture.bytes),
      ],
    },
    ports,
  );
}

/** Each garment cut for the body with what lies beneath it. */
function cutOutfit(read: readonly ReadGarment[], avatar: Avatar, offsetMm: number): CutGarment[] {
  const cut: CutGarment[] = [];
  for (const garment of read) {
    const beneath = cut.map(({ goesRound }) => goesRound);
    cut.push(garment.cutFor(measuresOver(avatar.record, beneath, offsetMm / 1000)));
  }
  return cut;
}

/** Height of the first waistband that goes over garment `n`, metres; null where none does, or it hangs from the waist itself. */
function waistbandOver(garments: readonly CutGarment[], n: number): number | null {
  const hangs = ({ goesRound }: CutGarment): boolean => WAIST_CATEGORIES.has(goesRound.category);
  if (hangs(garments[n]!)) return null;
  return garments.slice(n + 1).find(hangs)?.waistSeat ?? null;
}

/** The same context, with progress of one drape among several. */
function partOf(context: JobContext, n: number, count: number): JobContext {
  return {
    signal: context.signal,
    now: () => context.now(),
    log: (line) => context.log(line),
    progress: (stage, fraction) => {
      // The next garment's pose must not take the stage back.
      context.progress('drape', (n + (stage === 'drape' ? fraction : 0)) / count);
    },
  };
}
