import type { GrayImage, RgbaImage } from '../image/image.ts';

/** Colours are compared in a window of this half side round a place on the edge, share of the long side. */
const WINDOW = 0.008;
/** Every so many edge pixels are looked at. */
const STRIDE = 5;
/** Sides of the edge that differ by less, levels in the channel that differs most, are hard to tell. */
const LEAST_DIFFERENCE = 8;
/** Said when this share of the edge is hard to tell. */
const MOST_ALIKE = 0.3;

/**
 * How much of the garment's edge hardly differs from the ground beside it.
 *
 * @returns Share of the edge, 0..1.
 */
export function alikeEdge(image: RgbaImage, matte: GrayImage): number {
  const { width, height, data } = matte;
  const reach = Math.max(2, Math.round(WINDOW * Math.max(width, height)));
  let edge = 0;
  let looked = 0;
  let alike = 0;
  for (let y = reach; y < height - reach; y++) {
    for (let x = reach; x < width - reach; x++) {
      const i = y * width + x;
      if (data[i]! < 128) continue;
      if (data[i - 1]! >= 128 && data[i + 1]! >= 128) {
        if (data[i - width]! >= 128 && data[i + width]! >= 128) continue;
      }
      if (edge++ % STRIDE > 0) continue;
      looked++;
      if (differenceAcross(image, matte, x, y, reach) < LEAST_DIFFERENCE) alike++;
    }
  }
  return alike / Math.max(1, looked);
}

/** Mean colours of sure garment and sure ground in a window: their largest channel difference, levels. */
function differenceAcross(
  image: RgbaImage,
  matte: GrayImage,
  atX: number,
  atY: number,
  reach: number,
): number {
  const inside = [0, 0, 0, 0];
  const outside = [0, 0, 0, 0];
  for (let y = atY - reach; y <= atY + reach; y++) {
    for (let x = atX - reach; x <= atX + reach; x++) {
      const i = y * matte.width + x;
      const alpha = matte.data[i]!;
      if (alpha > 12 && alpha < 243) continue;
      const side = alpha >= 243 ? inside : outside;
      for (let c = 0; c < 3; c++) side[c]! += image.data[i * 4 + c]!;
      side[3]! += 1;
    }
  }
  if (inside[3] === 0 || outside[3] === 0) return 255;
  let most = 0;
  for (let c = 0; c < 3; c++) {
    most = Math.max(most, Math.abs(inside[c]! / inside[3]! - outside[c]! / outside[3]!));
  }
  return most;
}

/** Whether the garment hardly differs from its ground along much of its edge. */
export function isLowContrast(image: RgbaImage, matte: GrayImage): boolean {
  return alikeEdge(image, matte) > MOST_ALIKE;
}
