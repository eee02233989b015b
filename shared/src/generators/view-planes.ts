import type { RgbaImage } from '../image/image.ts';
import { resamplePlanes } from '../views/resample-planes.ts';

/** What shows where a view is not opaque: InstantMesh was trained on objects before white. */
const WHITE = 1;

/**
 * Views as InstantMesh's encoder takes them: red, green, blue planes of 0..1, brought to `side` with an
 * antialiased cubic kernel, then clamped; normalising is in the graph. Views that have the side stay as they are.
 *
 * @returns shape [views, 3, side, side].
 */
export function viewPlanes(views: readonly RgbaImage[], side: number): Float32Array {
  const length = 3 * side * side;
  const all = new Float32Array(views.length * length);
  for (const [n, view] of views.entries()) {
    const size = [view.width, view.height] as const;
    all.set(resamplePlanes(planesOf(view), size, [side, side], 'bicubic'), n * length);
  }
  return all.map((value) => Math.min(1, Math.max(0, value)));
}

function planesOf({ width, height, data }: RgbaImage): Float32Array {
  const plane = width * height;
  const planes = new Float32Array(3 * plane);
  for (let i = 0; i < plane; i++) {
    const alpha = data[4 * i + 3]! / 255;
    for (let c = 0; c < 3; c++) {
      const value = data[4 * i + c]! / 255;
      planes[c * plane + i] = alpha === 1 ? value : alpha * value + (1 - alpha) * WHITE;
    }
  }
  return planes;
}
