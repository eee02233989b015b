import { describe, expect, test } from 'vitest';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { findHanger } from './find-hanger.ts';
import { isLowContrast } from './low-contrast.ts';
import { type FoundMatte, makeMatte } from './make-matte.ts';
import type { MattePrior } from './matte-prior.ts';
import { isPersonSeen } from './person-seen.ts';
import { hasSeveralGarments } from './several-garments.ts';

type Colour = readonly [number, number, number];
type Shape = (x: number, y: number) => boolean;

const SIZE = 400;
const box =
  (left: number, top: number, right: number, bottom: number): Shape =>
  (x, y) =>
    x >= left && x < right && y >= top && y < bottom;
const any =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    shapes.some((shape) => shape(x, y));

/** A photo of shapes over a ground, later ones on top, with a little noise that repeats. */
function paint(ground: Colour, layers: readonly (readonly [Shape, Colour])[]): RgbaImage {
  const data = new Uint8Array(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      let colour = ground;
      for (const [shape, own] of layers) if (shape(x, y)) colour = own;
      const noise = ((x * 31 + y * 17 + x * y) % 7) - 3;
      for (let c = 0; c < 3; c++) data[(y * SIZE + x) * 4 + c] = colour[c]! + noise;
      data[(y * SIZE + x) * 4 + 3] = 255;
    }
  }
  return { width: SIZE, height: SIZE, data };
}

function matteOf(shape: Shape): GrayImage {
  const data = new Uint8Array(SIZE * SIZE);
  for (let i = 0; i < data.length; i++) {
    data[i] = shape(i % SIZE, Math.floor(i / SIZE)) ? 255 : 0;
  }
  return { width: SIZE, height: SIZE, data };
}

/** A network that believes in a shape, as coarsely as a real one: by blocks. */
function believing(shape: Shape, size = 40): MattePrior {
  return {
    network: {
      name: 'drawn',
      size,
      divisor: 255,
      mean: [0, 0, 0],
      deviation: [1, 1, 1],
      output: 'probability',
    },
    run: async () => {
      const output = new Float32Array(size * size);
      const step = SIZE / size;
      for (let i = 0; i < output.length; i++) {
        const x = (i % size) * step + step / 2;
        const y = Math.floor(i / size) * step + step / 2;
        output[i] = shape(x, y) ? 0.98 : 0.01;
      }
      return output;
    },
  };
}

const alphaAt = (matte: FoundMatte, x: number, y: number): number => matte.data[y * SIZE + x]!;

const RED: Colour = [170, 20, 35];
const WHITE: Colour = [235, 235, 230];
const BODY = box(60, 20, 340, 380);

describe('the matte', () => {
  test('finds the edge that the network only knows to a block', async () => {
    const cloth = box(63, 26, 337, 374);
    const matte = await makeMatte(paint(RED, [[cloth, WHITE]]), believing(BODY));
    expect(alphaAt(matte, 200, 29)).toBeGreaterThan(200);
    expect(alphaAt(matte, 200, 22)).toBeLessThan(50);
    expect(alphaAt(matte, 334, 200)).toBeGreaterThan(200);
    expect(alphaAt(matte, 341, 200)).toBeLessThan(50);
    expect(matte.findings).toEqual([]);
  });

  test('keeps a slit open that the network is too coarse to see, in deep shadow too', async () => {
    const slit = box(118, 220, 122, 380);
    const image = paint(RED, [
      [BODY, WHITE],
      [slit, [60, 14, 22]],
    ]);
    const matte = await makeMatte(image, believing(BODY));
    for (const y of [250, 300, 350]) expect(alphaAt(matte, 120, y)).toBeLessThan(100);
    expect(alphaAt(matte, 108, 300)).toBeGreaterThan(200);
    expect(alphaAt(matte, 132, 300)).toBeGreaterThan(200);
  });

  test('keeps a small gap beside the edge that cloth closes all round', async () => {
    const gap = box(198, 30, 202, 44);
    const image = paint(RED, [
      [BODY, WHITE],
      [gap, [70, 12, 20]],
    ]);
    const matte = await makeMatte(image, believing(BODY));
    expect(alphaAt(matte, 200, 37)).toBeLessThan(60);
    expect(alphaAt(matte, 190, 37)).toBeGreaterThan(220);
  });

  test('takes no gaps out of cloth that is printed in the ground’s hue all over', async () => {
    const dots: Shape = (x, y) => x % 40 < 6 && y % 40 < 8;
    const image = paint(RED, [
      [BODY, WHITE],
      [(x, y) => BODY(x, y) && dots(x, y), [90, 14, 22]],
    ]);
    const matte = await makeMatte(image, believing(BODY));
    expect(alphaAt(matte, 202, 43)).toBe(255);
    expect(alphaAt(matte, 82, 203)).toBe(255);
  });

  test('keeps a label whose hue is neither the cloth’s nor the ground’s', async () => {
    const label = box(180, 30, 220, 38);
    const image = paint(RED, [
      [BODY, WHITE],
      [label, [110, 40, 130]],
    ]);
    const matte = await makeMatte(image, believing(BODY));
    expect(alphaAt(matte, 200, 34)).toBe(255);
  });

  test('fills a hole that is smooth where the ground is a carpet, and leaves one that shows it', async () => {
    const carpet: Colour = [225, 215, 195];
    const stripe = box(100, 150, 116, 330);
    const gap = box(290, 150, 306, 330);
    const image = paint(carpet, [
      [BODY, [25, 25, 30]],
      [any(stripe, gap), carpet],
    ]);
    for (let i = 0; i < SIZE * SIZE; i++) {
      const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
      if (BODY(x, y) && !gap(x, y)) continue;
      const shag =
        14 * (Math.sin(x * 1.3 + Math.sin(y)) + Math.sin(y * 1.7 + 2 * Math.sin(x * 0.9)));
      for (let c = 0; c < 3; c++) {
        image.data[i * 4 + c] = Math.max(0, Math.min(255, carpet[c]! + shag));
      }
    }
    const cloth: Shape = (x, y) => BODY(x, y) && !stripe(x, y) && !gap(x, y);
    const matte = await makeMatte(image, believing(cloth, 100));
    expect(alphaAt(matte, 108, 240)).toBe(255);
    expect(alphaAt(matte, 298, 240)).toBeLessThan(20);
  });

  test('keeps a print of the colour of the ground', async () => {
    const print = box(150, 120, 250, 140);
    const matte = await makeMatte(
      paint(RED, [
        [BODY, WHITE],
        [print, RED],
      ]),
      believing(BODY),
    );
    expect(alphaAt(matte, 200, 130)).toBe(255);
  });

  test('is the photo’s own where it is cut out already', async () => {
    const image = paint(RED, [[BODY, WHITE]]);
    for (let i = 0; i < SIZE * SIZE; i++) {
      image.data[i * 4 + 3] = BODY(i % SIZE, Math.floor(i / SIZE)) ? 190 : 0;
    }
    const matte = await makeMatte(image, believing(box(0, 0, 400, 400)));
    expect(alphaAt(matte, 200, 200)).toBe(190);
    expect(alphaAt(matte, 20, 200)).toBe(0);
  });

  test('says what to do when nothing stands out', async () => {
    await expect(
      makeMatte(
        paint(RED, []),
        believing(() => false),
      ),
    ).rejects.toThrow(/Lay one/);
  });
});

