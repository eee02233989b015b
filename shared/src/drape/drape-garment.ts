import type { Avatar, PosedBody } from '../body/avatar.ts';
import { bodyDepths } from '../body/body-depths.ts';
import { poseBody } from '../body/pose-body.ts';
import type { Solid } from '../body/solid.ts';
import { buildCloth, withEaseOf } from '../cloth/cloth.ts';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import { cpuSolver } from '../cloth/cpu-solver.ts';
import { drapedFabric, givesInShear, resistanceShare } from '../cloth/fabric.ts';
import { runPhases } from '../cloth/run-phases.ts';
import { measureStrain } from '../cloth/strain.ts';
import {
  type Category,
  type FabricChoice,
  type Quality,
  WAIST_CATEGORIES,
} from '../garment/vocabulary.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { selfCrossings } from '../mesh/self-crossings.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { bodyMeasures } from '../pattern/body-measures.ts';
import { edgeLengthFor } from '../pattern/edge-length.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { sewPattern } from '../pattern/sew-pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { transferPositions } from '../pattern/transfer-positions.ts';
import type { ByteCache } from '../tryon/ports.ts';
import { foldIron, ironed } from '../untangle/iron-folds.ts';
import { hungOn } from './arms-carried-on.ts';
import { bandLayers } from './band-layers.ts';
import { contactThickness } from './contact-thickness.ts';
import { drapeHoldings } from './drape-holdings.ts';
import { type DrapeLevel, drapeLevels, phasesOfLevel } from './drape-levels.ts';
import type { DrapeScene } from './drape-scene.ts';
import type { DrapedGarment } from './draped-garment.ts';
import { fitOnBody } from './fit-on-body.ts';
import { gatherTucked } from './gather-tucked.ts';
import { hangHeight } from './hang-height.ts';
import { bandVertices } from './hold-garment.ts';
import { hoodOnHead } from './hood-on-head.ts';
import { letOut } from './let-out.ts';
import { placeGarment } from './place-garment.ts';
import { poseForPattern } from './pose-for-pattern.ts';
import { dressedField, fieldBox, posedField } from './posed-field.ts';
import { restUnfitted } from './rest-unfitted.ts';
import { missingArms, sewUpSlits } from './sew-up-slits.ts';
import { shoulderProfile } from './shoulder-profile.ts';
import { tuckedVertices } from './tuck-in.ts';
import { type HeldArms, HIGHEST_ARM, sleeveTurner } from './turn-sleeves.ts';

/** What more damping does not calm: wide folds and the fronts of jackets creep on for longer with it, and hoods shake. */
const SWINGS_ON: ReadonlySet<Category> = new Set(['dress', 'skirt', 'hoodie', 'outerwear']);

export interface DrapeOptions {
  readonly quality: Quality;
  /** Metres between vertices of the finest mesh; left out: the quality's own. */
  readonly edgeLength?: number;
  /** Millimetres between cloth and skin. */
  readonly offsetMm: number;
  /** Of the mesh's jitter; the same seed gives the same garment. */
  readonly seed: number;
  /** What the garment is made of; left out: `auto`. */
  readonly fabric?: FabricChoice;
  /** Given the garment as it lies after each mesh but the last, coarse and not yet clear of the skin. */
  readonly onCoarse?: ((draped: DrapedGarment) => Promise<void>) | undefined;
  /** Given the body as soon as it stands in the garment's pose. */
  readonly onPosed?: ((body: PosedBody) => void) | undefined;
  /** The garment is one of an outfit, on a body that stands as the outfit needs and may wear some of it. */
  readonly outfit?: OutfitPlace | null;
  /** Where cloth is simulated; left out: on the calling thread. */
  readonly solver?: ClothSolver | undefined;
}

/** What a garment of an outfit is put on. */
export interface OutfitPlace {
  readonly body: PosedBody;
  readonly arms: HeldArms | null;
  /** The body with the garments inside this one. */
  readonly beneath: Solid;
  /** Height (metres, file frame) of the waistband that this one's hem goes inside; null: it hangs. */
  readonly tuckedBelow: number | null;
}

/** How often a garment that is left folded is draped again. */
const OTHER_MESHES = 2;

/**
 * Puts a pattern on a body: poses the body to the pattern's limbs, places the panels before and
 * behind it, sewn, and lets the cloth fall, from a coarse mesh to the quality's own. What pulls too
 * much on the last but one is let out for the last: the pattern that comes back carries that ease. A
 * garment cut to the body's measures is fitted once it hangs; the sewn garment carries that ease. One
 * that folds through itself beyond ironing is draped again, with the next seeds' meshes; where all of them do, the least
 * folded is taken.
 *
 * @param cache Keeps the posed body's distance field; null bakes it each time.
 * @throws {InputError} when the pattern cannot be sewn or the body lacks what draping needs.
 * @throws {CancelledError}
 */
