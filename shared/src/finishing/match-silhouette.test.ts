import { expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import type { RgbaImage } from '../image/image.ts';
import { viewFromFront } from './front-view.ts';
import { matchSilhouette } from './match-silhouette.ts';

/** A picture of an upright ellipse, opaque within. */
function ellipse(cx: number, cy: number, rx: number, ry: number, extra = 0): RgbaImage {
  const [width, height] = [300, 400];
  const data = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = Math.hypot((x + 0.5 - cx) / rx, (y + 0.5 - cy) / ry) < 1;
      // A loop on top, which the shape does not have.
      const isLoop = Math.abs(x + 0.5 - cx) < 6 && y < cy && y > cy - ry - extra;
      if (inside || isLoop) data[4 * (y * width + x) + 3] = 255;
    }
  }
  return { width, height, data };
}

const ball = sphereMesh(2, 24, [5, -3, 1]);
const view = viewFromFront(ball);
/** Photo place of a point of the ball. */
function photoPlace(place: NonNullable<ReturnType<typeof matchSilhouette>>, x: number, y: number) {
  const [vx, vy] = [view.left + view.scale * x, view.top - view.scale * y];
  return [place.x0 + place.dx * vx, place.y0 + place.dy * vy] as const;
}

it('lays a photo over the shape, with a scale for each axis', () => {
  const place = matchSilhouette(ellipse(140, 220, 80, 120), view)!;
  expect(place.iou).toBeGreaterThan(0.97);
  const [x, y] = photoPlace(place, 5, -3);
  expect(Math.abs(x - 140)).toBeLessThan(2);
  expect(Math.abs(y - 220)).toBeLessThan(2);
  const [right] = photoPlace(place, 7, -3);
  expect(Math.abs(right - 220)).toBeLessThan(3);
  const [, top] = photoPlace(place, 5, -1);
  expect(Math.abs(top - 100)).toBeLessThan(4);
});

it('is not led astray by a part that the shape lacks', () => {
  const place = matchSilhouette(ellipse(140, 220, 80, 120, 60), view)!;
  const [, y] = photoPlace(place, 5, -3);
  expect(Math.abs(y - 220)).toBeLessThan(5);
});

it('has nothing to lay where the photo is transparent', () => {
  expect(matchSilhouette({ width: 4, height: 4, data: new Uint8Array(64) }, view)).toBeNull();
});
