import type { UprightMesh } from '../fitting/align-to-body.ts';
import { squaredDistanceTo } from '../image/distance-transform.ts';
import type { RgbaImage } from '../image/image.ts';
import { resampleChannels } from '../image/resize.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';
import { LINEAR_OF_SRGB, srgbOfLinear } from '../render/color-space.ts';
import type { FrontView } from './front-view.ts';
import type { PhotoPlace } from './match-silhouette.ts';
import { type Texels, writeAtTexels } from './texels.ts';

/** Cosine between a surface and the view from which the photo begins to show, and from which it shows alone. */
const GRAZING = 0.2;
const FACING = 0.5;
/** Alpha from which a pixel of the photo is the garment's alone: less has background mixed in. */
const OPAQUE = 250;
/** Share of the view's height over which the photo fades towards an outline or a fold. */
const FADE = 0.014;
/** Pixels of the view next to an outline that take nothing of the photo: its edge is blurred over about as many. */
const EDGE_PIXELS = 2.5;
/** A step in depth by this share of the view's height hides what is behind it: a sleeve before the trunk. */
const STEP = 0.035;
/** Points lie this share of the view's height behind what is seen, and are it: thinning moved them. */
const BEHIND = 0.006;
/** The photo has this many of its pixels over a texel at most: more would be skipped, and shimmer. */
const PIXELS_PER_TEXEL = 1.25;
/** A generator's light and dark is corrected by at most this factor. */
const MOST_GAIN = 1.6;
/** Texels that show the photo by at least this weight say how the generator's colours differ. */
const SURE = 0.6;

/**
 * Paints the photo on what faces it: a generator's colours are blurred, the photo's print is not. Where the
 * surface turns away, near outlines and behind other cloth the generator's colours stay; they are brought to the
 * photo's light first, so that the change is not seen.
 *
 * @param colours Red, green, blue of each texel; **changed**.
 * @returns Share of the texels that show the photo alone.
 */
export function projectPhoto(
  photo: RgbaImage,
  place: PhotoPlace,
  view: FrontView,
  surface: UprightMesh,
  texels: Texels,
  colours: Uint8Array,
): number {
  const count = texels.pixels.length;
  const seen = weightsInView(photo, place, view);
  const shrunk = shrinkTo(photo, place, PIXELS_PER_TEXEL * texelsPerPixel(surface, view, count));
  const normals = vertexNormals(surface.positions, surface.indices);
  const painted = new Float32Array(4 * count);
  const point = new Float32Array(3);
  const normal = new Float32Array(3);
  for (let i = 0; i < count; i++) {
    writeAtTexels(texels, surface.indices, normals, i, 1, normal);
    const facing = normal[2]! / (Math.hypot(normal[0]!, normal[1]!, normal[2]!) || 1);
    if (facing <= GRAZING) continue;
    writeAtTexels(texels, surface.indices, surface.positions, i, 1, point);
    const x = view.left + view.scale * point[0]!;
    const y = view.top - view.scale * point[1]!;
    const weight = seen(x, y, point[2]!, facing) * smoothStep(GRAZING, FACING, facing);
    if (weight <= 0) continue;
    if (samplePhoto(shrunk, x, y, painted, 4 * i)) painted[4 * i + 3] = weight;
  }
  matchLight(painted, colours);
  let alone = 0;
  for (let i = 0; i < count; i++) {
    const weight = painted[4 * i + 3]!;
    if (weight === 0) continue;
    if (weight >= 1) alone++;
    for (let k = 0; k < 3; k++) {
      const own = colours[3 * i + k]!;
      colours[3 * i + k] = Math.round(own + weight * (painted[4 * i + k]! - own));
    }
  }
  return count > 0 ? alone / count : 0;
}

/** How much a point of the view shows of the photo: 0 near an outline, behind cloth and off the garment. */
function weightsInView(photo: RgbaImage, place: PhotoPlace, view: FrontView) {
  const { width, height, nearest, scale } = view;
  const size = Math.max(width, height);
  const step = (STEP * size) / scale;
  const blocked = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const px = Math.floor(place.x0 + place.dx * (x + 0.5));
      const py = Math.floor(place.y0 + place.dy * (y + 0.5));
      const inPhoto = px >= 0 && py >= 0 && px < photo.width && py < photo.height;
      const alpha = inPhoto ? photo.data[4 * (py * photo.width + px) + 3]! : 0;
      const z = nearest[at]!;
      const steps =
        (x + 1 < width && Math.abs(nearest[at + 1]! - z) > step) ||
        (y + 1 < height && Math.abs(nearest[at + width]! - z) > step);
      if (alpha < OPAQUE || z === -Infinity || steps) blocked[at] = 1;
    }
  }
  const distances = squaredDistanceTo(blocked, width, height);
  const fade = FADE * size;
  const behind = (BEHIND * size) / scale;
  return (x: number, y: number, z: number, facing: number): number => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    if (column < 0 || row < 0 || column >= width || row >= height) return 0;
    const at = row * width + column;
    // Within its pixel a surface that leans away differs in depth by its slope.
    const slope = Math.sqrt(1 - facing * facing) / facing / scale;
    if (z < nearest[at]! - behind - slope) return 0;
    return smoothStep(EDGE_PIXELS, EDGE_PIXELS + fade, Math.sqrt(distances[at]!));
  };
}

