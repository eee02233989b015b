import type { RgbaImage } from '../image/image.ts';
import { type ColourModels, hasColourfulGround, localLogRatio } from './colour-likelihood.ts';

/** From here down a pixel is taken for ground, natural log. */
const GROUND = -1.5;

/** A garment that looks like ground over more of its area than this has a print or cloth of its colour. */
const MOST_ALIKE = 0.05;
/** Every so many pixels are looked at to tell. */
const STRIDE = 3;

/** Share of the garment's pixels that the colours near them give to the ground. */
function shareAlike(image: RgbaImage, models: ColourModels, garment: Uint8Array): number {
  let all = 0;
  let alike = 0;
  for (let y = 0; y < image.height; y += STRIDE) {
    for (let x = 0; x < image.width; x += STRIDE) {
      const i = y * image.width + x;
      if (!garment[i]) continue;
      all++;
      if (localLogRatio(models, x, y, image.data, i) <= GROUND) alike++;
    }
  }
  return alike / Math.max(1, all);
}

/**
 * Follows the ground into slits that the network is too coarse to see: from the sure background, over
 * every pixel that the colours near it give to the ground.
 *
 * @param image At the size that the models were learnt at.
 * @param garment Non-zero where taken for garment so far; `background` where surely ground.
 * @returns 1 where the ground was reached, beyond the sure background.
 */
export function floodSlits(
  image: RgbaImage,
  models: ColourModels,
  garment: Uint8Array,
  background: Uint8Array,
): Uint8Array {
  const { width, height, data } = image;
  const reached = new Uint8Array(garment.length);
  if (shareAlike(image, models, garment) > MOST_ALIKE) return reached;
  const seen = background.slice();
  const stack: number[] = [];
  const visit = (i: number, x: number, y: number): void => {
    if (seen[i]) return;
    seen[i] = 1;
    if (!hasColourfulGround(models, x, y)) return;
    if (localLogRatio(models, x, y, data, i) > GROUND) return;
    reached[i] = 1;
    stack.push(i);
  };
  const spread = (i: number): void => {
    const x = i % width;
    const y = (i - x) / width;
    if (x > 0) visit(i - 1, x - 1, y);
    if (x < width - 1) visit(i + 1, x + 1, y);
    if (y > 0) visit(i - width, x, y - 1);
    if (y < height - 1) visit(i + width, x, y + 1);
  };
  for (let i = 0; i < background.length; i++) if (background[i]) spread(i);
  for (let i = stack.pop(); i !== undefined; i = stack.pop()) spread(i);
  return reached;
}
