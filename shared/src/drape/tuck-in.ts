import type { DrawToBody } from '../cloth/rules.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';

/** Share of its way to the body that tucked cloth goes each substep. */
const PRESS = 0.3;
/** Metres off the skin that a waistband leaves tucked cloth: little more than the contact's own. */
const PLAY = 0.005;
/** Metres below the waistband's edge from which cloth is held: above, it blouses out over it. */
const BELOW_EDGE = 0.005;
/** Metres beyond the hem's ends within which cloth is trunk; sleeves lie farther out. */
const BESIDE_HEM = 0.01;

/**
 * Vertices of a hem that is worn inside a waistband.
 *
 * @param waistband Height of the waistband's upper edge, metres, pattern frame; null: nothing is tucked.
 */
export function tuckedVertices(sewn: SewnGarment, waistband: number | null): number[] {
  const hem = sewn.openings.find(({ kind }) => kind === 'hem' || kind === 'front');
  if (waistband === null || !hem) return [];
  let reach = 0;
  for (const v of hem.vertices) reach = Math.max(reach, Math.abs(sewn.flat[2 * v]!));
  const inside: number[] = [];
  for (let v = 0; v < sewn.vertexCount; v++) {
    const isTrunk = Math.abs(sewn.flat[2 * v]!) <= reach + BESIDE_HEM;
    if (isTrunk && sewn.flat[2 * v + 1]! < waistband - BELOW_EDGE) inside.push(v);
  }
  return inside;
}

/**
 * The rule that a tucked hem lies on the body, gathered; what is worn over it then has its room.
 */
export function tuckInOf(tucked: readonly number[]): DrawToBody {
  return { kind: 'draw-to-body', vertices: Uint32Array.from(tucked), play: PLAY, share: PRESS };
}