describe('a hanger', () => {
  const skirt = box(90, 120, 310, 380);
  const bar = box(80, 90, 320, 100);
  const clips = any(box(110, 80, 130, 130), box(270, 80, 290, 130));
  const soft = (shape: Shape): Float32Array =>
    Float32Array.from(matteOf(shape).data, (value) => value / 255);

  test('is found above a skirt, and the waist runs on across its clips', () => {
    const begins = findHanger(soft(any(skirt, bar, clips)), SIZE, SIZE);
    expect(begins).not.toBeNull();
    expect(begins![120]!).toBeGreaterThan(115);
    expect(begins![120]!).toBeLessThan(121);
    expect(begins![200]!).toBeGreaterThan(100);
    expect(begins![200]!).toBeLessThan(120);
  });

  test('is not seen in a plain skirt, in straps, or in a strap round the neck', () => {
    const straps = any(box(130, 40, 140, 130), box(260, 40, 270, 130));
    const neckStrap: Shape = (x, y) => {
      const r = Math.hypot(x - 200, y - 120);
      return y < 122 && r > 68 && r < 78;
    };
    expect(findHanger(soft(skirt), SIZE, SIZE)).toBeNull();
    expect(findHanger(soft(any(skirt, straps)), SIZE, SIZE)).toBeNull();
    expect(findHanger(soft(any(skirt, neckStrap)), SIZE, SIZE)).toBeNull();
  });
});

describe('what a photo shows beside its garment', () => {
  test('a second large thing is another garment, a tag is not', () => {
    const belief = (shape: Shape): Float32Array =>
      Float32Array.from(matteOf(shape).data, (value) => value / 255);
    const shirt = box(20, 20, 180, 300);
    expect(hasSeveralGarments(belief(any(shirt, box(220, 60, 380, 260))), SIZE, SIZE)).toBe(true);
    expect(hasSeveralGarments(belief(any(shirt, box(220, 60, 250, 100))), SIZE, SIZE)).toBe(false);
  });

  test('a head and hands of skin make a person, cloth of that colour does not', () => {
    const skin: Colour = [205, 150, 125];
    const head = box(175, 20, 225, 80);
    const hands = any(box(70, 220, 100, 260), box(300, 220, 330, 260));
    const torso = box(100, 80, 300, 380);
    const matte = matteOf(any(head, hands, torso));
    const worn = paint(
      [210, 210, 215],
      [
        [torso, [40, 60, 140]],
        [any(head, hands), skin],
      ],
    );
    expect(isPersonSeen(worn, matte)).toBe(true);
    const peach = paint([210, 210, 215], [[any(head, hands, torso), skin]]);
    expect(isPersonSeen(peach, matte)).toBe(false);
    const print = paint(
      [210, 210, 215],
      [
        [any(head, hands, torso), [40, 60, 140]],
        [box(150, 150, 250, 230), skin],
      ],
    );
    expect(isPersonSeen(print, matte)).toBe(false);
  });

  test('an edge without contrast is said, an edge with some is not', () => {
    const matte = matteOf(BODY);
    expect(isLowContrast(paint([30, 30, 32], [[BODY, [33, 33, 35]]]), matte)).toBe(true);
    expect(isLowContrast(paint([30, 30, 32], [[BODY, [60, 60, 70]]]), matte)).toBe(false);
  });
});