/** A photo with as many pixels as the texture can show, premultiplied, and how it is found from the view. */
interface ShrunkPhoto {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
  readonly place: PhotoPlace;
}

function shrinkTo(photo: RgbaImage, place: PhotoPlace, wantedPerPixel: number): ShrunkPhoto {
  const factor = Math.max(1, Math.sqrt(place.dx * place.dy) / wantedPerPixel);
  const width = Math.max(1, Math.round(photo.width / factor));
  const height = Math.max(1, Math.round(photo.height / factor));
  const premultiplied = new Float32Array(photo.data.length);
  for (let i = 0; i < photo.data.length; i += 4) {
    const alpha = photo.data[i + 3]!;
    for (let k = 0; k < 3; k++) premultiplied[i + k] = (photo.data[i + k]! * alpha) / 255;
    premultiplied[i + 3] = alpha;
  }
  const [fx, fy] = [width / photo.width, height / photo.height];
  return {
    width,
    height,
    data: resampleChannels(premultiplied, photo.width, photo.height, 4, width, height),
    place: { ...place, x0: place.x0 * fx, dx: place.dx * fx, y0: place.y0 * fy, dy: place.dy * fy },
  };
}

/** Side of a texel over that of a pixel of the view, inverted: texels along one pixel. */
function texelsPerPixel({ positions, indices }: UprightMesh, view: FrontView, count: number) {
  let area = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => 3 * indices[t + k]!) as [number, number, number];
    const u = [0, 1, 2].map((k) => positions[b + k]! - positions[a + k]!) as [
      number,
      number,
      number,
    ];
    const v = [0, 1, 2].map((k) => positions[c + k]! - positions[a + k]!) as [
      number,
      number,
      number,
    ];
    area +=
      Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]) /
      2;
  }
  return Math.sqrt(count / area) / view.scale;
}

/** Between four pixels; false where any of them is not the garment's alone. */
function samplePhoto(
  { width, height, data, place }: ShrunkPhoto,
  x: number,
  y: number,
  into: Float32Array,
  at: number,
): boolean {
  const px = place.x0 + place.dx * x - 0.5;
  const py = place.y0 + place.dy * y - 0.5;
  const left = Math.floor(px);
  const top = Math.floor(py);
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return false;
  const [fx, fy] = [px - left, py - top];
  const first = 4 * (top * width + left);
  const below = first + 4 * width;
  for (const corner of [first, first + 4, below, below + 4]) {
    if (data[corner + 3]! < OPAQUE) return false;
  }
  for (let k = 0; k < 3; k++) {
    const upper = data[first + k]! + fx * (data[first + 4 + k]! - data[first + k]!);
    const lower = data[below + k]! + fx * (data[below + 4 + k]! - data[below + k]!);
    into[at + k] = upper + fy * (lower - upper);
  }
  return true;
}

/** Brings the generator's colours to the photo's light: one factor a channel, in linear light. */
function matchLight(painted: Float32Array, colours: Uint8Array): void {
  const photo = [0, 0, 0];
  const own = [0, 0, 0];
  for (let i = 0; i < painted.length / 4; i++) {
    if (painted[4 * i + 3]! < SURE) continue;
    for (let k = 0; k < 3; k++) {
      photo[k]! += LINEAR_OF_SRGB[Math.round(painted[4 * i + k]!)]!;
      own[k]! += LINEAR_OF_SRGB[colours[3 * i + k]!]!;
    }
  }
  const gains = photo.map((sum, k) =>
    own[k]! > 0 ? Math.min(MOST_GAIN, Math.max(1 / MOST_GAIN, sum / own[k]!)) : 1,
  );
  const tables = gains.map((gain) =>
    Uint8Array.from({ length: 256 }, (_, byte) => srgbOfLinear(gain * LINEAR_OF_SRGB[byte]!)),
  );
  for (let i = 0; i < colours.length; i++) colours[i] = tables[i % 3]![colours[i]!]!;
}

function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
