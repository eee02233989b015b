import type { Avatar } from '../body/avatar.ts';
import { poseBody } from '../body/pose-body.ts';
import { drapeGarment } from '../drape/drape-garment.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { withAssetExtras } from '../gltf/asset-extras.ts';
import { readOutfit } from '../gltf/read-fitted.ts';
import { writeOutfit } from '../gltf/write-fitted.ts';
import type { RgbaImage } from '../image/image.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { measuresOver } from '../layers/measures-over.ts';
import { outfitPose } from '../layers/outfit-pose.ts';
import { wearingOrder } from '../layers/wearing-order.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { PoseName } from '../posing/named-poses.ts';
import { dressedLayers } from '../render/dressed-meshes.ts';
import { reportForExtras } from '../report/build-report.ts';
import { measureFitted } from '../report/measure-fitted.ts';
import { MOST_PEEKING, measurePeeking } from '../report/measure-peeking.ts';
import type { OutfitReport } from '../report/outfit-report.ts';
import { round } from '../report/round.ts';
import { reportSubject } from './fit-garment.ts';
import { layLayers } from './lay-layers.ts';
import { fabricWorn, type MadeGarment } from './made-garment.ts';
import type { TryOnPorts } from './ports.ts';
import { poseLayers } from './pose-layers.ts';
import { draftFor, SEED } from './put-on.ts';
import { drawThumbnail } from './side-work.ts';
import { stageClock } from './stage-clock.ts';

/** A garment of an outfit and how it is worn in it. */
export interface OutfitGarment {
  readonly garment: MadeGarment;
  /** Whether its hem goes inside what hangs from the waist. */
  readonly tucked: boolean;
  /** What the report calls the photo; empty when its name is nobody's business. */
  readonly photoFile: string;
}

export interface WearOutfitOptions {
  /** 3 to 5: what each garment keeps off the skin and off the garments inside it. */
  readonly offsetMm: number;
  /** The pose that is shown; null or left out: the one that the garments hang in. */
  readonly pose?: PoseName | null;
}

export interface WornOutfit {
  /** Nodes `avatar`, `garment` (outermost), `garment-1` (innermost) and so on. */
  readonly fittedGlb: Uint8Array;
  readonly thumbnail: RgbaImage;
  readonly report: OutfitReport;
}

/**
 * Puts several made garments on one avatar, inner to outer: each is draped on the body with what it
 * already wears, and kept clear of both.
 *
 * @param stated At least one, inner to outer; see wearing-order.ts for what hangs from the waist.
 * @throws {InputError} when a garment cannot be put on.
 * @throws {CancelledError}
 */
export async function wearOutfit(
  stated: readonly OutfitGarment[],
  avatar: Avatar,
  { offsetMm, pose: shown = null }: WearOutfitOptions,
  ports: TryOnPorts,
  caller: JobContext,
): Promise<WornOutfit> {
  if (stated.length === 0) throw new Error('An outfit needs at least one garment.');
  const clock = stageClock(caller);
  const { context } = clock;
  const order = wearingOrder(
    stated.map(({ garment, tucked }) => ({ category: garment.reading.category.value, tucked })),
  );
  const outfit = order.map((place) => stated[place]!);
  const patterns = draftOutfit(outfit, avatar, offsetMm);
  const { pose, arms } = outfitPose(avatar, patterns);
  const hanging = poseBody(avatar, pose);
  const clearing = { offsetMetres: offsetMm / 1000, snapper: ports.snapper };
  const hung = layLayers(hanging, clearing);
  const tucks = patterns.map((_pattern, n) => waistbandOver(patterns, n));
  for (const [n, { garment }] of outfit.entries()) {
    throwIfCancelled(context.signal);
    const tuckedBelow = tucks[n]!;
    const draped = await drapeGarment(
      patterns[n]!,
      avatar,
      {
        quality: garment.quality,
        offsetMm,
        seed: SEED,
        solver: ports.solver,
        fabric: fabricWorn(garment),
        outfit: { body: hanging, arms, beneath: hung.beneath(), tuckedBelow },
      },
      ports.cache,
      partOf(context, n, outfit.length),
    );
    await hung.lay(draped, garment.texture, tuckedBelow);
  }
  const { body, layers } = shown
    ? await poseLayers(hung.layers, shown, clearing, tucks, context)
    : { body: hanging, layers: hung.layers };
  context.progress('write', 0);
  const written = await writeOutfit(layers, ports.gltf);
  const decoded = await readOutfit(written, ports.gltf);
  const wearer = { landmarks: body.landmarks, measures: avatar.record.measures };
  context.progress('fit', 0.8);
  const reports = outfit.map(({ garment, photoFile }, n) => {
    throwIfCancelled(context.signal);
    const figures = measureFitted(decoded[n]!, wearer, garment.outlineIou, decoded.slice(0, n));
    const subject = reportSubject(garment, layers[n]!.draped, avatar, { ease: null, photoFile });
    return reportForExtras(subject, figures);
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
  const thumbnail = await drawThumbnail(
    {
      meshes: dressedLayers(
        body,
        layers.map(({ surface }) => surface),
      ),
      textures: [avatar.render.baseColor.bytes, ...layers.map(({ texture }) => texture.bytes)],
    },
    ports,
  );
  context.progress('render', 1);
  return { fittedGlb, thumbnail, report: { ...extras, timings_ms: clock.timings() } };
}

/** Each pattern cut for the body with what lies beneath it. */
function draftOutfit(
  outfit: readonly OutfitGarment[],
  avatar: Avatar,
  offsetMm: number,
): Pattern[] {
  const patterns: Pattern[] = [];
  for (const { garment } of outfit) {
    const record = measuresOver(avatar.record, patterns, offsetMm / 1000);
    patterns.push(draftFor(garment, record, null));
  }
  return patterns;
}

/** Height of the first waistband that goes over garment `n`, metres; null where none does, or it hangs from the waist itself. */
function waistbandOver(patterns: readonly Pattern[], n: number): number | null {
  const hangs = ({ category }: Pattern): boolean => WAIST_CATEGORIES.has(category);
  if (hangs(patterns[n]!)) return null;
  return patterns.slice(n + 1).find(hangs)?.waistSeat ?? null;
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
