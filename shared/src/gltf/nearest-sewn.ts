import type { GarmentSurface } from './split-garment.ts';

/** The sewn vertex that each drawn one goes with: its own, for the cloth that is turned under the nearest. */
export function nearestSewn(surface: GarmentSurface, sewn: Float32Array): Uint32Array {
  return surface.sewnVertices.map((own, v) => {
    if (3 * own < sewn.length) return own;
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let w = 0; 3 * w < sewn.length; w++) {
      const squared =
        (sewn[3 * w]! - surface.positions[3 * v]!) ** 2 +
        (sewn[3 * w + 1]! - surface.positions[3 * v + 1]!) ** 2 +
        (sewn[3 * w + 2]! - surface.positions[3 * v + 2]!) ** 2;
      if (squared >= least) continue;
      least = squared;
      nearest = w;
    }
    return nearest;
  });
}
