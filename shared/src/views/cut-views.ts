import type { RgbaImage } from '../image/image.ts';
import { roundHalfEven } from './round-half-even.ts';
import { GRID_COLUMNS, GRID_ROWS } from './view-model.ts';

/** Of the VAE: its latents are this much smaller where they are denoised. */
const VAE_SCALE = 0.18215;

/** What Zero123++ moved and squeezed in training is put back: latents, then the picture. */
const LATENT_SQUEEZE = 0.75;
const LATENT_SHIFT = 0.22;
const IMAGE_STRETCH = 0.8 / 0.5;

/** Latents as they come out of the sampler, as the VAE wants them; in place. */
export function unscaleLatents(latents: Float32Array): Float32Array {
  for (let i = 0; i < latents.length; i++) {
    latents[i] = (latents[i]! / LATENT_SQUEEZE + LATENT_SHIFT) / VAE_SCALE;
  }
  return latents;
}

/**
 * Cuts the decoder's picture into views, row by row, and rounds it to bytes, which the reconstruction
 * expects: it was trained on pictures, not on a decoder's numbers.
 *
 * @param picture [1, 3, 3 · side, 2 · side] as decoded, planar RGB; about ±0.625.
 * @param side Of a view, pixels.
 */
export function cutViews(picture: Float32Array, side: number): RgbaImage[] {
  const rowLength = side * GRID_COLUMNS;
  const plane = rowLength * side * GRID_ROWS;
  return Array.from({ length: GRID_ROWS * GRID_COLUMNS }, (_, n) => {
    const corner = Math.floor(n / GRID_COLUMNS) * side * rowLength + (n % GRID_COLUMNS) * side;
    const data = new Uint8Array(side * side * 4).fill(255);
    for (let i = 0; i < side * side; i++) {
      const from = corner + Math.floor(i / side) * rowLength + (i % side);
      for (let c = 0; c < 3; c++) {
        const level = (picture[c * plane + from]! * IMAGE_STRETCH) / 2 + 0.5;
        data[i * 4 + c] = roundHalfEven(Math.min(1, Math.max(0, level)) * 255);
      }
    }
    return { width: side, height: side, data };
  });
}

/** The views as the reconstruction reads them: [1, n, 3, side, side], 0..1. */
export function viewsTensor(views: readonly RgbaImage[]): Float32Array {
  const plane = views[0] ? views[0].width * views[0].height : 0;
  const values = new Float32Array(views.length * 3 * plane);
  views.forEach(({ data }, n) => {
    for (let c = 0; c < 3; c++) {
      const to = (n * 3 + c) * plane;
      for (let i = 0; i < plane; i++) values[to + i] = data[i * 4 + c]! / 255;
    }
  });
  return values;
}
