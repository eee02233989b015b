import type { PosedBody } from '../body/avatar.ts';
import { bareSolid, indexSolid, type Solid, skinOf } from '../body/solid.ts';
import { type Clearing, keepClear } from '../fitting/keep-clear.ts';
import { drawUnder } from '../layers/draw-under.ts';
import type { Layer, LayerGarment } from '../layers/layer-garment.ts';
import { pressTucked } from '../layers/press-tucked.ts';
import { wearLayer } from '../layers/wear-layer.ts';
import { type BodyIndex, indexBody } from '../mesh/closest-point.ts';

/** Rounds of drawing inner cloth in and clearing what lies over it; one is enough for most. */
const ROUNDS = 3;

/** The garments of an outfit as they are put on, inner to outer. */
export interface LaidLayers {
  /** What the next garment is put on. */
  beneath(): Solid;
  readonly layers: readonly Layer[];
  /** The skin of what layer `n` lies on. */
  skinUnder(n: number): BodyIndex;
  /**
   * Lays one more garment over the others: it is kept clear of them, its edges are turned under, and inner
   * cloth that still looks out through it is drawn in under it.
   *
   * @param lying Its positions are changed, and those of the garments beneath may be.
   * @param tuckedBelow Height of the waistband that goes over it, metres; null where none does.
   */
  lay(lying: Layer['lying'], garment: LayerGarment, tuckedBelow: number | null): Promise<void>;
}

/**
 * @param clearing How each garment is kept off the skin and off the garments inside it.
 * @param bare The body's skin, where it is known.
 */
export function layLayers(
  body: PosedBody,
  clearing: Clearing,
  bare: BodyIndex = indexBody(body.positions, body.avatar.indices),
): LaidLayers {
  const { offsetMetres } = clearing;
  const layers: Layer[] = [];
  /** What each layer lies on, as far as it was asked for: nothing goes over the last one. */
  const solids: Solid[] = [bareSolid(skinOf(body))];
  /** Of each layer the skin that it was last kept clear of. */
  const skins: BodyIndex[] = [];

  const solidUnder = (n: number): Solid => {
    while (solids.length <= n)
      solids.push(wearLayer(solids.at(-1)!, layers[solids.length - 1]!.drawn.cloth));
    return solids[n]!;
  };
  const laid = async (n: number, lying: Layer['lying'], garment: LayerGarment) => {
    const skin = n === 0 ? bare : indexSolid(solidUnder(n));
    skins[n] = skin;
    await keepClear(lying.positions, lying.sewn.indices, skin, clearing);
    const drawn = garment.draw({ ...lying, skin });
    layers[n] = { lying, garment, drawn };
    solids.length = Math.min(solids.length, n + 1);
  };
  /** The lowest layer of which something was drawn in; null when nothing looked out. */
  const drawnUnder = (): number | null => {
    let lowest: number | null = null;
    layers.forEach(({ lying: inner }, n) => {
      for (const { drawn } of layers.slice(n + 1)) {
        const cloth = { positions: inner.positions, indices: inner.sewn.indices };
        const count = drawUnder(cloth, drawn.cloth, bare, offsetMetres);
        if (count > 0) lowest ??= n;
      }
    });
    return lowest;
  };

  return {
    layers,
    skinUnder: (n) => skins[n]!,
    beneath: () => solidUnder(layers.length),
    lay: async (lying, garment, tuckedBelow) => {
      const { positions, sewn } = lying;
      if (tuckedBelow !== null) {
        pressTucked({ positions, indices: sewn.indices }, tuckedBelow, body, bare);
      }
      await laid(layers.length, lying, garment);
      for (let round = 0; round < ROUNDS; round++) {
        const lowest = drawnUnder();
        if (lowest === null) return;
        for (let n = lowest; n < layers.length; n++) {
          await laid(n, layers[n]!.lying, layers[n]!.garment);
        }
      }
    },
  };
}
