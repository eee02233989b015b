import { peekingVertices } from '../layers/peeking-vertices.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { weldMesh } from '../mesh/weld-mesh.ts';
import type { DecodedFitted } from './decoded-fitted.ts';
import { clothOf } from './worn-cloth.ts';

/** Limit of docs/gates.md: vertices of an inner garment that may look out through the one over it. */
export const MOST_PEEKING = 10;

/** Inner cloth that looks out through a garment worn over it. */
export interface Peeking {
  /** Numbers of the layers, inner to outer, from 0. */
  readonly inner: number;
  readonly outer: number;
  readonly vertices: number;
  /** Metres beyond the outer cloth; 0 where nothing looks out. */
  readonly deepest: number;
}

/**
 * Looks in a written and decoded outfit for inner cloth outside of what is worn over it: the penetration
 * gate looks the other way, from the outer garment inwards.
 *
 * @param layers Inner to outer.
 */
export function measurePeeking(layers: readonly DecodedFitted[]): Peeking[] {
  if (layers.length < 2) return [];
  const skin = weldMesh(layers[0]!.avatar);
  const body = indexBody(skin.positions, skin.indices);
  const cloths = layers.map(clothOf);
  return cloths.flatMap((inner, n) =>
    cloths.slice(n + 1).map((outer, k): Peeking => {
      const found = peekingVertices(inner, outer, body);
      return {
        inner: n,
        outer: n + 1 + k,
        vertices: found.length,
        deepest: found.reduce((most, { depth }) => Math.max(most, depth), 0),
      };
    }),
  );
}
