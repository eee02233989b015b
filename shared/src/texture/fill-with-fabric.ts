import { boxMean } from '../image/box-filter.ts';
import { learnGrain } from './fabric-grain.ts';
import { growMask } from './grow-mask.ts';
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
  if (!hole.includes(1)) return;
  const rim = growMask(hole, width, height, FEATHER);
  // What lies at a hole's rim may hold its shadow.
  const cloth = known.map((value, i) => (value && !rim[i] ? 1 : 0));
  const smooth = smoothCloth(data, cloth, width, height);
  const around = new Float32Array(3);
  const residualAt = (x: number, y: number, rgb: Float32Array) => {
    smooth.at(x, y, around);
    const o = 4 * (y * width + x);
    for (let k = 0; k < 3; k += 1) rgb[k] = data[o + k]! - around[k]!;
  };
  const grain = learnGrain(residualAt, cloth, width, height);
  const cover = boxMean(hole, width, height, FEATHER);
  const rgb = new Float32Array(3);
  for (let i = 0; i < rim.length; i += 1) {
    if (!rim[i]) continue;
    const [x, y] = [i % width, (i / width) | 0];
    // A straight rim covers half of the window; beyond it the share falls to nothing.
    const share = hole[i] || !known[i] ? 1 : Math.min(1, 2 * cover[i]!);
    smooth.at(x, y, rgb);
    grain?.addTo(rgb, x, y);
    for (let k = 0; k < 3; k += 1) {
      const mixed = data[4 * i + k]! + share * (rgb[k]! - data[4 * i + k]!);
      data[4 * i + k] = Math.max(0, Math.min(255, mixed + 0.5));
    }
  }
}
