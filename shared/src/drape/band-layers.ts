import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { bandVertices } from './hold-garment.ts';

/** Depth of a band, metres. */
const DEPTH = 0.03;
/**
 * A waistband is folded, faced and stitched: it holds its length against the weight of the garment that
 * hangs from it. At one layer it was stretched by 6 to 10 % and stood off the back.
 */
const LAYERS = 16;

/** Layers of cloth at each vertex: the bands that grip the body have several. */
export function bandLayers(pattern: Pattern, sewn: SewnGarment): Float32Array {
  const { vertexCount, flat, facings } = sewn;
  const layers = new Float32Array(vertexCount).fill(1);
  const band = [...bandVertices(pattern, sewn)];
  for (let v = 0; v < vertexCount; v++) {
    for (const b of band) {
      if ((facings[v]! & facings[b]!) === 0) continue;
      const dx = flat[2 * v]! - flat[2 * b]!;
      const dy = flat[2 * v + 1]! - flat[2 * b + 1]!;
      if (dx * dx + dy * dy > DEPTH * DEPTH) continue;
      layers[v] = LAYERS;
      break;
    }
  }
  return layers;
}
