import type { Avatar, PosedBody } from '../body/avatar.ts';
import type { Box3 } from '../body/distance-field.ts';
import { poseBody } from '../body/pose-body.ts';
import { buildCloth } from '../cloth/cloth.ts';
import { type ClothState, clothAtRest } from '../cloth/cloth-state.ts';
import { DEFAULT_FABRIC } from '../cloth/fabric.ts';
import { type Phase, simulate } from '../cloth/simulate.ts';
import type { Quality } from '../garment/vocabulary.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { edgeLengthFor } from '../pattern/edge-length.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { sewPattern } from '../pattern/sew-pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { transferPositions } from '../pattern/transfer-positions.ts';
import type { ByteCache } from '../tryon/ports.ts';
import { bodyDepths } from './body-depths.ts';
import { drapeLevels } from './drape-levels.ts';
import type { DrapeScene } from './drape-scene.ts';
import type { DrapedGarment } from './draped-garment.ts';
import { hangHeight } from './hang-height.ts';
import { holdGarment } from './hold-garment.ts';
import { keepSidesOf } from './keep-sides.ts';
import { placeGarment } from './place-garment.ts';
import { poseForPattern } from './pose-for-pattern.ts';
import { posedField } from './posed-field.ts';

export interface DrapeOptions {
  readonly quality: Quality;
  /** Millimetres between cloth and skin. */
  readonly offsetMm: number;
  /** Of the mesh's jitter; the same seed gives the same garment. */
  readonly seed: number;
}

/** Metres round the placed garment that the body's field covers. */
const FIELD_MARGIN = 0.08;
/** Metres of contact beyond the offset asked for: the field's mean error, so that little is left to snap. */
const CONTACT_MARGIN = 0.0005;
/** Substeps between looks at the caller's signal. */
const CHUNK = 50;

/**
 * Puts a pattern on a body: poses the body to the pattern's limbs, places the panels before and
 * behind it, sewn, and lets the cloth fall, from a coarse mesh to the quality's own.
 *
 * @param cache Keeps the posed body's distance field; null bakes it each time.
 * @throws {InputError} when the pattern cannot be sewn or the body lacks what draping needs.
 * @throws {CancelledError}
 */
export async function drapeGarment(
  pattern: Pattern,
  avatar: Avatar,
  options: DrapeOptions,
  cache: ByteCache | null,
  context: JobContext,
): Promise<DrapedGarment> {
  context.progress('pose', 0);
  throwIfCancelled(context.signal);
  const lift = hangHeight(avatar, pattern);
  const body = poseBody(avatar, poseForPattern(avatar, pattern));
  const field = await posedField(body, fieldBox(body, pattern, lift), cache);
  const scene: DrapeScene = { lift, body, field, depths: bodyDepths(field) };
  context.progress('pose', 1);
  context.progress('drape', 0);

  const levels = drapeLevels(
    edgeLengthFor(pattern, options.quality),
    options.offsetMm / 1000 + CONTACT_MARGIN,
  );
  const work = levels.map(({ edgeLength, phases }) =>
    phases.reduce((sum, { substeps }) => sum + substeps / edgeLength ** 2, 0),
  );
  const allWork = work.reduce((sum, share) => sum + share, 0);
  let done = 0;
  let sewn: SewnGarment | null = null;
  let positions: Float32Array | null = null;
  for (const [l, level] of levels.entries()) {
    throwIfCancelled(context.signal);
    const finer = sewPattern(pattern, level.edgeLength, options.seed);
    const start: ArrayLike<number> =
      sewn === null || positions === null
        ? placeGarment(pattern, finer, scene)
        : transferPositions(sewn, positions, finer);
    const state = settle(pattern, finer, start, level.phases, scene, (share) => {
      throwIfCancelled(context.signal);
      context.progress('drape', (done + share * work[l]!) / allWork);
    });
    done += work[l]!;
    sewn = finer;
    positions = Float32Array.from(state.positions);
  }
  if (sewn === null || positions === null) throw new Error('A drape needs at least one level.');
  context.progress('drape', 1);
  return {
    pattern,
    sewn,
    positions,
    placement: Float32Array.from(placeGarment(pattern, sewn, scene)),
    body,
  };
}

function settle(
  pattern: Pattern,
  sewn: SewnGarment,
  start: ArrayLike<number>,
  phases: readonly Phase[],
  { lift, depths, field, body }: DrapeScene,
  report: (share: number) => void,
): ClothState {
  const cloth = buildCloth(sewn, DEFAULT_FABRIC);
  const state = clothAtRest(start);
  const holds = holdGarment(pattern, sewn, lift, body.avatar);
  const keepSides = keepSidesOf(sewn, depths);
  const total = phases.reduce((sum, { substeps }) => sum + substeps, 0);
  let done = 0;
  for (const phase of phases) {
    for (let left = phase.substeps; left > 0; left -= CHUNK) {
      const substeps = Math.min(left, CHUNK);
      simulate(
        cloth,
        state,
        {
          field,
          grips: holds.grips,
          guides: phase.guided ? holds.guides : holds.guards,
          keepSides,
        },
        { ...phase, substeps },
      );
      done += substeps;
      report(done / total);
    }
  }
  return state;
}

/** The box round the pattern where it is placed, as deep as the body, with a margin. */
export function fieldBox(body: PosedBody, pattern: Pattern, lift: number): Box3 {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { outline } of pattern.panels) {
    for (let i = 0; i < outline.length; i += 2) {
      const x = outline[i]!;
      const y = outline[i + 1]! + lift;
      min[0] = Math.min(min[0], x);
      max[0] = Math.max(max[0], x);
      min[1] = Math.min(min[1], y);
      max[1] = Math.max(max[1], y);
    }
  }
  for (let i = 2; i < body.positions.length; i += 3) {
    min[2] = Math.min(min[2], body.positions[i]!);
    max[2] = Math.max(max[2], body.positions[i]!);
  }
  return {
    min: [min[0] - FIELD_MARGIN, min[1] - FIELD_MARGIN, min[2] - FIELD_MARGIN],
    max: [max[0] + FIELD_MARGIN, max[1] + FIELD_MARGIN, max[2] + FIELD_MARGIN],
  };
}
