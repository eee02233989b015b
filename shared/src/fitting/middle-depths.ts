import type { FrontProfile } from './front-profile.ts';

/** Passes that carry the body's middle into the empty cells beside it: 40 cells are half a metre. */
const SPREAD_PASSES = 40;
/** Passes of smoothing, over about 3 cm, so that cloth is not bent where an arm meets the trunk. */
const SMOOTHING_PASSES = 6;

/**
 * The middle between a body's front and back over its front view: where the seams of a garment
 * round it belong, for trunk and limbs alike. Beside the body it goes on smoothly.
 *
 * @returns z at (x, y), in the profile's unit; kept within the grid.
 */
export function middleDepths(profile: FrontProfile): (x: number, y: number) => number {
  const { columns, rows, near, far } = profile;
  let middles: Float64Array = new Float64Array(columns * rows);
  let known: Uint8Array = new Uint8Array(columns * rows);
  for (let cell = 0; cell < middles.length; cell++) {
    if (near[cell]! === -Infinity) continue;
    middles[cell] = (near[cell]! + far[cell]!) / 2;
    known[cell] = 1;
  }
  for (let pass = 0; pass < SPREAD_PASSES + SMOOTHING_PASSES; pass++) {
    const smooth = pass >= SPREAD_PASSES;
    const next = middles.slice();
    const nextKnown = known.slice();
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const cell = column + columns * row;
        if (known[cell] && !smooth) continue;
        let sum = 0;
        let count = 0;
        for (let side = 0; side < 4; side++) {
          const i = column + (side === 0 ? 1 : side === 1 ? -1 : 0);
          const j = row + (side === 2 ? 1 : side === 3 ? -1 : 0);
          if (i < 0 || j < 0 || i >= columns || j >= rows || !known[i + columns * j]) continue;
          sum += middles[i + columns * j]!;
          count++;
        }
        if (count === 0) continue;
        next[cell] = smooth && known[cell] ? (middles[cell]! + sum / count) / 2 : sum / count;
        nextKnown[cell] = 1;
      }
    }
    middles = next;
    known = nextKnown;
  }
  const node = (column: number, row: number): number => {
    const i = Math.min(columns - 1, Math.max(0, column));
    const j = Math.min(rows - 1, Math.max(0, row));
    return middles[i + columns * j]!;
  };
  return (x, y) => {
    const u = (x - profile.left) / profile.cellX - 0.5;
    const v = (y - profile.bottom) / profile.cellY - 0.5;
    const [i, j] = [Math.floor(u), Math.floor(v)];
    const [s, t] = [u - i, v - j];
    const low = (1 - s) * node(i, j) + s * node(i + 1, j);
    const high = (1 - s) * node(i, j + 1) + s * node(i + 1, j + 1);
    return (1 - t) * low + t * high;
  };
}
