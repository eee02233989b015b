import { expect, it, vi } from 'vitest';
import { rasterizePolygon } from '../outline/rasterize-polygon.ts';
import { readFromMatte } from '../reading/read-from-matte.ts';

// A reading is real work; a busy machine is no failure.
vi.setConfig({ testTimeout: 30_000 });

const WIDTH = 640;
const HEIGHT = 1024;

/** A long dress with puffed sleeves that are gathered into cuffs so wide, pixels; its ends of cuffs, walked from the over-arm. */
function puffed(cuff: number) {
  const inner = 93;
  const half = [
    [0, 90],
    [54, 80],
    [116, 94],
    [162, 190],
    [inner + cuff, 246],
    [inner, 246],
    [88, 179],
    [90, 300],
    [153, 910],
    [0, 930],
  ] as const;
  const points = half.flatMap(([x, y]) => [WIDTH / 2 + x, y]);
  for (const [x, y] of half.toReversed()) points.push(WIDTH / 2 - x, y);
  const mask = rasterizePolygon(points, WIDTH, HEIGHT);
  const image = { width: WIDTH, height: HEIGHT, data: new Uint8Array(4 * WIDTH * HEIGHT).fill(90) };
  const matte = { width: WIDTH, height: HEIGHT, data: mask.map((set) => (set ? 255 : 0)) };
  const { landmarks } = readFromMatte(image, matte, { category: 'dress' });
  return landmarks
    .filter(({ name }) => name.startsWith('cuff'))
    .map(({ name, x, y }) => {
      const place = name.startsWith('cuff-outer') ? inner + cuff : inner;
      return Math.hypot(Math.abs(x - WIDTH / 2) - place, y - 246);
    });
}

it.each([36, 44, 52])(
  'tells both ends of a cuff %i pixels wide on a long dress, not the puff above it',
  (cuff) => {
    const astray = puffed(cuff);
    expect(astray).toHaveLength(4);
    expect(Math.max(...astray)).toBeLessThan(12);
  },
);
