import type { RgbaImage } from '../../src/image/image.ts';

const SIDE = 400;

export const TEE_CLOTH = [200, 40, 50] as const;
/** Under the transparent pixels: must never be seen. */
export const TEE_GROUND = [0, 255, 255] as const;
/** A square on the chest, edges as shares of the photo's height from its middle, y down. */
export const TEE_PRINT = {
  left: -0.1,
  right: 0.1,
  top: -0.16,
  bottom: 0.04,
  colour: [20, 20, 40],
} as const;

/** A cut-out photo of a tee with short sleeves that hang at 45 degrees and a dark square on its chest. */
export function printedTee(): RgbaImage {
  const data = new Uint8Array(4 * SIDE * SIDE);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const x = (column + 0.5) / SIDE - 0.5;
      const y = (row + 0.5) / SIDE - 0.5;
      const isPrint =
        x > TEE_PRINT.left && x < TEE_PRINT.right && y > TEE_PRINT.top && y < TEE_PRINT.bottom;
      const isCloth = isTee(Math.abs(x), y);
      const colour = !isCloth ? TEE_GROUND : isPrint ? TEE_PRINT.colour : TEE_CLOTH;
      data.set([...colour, isCloth ? 255 : 0], 4 * (row * SIDE + column));
    }
  }
  return { width: SIDE, height: SIDE, data };
}

function isTee(x: number, y: number): boolean {
  const isTrunk = x < 0.22 && y > -0.38 && y < 0.4;
  const isNeck = x < 0.08 && y < -0.36 + 0.05 * (1 - x / 0.08);
  // A sleeve is a strip along the diagonal from the shoulder.
  const along = (x - 0.17 + (y + 0.33)) / Math.SQRT2;
  const across = (x - 0.17 - (y + 0.33)) / Math.SQRT2;
  const isSleeve = along > 0 && along < 0.3 && Math.abs(across) < 0.085;
  return (isTrunk && !isNeck) || isSleeve;
}
