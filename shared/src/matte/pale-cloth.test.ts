import { expect, test } from 'vitest';
import { findPaleCloth } from './pale-cloth.ts';
import { differenceAt, type PlainBackground } from './plain-background.ts';

const SIDE = 120;
const DARK = 60;

/** Level of a grey photo, 0..255, and the network's belief in it, 0..1. */
type Scene = (x: number, y: number) => readonly [level: number, belief: number];

/** Pale cloth of a scene on white; `noise` is the ground's, levels. */
function paleCloth(scene: Scene, noise = 0): Uint8Array | null {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4);
  const belief = new Float32Array(SIDE * SIDE);
  const depth = new Float32Array(SIDE * SIDE);
  const image = { width: SIDE, height: SIDE, data };
  const white = [255, 0, 0] as const;
  const plain: PlainBackground = { planes: [white, white, white], noise };
  for (let i = 0; i < belief.length; i++) {
    const x = i % SIDE;
    const y = (i - x) / SIDE;
    const [level, believed] = scene(x, y);
    data.set([level, level, level, 255], i * 4);
    belief[i] = believed;
    depth[i] = differenceAt(image, plain, x, y);
  }
  return findPaleCloth(image, plain, depth, belief);
}

const isIn = (cloth: Uint8Array | null, x: number, y: number): boolean =>
  cloth?.[y * SIDE + x] === 1;

/** A dark sleeve with a patch of a level across it; its edge is slanted and as soft as a photo's. */
const sleeveWith =
  (patch: number): Scene =>
  (x, y) => {
    const cover = Math.min(1, Math.max(0, x - (30 + 0.2 * y)));
    if (x > 100 || cover === 0) return [255, 0];
    const isPatch = y >= 40 && y < 80 && x < 80;
    return [255 + cover * ((isPatch ? patch : DARK) - 255), isPatch ? 0.2 : 1];
  };

test('a white patch of a dark sleeve is cloth on white, to its slanted edge', () => {
  const cloth = paleCloth(sleeveWith(243));
  for (let y = 42; y < 78; y++) {
    for (let x = Math.ceil(33 + 0.2 * y); x < 79; x++) expect(isIn(cloth, x, y)).toBe(true);
  }
  expect(isIn(cloth, 20, 60)).toBe(false);
});

test('what is open to the ground and of its light is ground', () => {
  expect(paleCloth(sleeveWith(255))).toBeNull();
});

test('a camera’s own noise hides such patches', () => {
  expect(paleCloth(sleeveWith(243), 3)).toBeNull();
});

test('a soft shadow between sleeve and body is none', () => {
  const cloth = paleCloth((x, y) => {
    if (x < 20 || x > 100 || y < 20) return x < 5 || x > 115 || y < 5 ? [255, 0] : [DARK, 1];
    return [255 - 0.012 * (x - 60) ** 2 - 0.004 * (120 - y) ** 2, 0.1];
  });
  expect(cloth).toBeNull();
});

test('a pale stand below a garment is none: it only ends there', () => {
  const stand: Scene = (x, y) => {
    if (y < 60) return x > 20 && x < 100 ? [DARK, 1] : [255, 0];
    return x > 50 && x < 70 && y < 110 ? [240, 0.1] : [255, 0];
  };
  expect(paleCloth(stand)).toBeNull();
});
