import type { Anchors } from '../cloth/anchors.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { BACK, FRONT } from './place-garment.ts';

/** Share of the way back to its height that a gripped edge goes each substep. */
const GRIP = 0.1;
/** The same for neck points while the garment settles. */
const GUIDE = 0.05;

/** What holds a garment while it is draped. */
export interface Holds {
  /** Edges that grip the body and keep their height to the end: waistbands, strapless tops. */
  readonly grips: Anchors;
  /** Neck points, kept over the shoulders until the cloth has closed round the body. */
  readonly guides: Anchors;
}

/** @param lift Height (metres, file frame) of the pattern's y = 0. */
export function holdGarment(pattern: Pattern, sewn: SewnGarment, lift: number): Holds {
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
  return {
    grips: anchorsAt(sewn, gripped, lift, [0, GRIP, 0]),
    guides: anchorsAt(sewn, guided, lift, [GUIDE, GUIDE, 0]),
  };
}

function anchorsAt(
  { flat }: SewnGarment,
  vertices: ReadonlySet<number>,
  lift: number,
  strength: readonly [number, number, number],
): Anchors {
  const list = Uint32Array.from(vertices);
  const targets = new Float64Array(3 * list.length);
  const strengths = new Float64Array(3 * list.length);
  list.forEach((v, n) => {
    targets[3 * n] = flat[2 * v]!;
    targets[3 * n + 1] = flat[2 * v + 1]! + lift;
    strengths.set(strength, 3 * n);
  });
  return { vertices: list, targets, strengths };
}
