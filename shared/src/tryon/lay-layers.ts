import type { PosedBody } from '../body/avatar.ts';
import { bareSolid, indexSolid, type Solid, skinOf } from '../body/solid.ts';
import type { DrapedGarment } from '../drape/draped-garment.ts';
import { type Clearing, keepClear } from '../fitting/keep-clear.ts';
import type { WrittenLayer } from '../gltf/write-fitted.ts';
import { clothOnSurface } from '../layers/cloth-on-surface.ts';
import { drawUnder } from '../layers/draw-under.ts';
import { pressTucked } from '../layers/press-tucked.ts';
import { wearLayer } from '../layers/wear-layer.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { foldedSurface } from './folded-surface.ts';
import type { GarmentTexture } from './made-garment.ts';

/** Rounds of drawing inner cloth in and clearing what lies over it; one is enough for most. */
const ROUNDS = 3;

/** The garments of an outfit as they are put on, inner to outer. */
export interface LaidLayers {
  /** What the next garment is put on. */
  beneath(): Solid;
  readonly layers: readonly WrittenLayer[];
  /**
   * Lays one more garment over the others: it is kept clear of them, its edges are turned under, and inner
   * cloth that still looks out through it is drawn in under it.
   *
   * @param draped Its positions are changed, and those of the garments beneath may be.
   * @param tuckedBelow Height of the waistband that goes over it, metres; null where none does.
   */
  lay(draped: DrapedGarment, texture: GarmentTexture, tuckedBelow: number | null): Promise<void>;
}

/** @param clearing How each garment is kept off the skin and off the garments inside it. */
export function layLayers(body: PosedBody, clearing: Clearing): LaidLayers {
  const { offsetMetres } = clearing;
  const bare = indexBody(body.positions, body.avatar.indices);
  const layers: WrittenLayer[] = [];
  /** What each layer lies on, and last what the next one will. */
  const solids: Solid[] = [bareSolid(skinOf(body))];

  const laid = async (n: number, draped: DrapedGarment, texture: GarmentTexture) => {
    const skin = indexSolid(solids[n]!);
    await keepClear(draped.positions, draped.sewn.indices, skin, clearing);
    const surface = foldedSurface({ ...draped, skin }, texture, offsetMetres);
    layers[n] = { draped, texture, surface };
    solids[n + 1] = wearLayer(solids[n]!, clothOnSurface(draped, surface));
  };
  /** The lowest layer of which something was drawn in; null when nothing looked out. */
  const drawnUnder = (): number | null => {
    let lowest: number | null = null;
    layers.forEach(({ draped: inner }, n) => {
      for (const { draped: outer, surface } of layers.slice(n + 1)) {
        const cloth = { positions: inner.positions, indices: inner.sewn.indices };
        const count = drawUnder(cloth, clothOnSurface(outer, surface), bare, offsetMetres);
        if (count > 0) lowest ??= n;
      }
    });
    return lowest;
  };

  return {
    layers,
    beneath: () => solids[layers.length]!,
    lay: async (draped, texture, tuckedBelow) => {
      const { positions, sewn } = draped;
      if (tuckedBelow !== null) {
        pressTucked({ positions, indices: sewn.indices }, tuckedBelow, body, bare);
      }
      await laid(layers.length, draped, texture);
      for (let round = 0; round < ROUNDS; round++) {
        const lowest = drawnUnder();
        if (lowest === null) return;
        for (let n = lowest; n < layers.length; n++) {
          await laid(n, layers[n]!.draped, layers[n]!.texture);
        }
      }
    },
  };
}
