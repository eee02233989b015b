import type { Holding } from '../cloth/cloth-solver.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import type { DrapeScene } from './drape-scene.ts';
import { holdFrontOpenOf } from './hold-front-open.ts';
import { type Holds, holdGarment } from './hold-garment.ts';
import { hoodOnHead, restHoodOf } from './hood-on-head.ts';
import { hugEdgesOf } from './hug-edges.ts';
import { keepLegsApartOf } from './keep-legs-apart.ts';
import { keepSidesOf } from './keep-sides.ts';
import { restShouldersOf } from './rest-shoulders.ts';
import { restSleevesOf } from './rest-sleeves.ts';
import { shoulderSeamVertices } from './seam-vertices.ts';
import { tuckInOf } from './tuck-in.ts';

/**
 * What holds one level's cloth, and what it keeps to, while it closes round the body and from then on.
 *
 * @param tucked Vertices worn inside a waistband.
 */
export function drapeHoldings(
  pattern: Pattern,
  sewn: SewnGarment,
  { lift, depths, shoulders, body }: DrapeScene,
  tucked: readonly number[],
): Record<keyof Holds, Holding> {
  const shoulderSeams = shoulderSeamVertices(pattern, sewn);
  const holds = holdGarment(pattern, sewn, lift, shoulders, shoulderSeams);
  const hood = hoodOnHead(pattern, body.avatar, lift);
  const restHood = restHoodOf(hood, sewn);
  const keepSides = keepSidesOf(sewn, depths, hood, WAIST_CATEGORIES.has(pattern.category));
  const keepLegsApart = keepLegsApartOf(pattern, sewn);
  const restShoulders = restShouldersOf(sewn, shoulderSeams, depths, shoulders);
  const restSleeves = restSleevesOf(pattern, sewn, shoulderSeams, shoulders);
  const hugEdges = hugEdgesOf(pattern, sewn);
  const holdFrontOpen = holdFrontOpenOf(pattern, sewn);
  return {
    whileClosing: {
      anchors: holds.whileClosing,
      rules: [keepSides, keepLegsApart, restHood, holdFrontOpen],
    },
    whileFalling: {
      anchors: holds.whileFalling,
      rules: [
        keepSides,
        keepLegsApart,
        restShoulders,
        restSleeves,
        restHood,
        hugEdges,
        holdFrontOpen,
        tuckInOf(tucked),
      ],
    },
  };
}
