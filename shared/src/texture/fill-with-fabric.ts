import { squaredDistanceTo } from '../image/distance-transform.ts';
import { learnGrain } from './fabric-grain.ts';
import { smoothCloth } from './smooth-cloth.ts';

/** Pixels over which a fill fades into the cloth around it. */
const FEATHER = 4;

/**
 * Fills holes in a plain fabric: the smooth colour of the cloth around with the fabric's own grain on
 * it, faded in over a few pixels. Mutates `data`.
 *
 * @param data rgba bytes. @param known non-zero where `data` shows the fabric.
 * @param hole non-zero where to fill; hole pixels never count as known.
 */
export function fillWithFabric(
  data: Uint8Array | Uint8ClampedArray,
  known: Uint8Array,
  hole: Uint8Array,
  width: number,
  height: number,
): void {
  const distance = squaredDistanceTo(hole, width, height);
  // What lies at a hole's rim may hold its shadow.
  const cloth = known.map((value, i) => (value && distance[i]! > FEATHER ** 2 ? 1 : 0));
  const smooth = smoothCloth(data, cloth, width, height);
  const residual = new Float32Array(3 * width * height);
  const rgb = new Float32Array(3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x;
      if (!cloth[i]) continue;
      smooth.at(x, y, rgb);
      for (let k = 0; k < 3; k += 1) residual[3 * i + k] = data[4 * i + k]! - rgb[k]!;
    }
  }
  const grain = learnGrain(residual, cloth, width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x;
      const away = Math.sqrt(distance[i]!);
      if (away >= FEATHER) continue;
      const share = hole[i] || !known[i] ? 1 : 1 - away / FEATHER;
      smooth.at(x, y, rgb);
      grain?.addTo(rgb, x, y);
      for (let k = 0; k < 3; k += 1) {
        const mixed = data[4 * i + k]! + share * (rgb[k]! - data[4 * i + k]!);
        data[4 * i + k] = Math.max(0, Math.min(255, mixed + 0.5));
      }
    }
  }
}
