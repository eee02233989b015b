import type { DrawToBody } from '../cloth/rules.ts';
import type { Category } from '../garment/vocabulary.ts';
import { STANDING_UP } from '../garment/vocabulary.ts';
import { vertexDistance } from '../mesh/vertex-distance.ts';
import type { WornCloth } from '../posing/pose-garment.ts';
import { HUG, PLAY, REACH } from './hug-edges.ts';

/** Metres below the neck's side from which a neck's edge lies on the shoulders or the nape: lower in front it may hang open. */
const BELOW_NECK = 0.04;

/**
 * The rule that a mesh's neck lies on the shoulders and on the nape, as a pattern's does behind (hug-edges.ts): where a closed one was
 * cut, its edge is wherever its surface left the neck, and cloth that slants down from there holds it up like a roof.
 *
 * @param lying As it was put on.
 * @returns null of what may have a collar or a hood, and of what has no neck.
 */
export function hugNeckOf(
  { positions, sewn, body }: WornCloth,
  category: Category,
): DrawToBody | null {
  if (STANDING_UP.has(category)) return null;
  const lowest = body.landmarks.neck_side_left![1] - BELOW_NECK;
  const edge = sewn.openings
    .filter(({ kind }) => kind === 'neck')
    .flatMap(({ vertices }) => [...vertices])
    .filter((v) => positions[3 * v + 1]! > lowest);
  if (edge.length === 0) return null;
  const near: number[] = [];
  for (let v = 0; v < sewn.vertexCount; v++) {
    if (positions[3 * v + 1]! <= lowest) continue;
    if (edge.some((e) => vertexDistance(positions, v, e) < REACH)) near.push(v);
  }
  return { kind: 'draw-to-body', vertices: Uint32Array.from(near), play: PLAY, share: HUG };
}
