import type { Category, Upper } from '../../../src/garment/vocabulary.ts';
import type { RgbaImage } from '../../../src/image/image.ts';
import { rasterizePolygon } from '../../../src/outline/rasterize-polygon.ts';

/** A garment by nothing but its outline, as a photo shows it. */
export interface Silhouette {
  readonly category: Category;
  /** How its upper edge may be read; none where it hangs from the waist. */
  readonly upper: readonly Upper[];
  /** xy pairs from the middle of the top to the middle of the bottom, centimetres, y down, x away from the axis. */
  readonly half: readonly number[];
  /** The wearer's right half where it differs. */
  readonly right?: readonly number[];
}

const WIDTH = 384;
const HEIGHT = 512;
/** The garment takes up at most these shares of the picture. */
const FILL_X = 0.88;
const FILL_Y = 0.86;

/**
 * The silhouette in plain cloth on transparent ground: its alpha is its own matte.
 *
 * @param tilt Radians, clockwise.
 * @param stretch Widths times this.
 */
export function drawSilhouette(
  { half, right = half }: Silhouette,
  tilt = 0,
  stretch = 1,
): RgbaImage {
  const corners: (readonly [number, number])[] = [];
  for (let i = 0; i < half.length; i += 2) corners.push([half[i]! * stretch, half[i + 1]!]);
  for (let i = right.length - 2; i >= 0; i -= 2)
    corners.push([-right[i]! * stretch, right[i + 1]!]);
  const reach = Math.max(...corners.map(([x]) => Math.abs(x)));
  const height = Math.max(...corners.map(([, y]) => y));
  const scale = Math.min((FILL_X * WIDTH) / 2 / reach, (FILL_Y * HEIGHT) / height);
  const points = corners.flatMap(([x, y]) => {
    const down = y - height / 2;
    return [
      WIDTH / 2 + scale * (x * Math.cos(tilt) - down * Math.sin(tilt)),
      HEIGHT / 2 + scale * (x * Math.sin(tilt) + down * Math.cos(tilt)),
    ];
  });
  const mask = rasterizePolygon(points, WIDTH, HEIGHT);
  const data = new Uint8Array(4 * WIDTH * HEIGHT);
  for (let i = 0; i < mask.length; i++) data.set([150, 90, 95, mask[i] ? 255 : 0], 4 * i);
  return { width: WIDTH, height: HEIGHT, data };
}
