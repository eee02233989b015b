import { expect, it, vi } from 'vitest';
import { rasterizePolygon } from '../outline/rasterize-polygon.ts';
import { drawGarment } from '../reading/drawn-garments.ts';
import { readFromMatte } from '../reading/read-from-matte.ts';
import { workingImageOf } from '../reading/working-image.ts';

// A reading is real work; a busy machine is no failure.
vi.setConfig({ testTimeout: 30_000 });

const tee = workingImageOf(drawGarment('tee'));
const { width, height } = tee;
const bare = {
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, i) => tee.data[4 * i + 3]!),
};
const read = (matte: typeof bare) => readFromMatte(tee, matte, { category: 'top' });
const spot = (reading: ReturnType<typeof read>, name: string) =>
  reading.landmarks.find((landmark) => landmark.name === name)!;

/** The T-shirt with a collar that is as wide as given at its top and at its foot, and that stands so high. */
function collared(topWidth: number, footWidth: number, rise: number) {
  const plain = read(bare);
  const left = spot(plain, 'neck-left');
  const right = spot(plain, 'neck-right');
  const middle = (left.x + right.x) / 2;
  const foot = (left.y + right.y) / 2;
  const sides = [-1, 1].map((side) => ({
    top: middle + (side * topWidth) / 2,
    foot: middle + (side * footWidth) / 2,
  }));
  const collar = rasterizePolygon(
    [
      sides[0]!.top,
      foot - rise,
      sides[1]!.top,
      foot - rise,
      sides[1]!.foot,
      foot + 0.35 * rise,
      sides[0]!.foot,
      foot + 0.35 * rise,
    ],
    width,
    height,
  );
  const data = bare.data.map((alpha, i) => Math.max(alpha, collar[i] ? 255 : 0));
  const reading = read({ width, height, data });
  const [l, r] = [spot(reading, 'neck-left'), spot(reading, 'neck-right')];
  return { across: Math.abs(l.x - r.x), above: foot - (l.y + r.y) / 2 };
}

it('puts the neck at the fold of a collar whose points lie on the shoulders, not at their ends', () => {
  const armpits = Math.abs(spot(read(bare), 'armpit-left').x - spot(read(bare), 'armpit-right').x);
  const rise = 0.15 * armpits;
  const spread = collared(0.36 * armpits, 0.78 * armpits, rise);
  expect(spread.across).toBeLessThan(0.5 * armpits);
  expect(spread.above).toBeGreaterThan(0.5 * rise);
  // One that stands up has its foot where the neck is.
  const upright = collared(0.4 * armpits, 0.42 * armpits, rise);
  expect(upright.above).toBeLessThan(0.5 * rise);
});
