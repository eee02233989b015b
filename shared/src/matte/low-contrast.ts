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
  const sides = new Float64Array(8);
  for (let y = reach; y < height - reach; y++) {
    const end = y * width + width - reach;
    let i = nextOnEdge(data, y * width + reach, end, width);
    for (; i < end; i = nextOnEdge(data, i + 1, end, width)) {
      if (edge++ % STRIDE > 0) continue;
      looked++;
      sides.fill(0);
      for (let row = i - reach * width; row <= i + reach * width; row += width) {
        addColours(image.data, data, row - reach, row + reach, sides);
      }
      if (differenceAcross(sides) < LEAST_DIFFERENCE) alike++;
    }
  }
  return alike / Math.max(1, looked);
}

/** The first pixel from `i` on that is garment beside ground; `end` when there is none before. */
function nextOnEdge(data: GrayImage['data'], i: number, end: number, width: number): number {
  for (; i < end; i++) {
    if (data[i]! < 128) continue;
    if (data[i - 1]! < 128 || data[i + 1]! < 128) return i;
    if (data[i - width]! < 128 || data[i + width]! < 128) return i;
  }
  return end;
}

/** Adds the colours and number of sure garment (from 0) and of sure ground (from 4) in part of a row. */
function addColours(
  colours: RgbaImage['data'],
  data: GrayImage['data'],
  from: number,
  to: number,
  sides: Float64Array,
): void {
  for (let i = from; i <= to; i++) {
    const alpha = data[i]!;
    if (alpha > 12 && alpha < 243) continue;
    const side = alpha >= 243 ? 0 : 4;
    sides[side]! += colours[i * 4]!;
    sides[side + 1]! += colours[i * 4 + 1]!;
    sides[side + 2]! += colours[i * 4 + 2]!;
    sides[side + 3]!++;
  }
}

/** The largest channel difference of the two sides' mean colours, levels; the most where one is not seen. */
function differenceAcross(sides: Float64Array): number {
  const garment = sides[3]!;
  const ground = sides[7]!;
  if (garment === 0 || ground === 0) return 255;
  let most = 0;
  for (let c = 0; c < 3; c++) {
    most = Math.max(most, Math.abs(sides[c]! / garment - sides[4 + c]! / ground));
  }
  return most;
}

/** Whether the garment hardly differs from its ground along much of its edge. */
export function isLowContrast(image: RgbaImage, matte: GrayImage): boolean {
  return alikeEdge(image, matte) > MOST_ALIKE;
}
