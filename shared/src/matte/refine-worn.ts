import { dilate } from '../image/dilate.ts';
import { guidedFilter } from '../image/guided-filter.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { resampleChannels, resizeImage } from '../image/resize.ts';
import { colourLogRatio, learnColours } from './colour-likelihood.ts';
import { keepGarment } from './keep-garment.ts';
import { opaque } from './opaque.ts';

/** Half the width of the band that is decided anew, as a share of the long side: a cell and a half of the answer. */
const BAND = 0.012;
/** How much the network counts beside colour; and the most that colour counts. */
const HELD_WEIGHT = 1.2;
const MOST_RATIO = 4.5;
/** Of the guided filter at full size; edges of the photo weaker than 2 % do not hold the matte. */
const FILTER_RADIUS = 4;
const FILTER_EPS = 4e-4;
/** The filter's slow ends, a few pixels wide, are no part of an edge. */
const FAINT = 0.25;

/**
 * Sharpens what a parsing network says of one garment to the photo's edges: beside it are skin and other clothes
 * as well as the ground, so that no ground's colour tells it from the rest (as refine-matte.ts has it); in a band
 * round its edge the colours near each place decide.
 *
 * @param beliefAt Gives the network's map, 0..1 by pixel, at any size.
 */
export function refineWorn(
  image: RgbaImage,
  beliefAt: (width: number, height: number) => Float32Array,
): GrayImage {
  const [width, height] = [Math.ceil(image.width / 2), Math.ceil(image.height / 2)];
  const half = resizeImage(image, width, height);
  const belief = beliefAt(width, height);
  const inside = opaque(belief);
  const band = BAND * Math.max(width, height);
  const nearInside = dilate(inside, width, height, band);
  const nearOutside = dilate(
    inside.map((value) => 1 - value),
    width,
    height,
    band,
  );
  const garment = inside.map((value, i) => (value && !nearOutside[i] ? 1 : 0));
  const others = inside.map((value, i) => (!value && !nearInside[i] ? 1 : 0));
  const models = learnColours(half, garment, others);
  const decided = new Float32Array(belief.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (garment[i] || others[i]) {
        decided[i] = garment[i]!;
        continue;
      }
      const ratio = colourLogRatio(models, x, y, half.data, i);
      const held = Math.min(0.97, Math.max(0.03, belief[i]!));
      const score =
        Math.min(MOST_RATIO, Math.max(-MOST_RATIO, ratio)) +
        HELD_WEIGHT * Math.log(held / (1 - held));
      decided[i] = 1 / (1 + Math.exp(-score));
    }
  }
  const kept = keepGarment(decided, width, height);
  const large = resampleChannels(kept, width, height, 1, image.width, image.height);
  const soft = guidedFilter(
    lightOf(image),
    large,
    image.width,
    image.height,
    FILTER_RADIUS,
    FILTER_EPS,
  );
  return {
    width: image.width,
    height: image.height,
    data: Uint8Array.from(soft, (value) =>
      Math.round(255 * Math.min(1, Math.max(0, (value - FAINT) / (1 - 2 * FAINT)))),
    ),
  };
}

/** 0..1 by pixel. */
function lightOf({ data }: RgbaImage): Float32Array {
  return Float32Array.from({ length: data.length / 4 }, (_, i) => {
    const at = 4 * i;
    return (0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!) / 255;
  });
}
