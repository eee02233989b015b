import type { RgbaImage } from '../../src/image/image.ts';

/** Colours of a drawn person by what a parsing network calls it; the first is the wall behind. */
export const PERSON_COLOURS = {
  Background: [236, 234, 230],
  Hair: [30, 24, 20],
  Face: [224, 172, 146],
  'Upper-clothes': [40, 70, 160],
  Pants: [30, 120, 60],
  'Left-arm': [226, 176, 150],
  'Left-shoe': [120, 20, 110],
  // Not drawn: what lies between cloth and wall at an edge, which would be taken for skin.
  Bag: [140, 150, 155],
} as const;

/** Somebody in a short-sleeved top and trousers, arms away from the body, on a light wall; upright, 600 x 900. */
export function dressedPerson(): RgbaImage {
  const [width, height] = [600, 900];
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = PERSON_COLOURS[partAt(Math.abs(x + 0.5 - 300), y + 0.5)];
      // Cloth has some grain: colours are learnt from it.
      const grain = ((x * 7 + y * 13) % 5) - 2;
      for (let k = 0; k < 3; k++) data[4 * (y * width + x) + k] = colour[k]! + grain;
      data[4 * (y * width + x) + 3] = 255;
    }
  }
  return { width, height, data };
}

/** @param x from the middle. */
function partAt(x: number, y: number): keyof typeof PERSON_COLOURS {
  if (Math.hypot(x / 34, (y - 105) / 44) < 1) return y < 90 ? 'Hair' : 'Face';
  if (x < 16 && y > 140 && y < 178) return 'Face';
  const isTrunk = x < 92 && y > 170 && y < 455;
  // Arms hang at 35 degrees from the shoulder; the sleeve ends after 100 pixels.
  const along = (x - 80) * 0.574 + (y - 195) * 0.819;
  const across = (x - 80) * 0.819 - (y - 195) * 0.574;
  const isArm = along > 0 && along < 290 && Math.abs(across) < (along < 110 ? 34 : 20);
  if (isTrunk || (isArm && along < 110)) return 'Upper-clothes';
  if (isArm) return 'Left-arm';
  const isLeg = y >= 455 && y < 820 && x < 92 && x > Math.max(0, (y - 520) / 14);
  if (isLeg) return 'Pants';
  if (x > 24 && x < 90 && y >= 820 && y < 846) return 'Left-shoe';
  return 'Background';
}
