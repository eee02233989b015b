import type { Avatar } from '../body/avatar.ts';
import type { Anchors } from '../cloth/anchors.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { SHOULDER_GAP } from './hang-height.ts';
import { BACK, FRONT } from './place-garment.ts';
import { shoulderProfile } from './shoulder-profile.ts';

/** Shares of the way back to its height that a gripped edge goes each substep, point by point and as one. */
const GRIP_EACH = 0.002;
const GRIP_TOGETHER = 0.1;
/** Share of the way back to its place that a neck point goes each substep. */
const GUIDE = 0.05;
/** Metres that a neck point may slide once the cloth has closed: wide necks else fall off the shoulders. */
const NECK_SLIDE = 0.015;

/** What holds a garment while it is draped. */
export interface Holds {
  /** Edges that grip the body and keep their height to the end: waistbands, strapless tops. */
  readonly grips: Anchors;
  /** Neck points, kept at their places over the shoulders until the cloth has closed round the body. */
  readonly guides: Anchors;
  /** The same, free to slide a little, to the end. */
  readonly guards: Anchors;
}

/** @param lift Height (metres, file frame) of the pattern's y = 0. */
export function holdGarment(
  pattern: Pattern,
  sewn: SewnGarment,
  lift: number,
  avatar: Avatar,
): Holds {
  const shoulders = shoulderProfile(avatar);
  const gripped = new Set<number>();
  const guided = new Set<number>();
  const waistGarment = WAIST_CATEGORIES.has(pattern.category);
  for (const { kind, vertices } of sewn.openings) {
    if (kind === 'top' || (kind === 'waist' && waistGarment))
      for (const v of vertices) gripped.add(v);
    if (kind === 'neck') {
      for (const v of vertices) if (sewn.facings[v] === (FRONT | BACK)) guided.add(v);
    }
  }
  const neck = placesOf(sewn, guided, lift);
  for (let n = 0; n < neck.vertices.length; n++) {
    // A neck point drawn above the shoulder (a tilted or wide neck) is let down onto it.
    const onShoulder = shoulders.heightAt(Math.abs(neck.targets[3 * n]!)) + SHOULDER_GAP;
    neck.targets[3 * n + 1] = Math.min(neck.targets[3 * n + 1]!, onShoulder);
  }
  return {
    grips: {
      ...placesOf(sewn, gripped, lift),
      slack: 0,
      each: [0, GRIP_EACH, 0],
      together: [0, GRIP_TOGETHER, 0],
    },
    guides: { ...neck, slack: 0, each: [GUIDE, GUIDE, 0], together: [0, 0, 0] },
    guards: { ...neck, slack: NECK_SLIDE, each: [GUIDE, GUIDE, 0], together: [0, 0, 0] },
  };
}

function placesOf(
  { flat }: SewnGarment,
  vertices: ReadonlySet<number>,
  lift: number,
): Pick<Anchors, 'vertices' | 'targets'> {
  const list = Uint32Array.from(vertices);
  const targets = new Float64Array(3 * list.length);
  list.forEach((v, n) => {
    targets[3 * n] = flat[2 * v]!;
    targets[3 * n + 1] = flat[2 * v + 1]! + lift;
  });
  return { vertices: list, targets };
}
