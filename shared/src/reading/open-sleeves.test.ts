import { describe, expect, test, vi } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import { rasterizePolygon } from '../outline/rasterize-polygon.ts';
import type { GarmentReading } from './garment-reading.ts';
import { readFromMatte } from './read-from-matte.ts';

// A reading is real work; a busy machine is no failure.
vi.setConfig({ testTimeout: 30_000 });

const WIDTH = 768;
const HEIGHT = 960;
const MIDDLE = WIDTH / 2;

type Corner = readonly [number, number];

/** One half of a shirt: places from its axis outwards and from the top down, pixels. */
interface DrawnHalf {
  readonly sleeve: readonly Corner[];
  /** The torso's side, from the armpit to the hem's corner. */
  readonly side: readonly Corner[];
  /** Lines drawn on the sleeve: seams and plackets. */
  readonly seams: readonly (readonly Corner[])[];
}

const ARMPIT: Corner = [178, 330];

/** A shirt with its sleeves on it, grey, the creases beside the sleeves and the seams on them dark. */
function drawShirt(left: DrawnHalf, right: DrawnHalf): RgbaImage {
  const data = new Uint8Array(WIDTH * HEIGHT * 4);
  const fill = (polygon: readonly Corner[], sign: number, grey: number): void => {
    const points = polygon.flatMap(([u, v]) => [MIDDLE + sign * u, v]);
    const mask = rasterizePolygon(points, WIDTH, HEIGHT);
    for (let i = 0; i < mask.length; i++) if (mask[i]) data.set([grey, grey, grey, 255], 4 * i);
  };
  const stroke = (line: readonly Corner[], sign: number, grey: number): void => {
    for (let k = 1; k < line.length; k++) {
      const [[au, av], [bu, bv]] = [line[k - 1]!, line[k]!];
      const steps = Math.ceil(Math.hypot(bu - au, bv - av));
      for (let s = 0; s <= steps; s++) {
        const x = Math.round(MIDDLE + sign * (au + ((bu - au) * s) / steps));
        const y = Math.round(av + ((bv - av) * s) / steps);
        for (const dx of [0, 1]) data.set([grey, grey, grey], 4 * (y * WIDTH + x + dx));
      }
    }
  };
  const torso = (half: DrawnHalf): Corner[] => [
    [0, 140],
    [66, 120],
    [90, 120],
    [186, 158],
    ...half.side,
    [0, half.side.at(-1)![1]],
  ];
  for (const [half, sign] of [
    [left, 1],
    [right, -1],
  ] as const) {
    fill(torso(half), sign, 200);
    fill(half.sleeve, sign, 200);
    // The inner edge of the sleeve, and its mouth where it lies on the hem.
    stroke([ARMPIT, ...half.sleeve.slice(2).toReversed()], sign, 130);
    for (const seam of half.seams) stroke(seam, sign, 60);
  }
  return { width: WIDTH, height: HEIGHT, data };
}

function readShirt(left: DrawnHalf, right: DrawnHalf): GarmentReading {
  const image = drawShirt(left, right);
  const matte = new Uint8Array(WIDTH * HEIGHT);
  for (let i = 0; i < matte.length; i++) matte[i] = image.data[4 * i + 3]!;
  return readFromMatte(image, { width: WIDTH, height: HEIGHT, data: matte }, { category: 'top' });
}

const placeOf = (reading: GarmentReading, name: string): Corner => {
  const { x, y } = reading.landmarks.find((mark) => mark.name === name)!;
  return [Math.abs(x - MIDDLE), y];
};

describe('a sleeve that lies on the shirt', () => {
  // The cuff's mouth lies on the hem; its inner corner is 50 pixels further in than where it leaves the hem.
  const cuffOnHem: DrawnHalf = {
    sleeve: [
      [186, 158],
      [330, 570],
      [318, 790],
      [182, 790],
    ],
    side: [ARMPIT, [235, 790], [235, 850]],
    seams: [
      [
        [240, 790],
        [240, 680],
        [182, 680],
      ],
    ],
  };

  test('keeps its cuff where that lies on the hem', () => {
    const reading = readShirt(cuffOnHem, cuffOnHem);
    for (const side of ['left', 'right']) {
      const [u, v] = placeOf(reading, `cuff-inner-${side}`);
      expect(Math.hypot(u - 182, v - 790), side).toBeLessThan(20);
      const [hemU] = placeOf(reading, `hem-${side}`);
      expect(hemU, side).toBeGreaterThan(215);
    }
  });
});
