import sharp from 'sharp';
import { drawnPhoto } from '../test/medium/drawn-photos.ts';
import type { RandomChoices } from './random-choices.ts';

/** Small: a garment of it is made in about a second, and a thousand uploads are a few megabytes. */
const WIDTH_PX = 200;
const SHAPES = ['tee', 'trousers'] as const;

/**
 * A cut-out garment as PNG, no two the same: the colour is drawn. Its transparency is its matte, so that
 * the network is not asked.
 */
export async function drawnGarment(random: RandomChoices): Promise<Buffer> {
  const drawing = await drawnPhoto(random.pick(SHAPES), { transparent: true });
  const hue = random.whole(0, 359);
  const brightness = 0.6 + 0.8 * random.fraction();
  return sharp(drawing).resize(WIDTH_PX).modulate({ hue, brightness }).png().toBuffer();
}
