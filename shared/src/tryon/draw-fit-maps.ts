import type { WebIO } from '@gltf-transform/core';
import { withLegend } from '../evidence/draw-legend.ts';
import type { FitMap } from '../evidence/map-scales.ts';
import { openFittedMaps } from '../gltf/paint-fitted.ts';
import type { RgbaImage } from '../image/image.ts';

/** A map of what is worn, drawn. */
export interface DrawnFitMap {
  readonly map: FitMap;
  /** Front, side and back, with the legend. */
  readonly picture: RgbaImage;
  /** The dressed avatar, its garments painted. */
  readonly glb: Uint8Array;
}

/**
 * Every map that a worn garment, or an outfit, has, one after the other: each is dropped before the next is drawn.
 *
 * @throws {InputError} `not-a-fitted-glb`
 */
export async function* drawFitMaps(
  fittedGlb: Uint8Array,
  gltf: WebIO,
): AsyncGenerator<DrawnFitMap> {
  const { maps, figures, draw, paint } = await openFittedMaps(fittedGlb, gltf);
  for (const map of maps) {
    const picture = withLegend(draw(map), map, figures(map));
    yield { map, picture, glb: await paint(map) };
  }
}
