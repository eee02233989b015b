import type { RgbaImage } from './image.ts';

/** The fourth channel alone, 0..255. */
export function alphaOf({ width, height, data }: RgbaImage): Uint8Array {
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < alpha.length; i++) alpha[i] = data[4 * i + 3]!;
  return alpha;
}
