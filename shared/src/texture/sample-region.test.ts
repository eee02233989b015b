import { expect, it } from 'vitest';
import { sampleRegion } from './sample-region.ts';

const WIDTH = 40;
const HEIGHT = 30;
/** A plane: any mean over an area is the plane's value at the area's middle. */
const plane = (x: number, y: number) => 4 * x + 2 * y;
const data = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
  plane((i % WIDTH) + 0.5, Math.floor(i / WIDTH) + 0.5),
);

it.each([
  ['the pixels themselves', { x: 5, y: 3, width: 20, height: 10 }, 20, 10],
  ['a part, shrunk', { x: 4, y: 2, width: 30, height: 24 }, 12, 8],
  ['a part between pixels, enlarged', { x: 10.4, y: 7.7, width: 10, height: 8 }, 25, 20],
])('samples %s where they are', (_, region, toWidth, toHeight) => {
  const out = sampleRegion(data, WIDTH, HEIGHT, 1, region, toWidth, toHeight);
  for (let y = 0; y < toHeight; y += 1) {
    for (let x = 0; x < toWidth; x += 1) {
      const px = region.x + ((x + 0.5) * region.width) / toWidth;
      const py = region.y + ((y + 0.5) * region.height) / toHeight;
      // Bytes round by half, the plane's own bytes too.
      expect(Math.abs(out[y * toWidth + x]! - plane(px, py))).toBeLessThanOrEqual(1.01);
    }
  }
});

it('keeps interleaved channels apart', () => {
  const pixels = Uint8Array.from({ length: 4 * 16 }, (_, i) => [10, 20, 30, 255][i % 4]!);
  const out = sampleRegion(pixels, 4, 4, 4, { x: 0.5, y: 0, width: 3, height: 4 }, 2, 2);
  expect([...out]).toEqual(Array.from({ length: 4 }, () => [10, 20, 30, 255]).flat());
});