export async function drapeGarment(
  cut: Pattern,
  avatar: Avatar,
  options: DrapeOptions,
  cache: ByteCache | null,
  context: JobContext,
): Promise<DrapedGarment> {
  const scene = await sceneFor(cut, avatar, options, cache, context);
  const first = await drapeOnce(cut, scene, options, context);
  if (!first.isLeftFolded) return first.draped;
  let best = { draped: first.draped, edges: edgesThrough(first.draped) };
  for (let more = 1; more <= OTHER_MESHES; more++) {
    // Which fold catches on an arm is a matter of millimetres, and so of the mesh.
    const other = { ...options, seed: options.seed + more, onCoarse: undefined };
    const quiet = { ...context, progress: () => undefined };
    const { draped, isLeftFolded } = await drapeOnce(cut, scene, other, quiet);
    if (!isLeftFolded) return draped;
    const edges = edgesThrough(draped);
    if (edges < best.edges) best = { draped, edges };
  }
  return best.draped;
}

/** Edges that go through the cloth itself. */
function edgesThrough({ positions, sewn }: DrapedGarment): number {
  return selfCrossings(positions, sewn.indices).length / 2;
}

/** The body as it stands in the garment's pose, and all that draping asks of it. */
async function sceneFor(
  pattern: Pattern,
  avatar: Avatar,
  options: DrapeOptions,
  cache: ByteCache | null,
  context: JobContext,
): Promise<DrapeScene> {
  context.progress('pose', 0);
  throwIfCancelled(context.signal);
  const lift = hangHeight(avatar, pattern);
  const outfit = options.outfit ?? null;
  const turnSleeves = sleeveTurner(avatar, pattern, lift, outfit?.arms);
  const body = outfit?.body ?? poseBody(avatar, poseForPattern(avatar, pattern, HIGHEST_ARM));
  options.onPosed?.(body);
  const box = fieldBox(body, pattern, lift, turnSleeves);
  const isBare = (outfit?.beneath.insides.length ?? 1) === 1;
  const worn =
    outfit && !isBare ? dressedField(outfit.beneath, box) : await posedField(body, box, cache);
  const field = hungOn(pattern, worn, body);
  context.progress('pose', 1);
  return {
    lift,
    body,
    field,
    depths: bodyDepths(field),
    shoulders: shoulderProfile(avatar),
    turnSleeves,
  };
}

