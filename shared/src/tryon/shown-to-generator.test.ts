import { expect, test } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import type { FoundMatte, MatteFinding } from '../matte/make-matte.ts';
import { shownToGenerator } from './shown-to-generator.ts';

const [WIDTH, HEIGHT] = [120, 200];
const isPerson = (x: number, y: number) => x >= 40 && x < 80 && y >= 20 && y < 180;
const isShirt = (x: number, y: number) => x >= 38 && x < 82 && y >= 60 && y < 100;

function pixels<T>(of: (x: number, y: number) => T): T[] {
  return Array.from({ length: WIDTH * HEIGHT }, (_, at) => of(at % WIDTH, Math.floor(at / WIDTH)));
}

/** Somebody who is cut out already, so that no network is asked for the person's matte. */
const PHOTO: RgbaImage = {
  width: WIDTH,
  height: HEIGHT,
  data: Uint8ClampedArray.from(pixels((x, y) => [90, 60, 30, isPerson(x, y) ? 255 : 0]).flat()),
};

function shirtMatte(findings: readonly MatteFinding[]): FoundMatte {
  const data = Uint8Array.from(pixels((x, y) => (isShirt(x, y) ? 255 : 0)));
  return { width: WIDTH, height: HEIGHT, data, findings };
}

const prior = {
  run: () => Promise.reject(new Error('No network is to be asked for a photo with a matte.')),
} as never;
const alphas = ({ data }: RgbaImage) => pixels((x, y) => data[4 * (y * WIDTH + x) + 3]! >= 128);

test('pifuhd sees the person, and is told which part is the garment', async () => {
  const separated = { workingImage: PHOTO, matte: shirtMatte(['cut-from-person']) };
  const { shown, garment, cutOut } = await shownToGenerator('pifuhd', separated, { prior });
  expect(alphas(shown)).toEqual(pixels((x, y) => isPerson(x, y) || isShirt(x, y)));
  expect(alphas(cutOut)).toEqual(pixels(isShirt));
  expect(garment).toBe(cutOut);
});

test.each(['triposr', 'shap-e'] as const)('%s sees the garment alone', async (generator) => {
  const separated = { workingImage: PHOTO, matte: shirtMatte(['cut-from-person']) };
  const { shown, garment, cutOut } = await shownToGenerator(generator, separated, { prior });
  expect(shown).toBe(cutOut);
  expect(garment).toBeUndefined();
});

test('pifuhd sees what stands out where no garment was cut out of a person', async () => {
  const separated = { workingImage: PHOTO, matte: shirtMatte([]) };
  const { shown, garment } = await shownToGenerator('pifuhd', separated, { prior });
  expect(alphas(shown)).toEqual(pixels(isShirt));
  expect(garment).toBeUndefined();
});
