import type { RgbaImage } from '../image/image.ts';
import { rasterizePolygon } from '../outline/rasterize-polygon.ts';

/** Half outlines of drawn garments: xy pairs from the top middle down, x away from the axis, pixels of 512 x 640. */
const HALVES = {
  tee: [0, 92, 44, 80, 60, 80, 120, 100, 210, 190, 165, 235, 122, 200, 118, 520, 0, 520],
  longSleeve: [0, 92, 44, 80, 60, 80, 125, 105, 215, 470, 170, 485, 122, 215, 118, 520, 0, 520],
  tank: [0, 150, 40, 130, 52, 80, 78, 80, 84, 150, 118, 210, 112, 500, 0, 500],
  narrowShoulders: [0, 88, 26, 80, 36, 66, 50, 70, 64, 110, 84, 160, 122, 195, 134, 480, 0, 480],
  dress: [0, 70, 40, 60, 55, 60, 100, 75, 150, 140, 115, 165, 88, 135, 80, 250, 165, 590, 0, 590],
  strapless: [0, 120, 100, 112, 92, 240, 150, 560, 0, 560],
  bodysuit: [
    0, 100, 42, 84, 58, 84, 120, 108, 190, 440, 150, 452, 110, 210, 100, 380, 14, 540, 0, 540,
  ],
  tied: [
    0, 110, 44, 80, 60, 80, 120, 100, 210, 190, 165, 235, 122, 200, 118, 420, 124, 560, 104, 560,
    98, 425, 0, 425,
  ],
  skirt: [0, 150, 90, 145, 160, 470, 0, 480],
  trousers: [0, 60, 92, 58, 112, 180, 100, 600, 40, 600, 0, 250],
  bentTrousers: [0, 60, 92, 58, 120, 300, 200, 420, 120, 520, 50, 460, 95, 400, 40, 330, 0, 250],
  shorts: [0, 160, 100, 158, 135, 420, 30, 425, 0, 330],
} as const;

export type DrawnGarment = keyof typeof HALVES;

/** A plain garment on transparent ground: its alpha is its own matte, so no network is asked. */
export function drawGarment(kind: DrawnGarment, tilt = 0): RgbaImage {
  const width = 512;
  const height = 640;
  const half = HALVES[kind];
  const points: number[] = [];
  const push = (x: number, y: number): void => {
    const dy = y - height / 2;
    points.push(
      width / 2 + x * Math.cos(tilt) - dy * Math.sin(tilt),
      height / 2 + x * Math.sin(tilt) + dy * Math.cos(tilt),
    );
  };
  for (let i = 0; i < half.length; i += 2) push(half[i]!, half[i + 1]!);
  for (let i = half.length - 2; i >= 0; i -= 2) push(-half[i]!, half[i + 1]!);
  const mask = rasterizePolygon(points, width, height);
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < mask.length; i++) {
    data.set([70, 90, 150, mask[i] ? 255 : 0], i * 4);
  }
  return { width, height, data };
}