async function drapeOnce(
  cut: Pattern,
  scene: DrapeScene,
  options: DrapeOptions,
  context: JobContext,
): Promise<{ readonly draped: DrapedGarment; readonly isLeftFolded: boolean }> {
  let isLeftFolded = false;
  const { lift, field } = scene;
  const { avatar } = scene.body;
  const waistband = options.outfit?.tuckedBelow ?? null;
  const solver = options.solver ?? cpuSolver;
  let pattern = sewUpSlits(cut, missingArms(scene));
  context.progress('drape', 0);

  const edgeLength = options.edgeLength ?? edgeLengthFor(pattern, options.quality);
  const fabric = drapedFabric(options.fabric ?? 'auto', pattern.category, edgeLength);
  const thickness = contactThickness(options.offsetMm / 1000);
  const lookUp = (): void => throwIfCancelled(context.signal);
  const levels = drapeLevels(
    edgeLength,
    thickness,
    resistanceShare(fabric),
    // Of a known size the pull is a finding.
    pattern.scale.source === 'body',
    0,
    givesInShear(fabric) && !SWINGS_ON.has(pattern.category),
  );
  const work = levels.map((level) => substepsOf(level) / level.edgeLength ** 2);
  const allWork = work.reduce((sum, share) => sum + share, 0);
  let done = 0;
  let sewn: SewnGarment | null = null;
  let positions: Float32Array | null = null;
  let dressed: { sewn: SewnGarment; positions: Float32Array } | null = null;
  for (const [l, level] of levels.entries()) {
    throwIfCancelled(context.signal);
    const asCut = sewPattern(pattern, level.edgeLength, options.seed);
    const tucked = tuckedVertices(asCut, waistband === null ? null : waistband - lift);
    let finer =
      tucked.length > 0 ? gatherTucked(asCut, tucked, lift, bodyMeasures(avatar.record)) : asCut;
    const start: Float32Array | Float64Array =
      sewn === null || positions === null
        ? placeGarment(pattern, finer, scene, hoodOnHead(pattern, avatar, lift))
        : transferPositions(sewn, positions, finer);
    const layers = bandLayers(pattern, finer);
    const cloth = buildCloth(finer, fabric, layers);
    const holdings = drapeHoldings(pattern, finer, scene, tucked);
    const session = await solver.open({ cloth, positions: start, field });
    const total = substepsOf(level);
    let stepped = 0;
    const report = (substeps: number): void => {
      throwIfCancelled(context.signal);
      stepped += substeps;
      context.progress('drape', (done + (stepped / total) * work[l]!) / allWork);
    };
    try {
      if (dressed === null) {
        await runPhases(session, level.closing, holdings.whileClosing, report);
        dressed = { sewn: finer, positions: Float32Array.from((await session.read()).positions) };
      }
      await runPhases(session, level.phases, holdings.whileFalling, report);
      const collars = finer.openings
        .filter(({ kind }) => kind === 'neck')
        .map(({ vertices }) => vertices);
      const iron = foldIron(finer.indices, finer.vertexCount, field, thickness, collars);
      const isFitted = level.fittings > 0;
      // A fold that is left as it is grows with each finer mesh; one that comes back is left ironed.
      if (!isFitted && (await ironed(session, iron)) > 0) {
        await runPhases(session, level.resettling, holdings.whileFalling, lookUp);
        await ironed(session, iron);
      }
      if (!isFitted && l === levels.length - 1) {
        const settle = () => runPhases(session, level.resting, holdings.whileFalling, lookUp);
        await restUnfitted(session, settle, iron, (at) => measureStrain(cloth, at).p95);
      }
      // The coarsest mesh catches on arms and hands; the next one tells what is tight.
      if (l === levels.length - 2) {
        const eases = letOut(pattern, finer, cloth, (await session.read()).positions);
        if (eases.length > 0) {
          pattern = { ...pattern, authoredEase: [...pattern.authoredEase, ...eases] };
        }
      }
      if (isFitted) {
        let asSolved = finer;
        finer = await fitOnBody(finer, session, {
          times: level.fittings,
          layers,
          halfChest: halfChest(pattern),
          iron,
          strainOf: (fitted, at) => measureStrain(withEaseOf(cloth, fitted), at),
          settle: (fitted, how) => {
            // Cloth that comes to rest is asked for many times as it is.
            if (fitted !== asSolved) session.refit(withEaseOf(cloth, fitted));
            asSolved = fitted;
            const tell = how === 'fitting' ? report : lookUp;
            return runPhases(session, level[how], holdings.whileFalling, tell);
          },
          onLeftFolded: () => {
            isLeftFolded = true;
          },
        });
      }
      positions = Float32Array.from((await session.read()).positions);
    } finally {
      session.close();
    }
    done += work[l]!;
    sewn = finer;
    if (options.onCoarse && l < levels.length - 1) {
      await options.onCoarse(worn(pattern, finer, positions, dressed, scene));
    }
  }
  if (sewn === null || positions === null || dressed === null)
    throw new Error('A drape needs at least one level.');
  context.log(JOB_LINES.clothSimulated(solver.device));
  context.progress('drape', 1);
  return { draped: worn(pattern, sewn, positions, dressed, scene), isLeftFolded };
}

/** @param dressed The closed state of the mesh that was closed. */
function worn(
  pattern: Pattern,
  sewn: SewnGarment,
  positions: Float32Array,
  dressed: { readonly sewn: SewnGarment; readonly positions: Float32Array },
  { lift, body }: DrapeScene,
): DrapedGarment {
  const closed = transferPositions(dressed.sewn, dressed.positions, sewn);
  return { pattern, sewn, positions, placement: placementOf(pattern, sewn, closed, lift), body };
}

/** Half the flat width between the armpits, metres; null for garments that hang from the waist. */
export function halfChest({ category, landmarks }: Pattern): number | null {
  const [left, right] = [landmarks['armpit-left'], landmarks['armpit-right']];
  if (WAIST_CATEGORIES.has(category) || !left || !right) return null;
  return (left[0] - right[0]) / 2;
}

/** The closed state, its bands at the heights where they are meant to sit. */
function placementOf(
  pattern: Pattern,
  sewn: SewnGarment,
  closed: Float32Array,
  lift: number,
): Float32Array {
  for (const v of bandVertices(pattern, sewn)) closed[3 * v + 1] = sewn.flat[2 * v + 1]! + lift;
  return closed;
}

function substepsOf(level: DrapeLevel): number {
  return phasesOfLevel(level).reduce((sum, { substeps }) => sum + substeps, 0);
}
