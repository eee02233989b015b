import type { GrayImage, RgbaImage } from '../image/image.ts';
import { msSsim } from '../image/ms-ssim.ts';
import type { Affine2 } from '../pattern/pattern.ts';
import { type Camera, type DrawnMesh, projectVertices } from '../render/camera.ts';
import { createVisibility, drawVisibility, type VisibilityBuffer } from '../render/visibility.ts';

/** Pixels of the front view per pixel of the photo: enough that drawing it loses nothing. */
const VIEW_SCALE = 2;
const LARGEST_VIEW = 4096;
/** Cloth is the one seen when it is this near to what is seen, metres: more than a turned hem. */
const SAME_CLOTH = 0.006;
/** Cloth that turns away keeps less than this share of its area in the view: not seen from the front. */
const LEAST_FACING = 0.3;
const OPAQUE = 250;

export interface FrontFidelity {
  /** Null when nothing of the photo is seen from the front. */
  readonly msSsim: number | null;
  /** Share of the garment in the photo that the front view shows. */
  readonly seen: number;
}

/** A worn garment and the photo it was made from. */
export interface FrontFidelityInput {
  readonly garment: {
    readonly positions: Float32Array;
    readonly uvs: Float32Array;
    readonly indices: Uint32Array;
    /** Panel of each vertex. */
    readonly panels: Uint8Array;
  };
  /** Numbers of the panels that face front. */
  readonly frontPanels: ReadonlySet<number>;
  readonly texture: RgbaImage;
  /** Working-image pixels to uv, of the front. */
  readonly uvFromPhoto: Affine2;
  /** At working size. @see WORKING_SIZE */
  readonly photo: RgbaImage;
  readonly matte: GrayImage;
}

/**
 * How well a worn garment shows its photo: the unlit orthographic view from the front is drawn,
 * warped back to the photo through the pattern, and compared with the photo inside the matte where
 * cloth is seen.
 */
export function measureFrontFidelity(input: FrontFidelityInput): FrontFidelity {
  const { garment, photo, matte } = input;
  const onPhoto = photoPlaces(garment.uvs, input.uvFromPhoto);
  const { camera, width, height } = frontView(garment.positions, garment.indices, onPhoto);
  const mesh: DrawnMesh = {
    ...garment,
    normals: new Float32Array(0),
    texture: input.texture,
    doubleSided: true,
  };
  const projected = projectVertices(garment.positions, camera, width, height);
  const buffer = createVisibility(width, height);
  drawVisibility(buffer, 0, mesh, projected);
  const view = drawUnlit(buffer, mesh, projected.xy);
  const { warped, mask } = warpBack(input, onPhoto, projected, buffer, view);
  let inside = 0;
  let seen = 0;
  for (let i = 0; i < mask.length; i += 1) {
    if (matte.data[i]! < OPAQUE) mask[i] = 0;
    else inside += 1;
    if (mask[i]) seen += 1;
  }
  const size = { width: photo.width, height: photo.height };
  return {
    msSsim: msSsim({ ...size, data: warped }, photo, { ...size, data: mask }),
    seen: inside > 0 ? seen / inside : 0,
  };
}

/** Photo pixels of every vertex, from its uv. */
function photoPlaces(uvs: Float32Array, [a, b, c, d, e, f]: Affine2): Float64Array {
  const determinant = a * e - b * d;
  const places = new Float64Array(uvs.length);
  for (let i = 0; i < uvs.length; i += 2) {
    const u = uvs[i]! - c;
    const v = uvs[i + 1]! - f;
    places[i] = (e * u - b * v) / determinant;
    places[i + 1] = (a * v - d * u) / determinant;
  }
  return places;
}

/** A view from +Z that holds the garment, its scale tied to the photo's. */
function frontView(
  positions: Float32Array,
  indices: Uint32Array,
  onPhoto: Float64Array,
): { readonly camera: Camera; readonly width: number; readonly height: number } {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < positions.length; i += 3) {
    for (let k = 0; k < 2; k += 1) {
      low[k] = Math.min(low[k]!, positions[i + k]!);
      high[k] = Math.max(high[k]!, positions[i + k]!);
    }
  }
  let metres = 0;
  let pixels = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b] = [indices[t]!, indices[t + 1]!];
    metres += Math.hypot(
      positions[3 * a]! - positions[3 * b]!,
      positions[3 * a + 1]! - positions[3 * b + 1]!,
      positions[3 * a + 2]! - positions[3 * b + 2]!,
    );
    pixels += Math.hypot(
      onPhoto[2 * a]! - onPhoto[2 * b]!,
      onPhoto[2 * a + 1]! - onPhoto[2 * b + 1]!,
    );
  }
  const wide = high[0]! - low[0]! + 0.02;
  const tall = high[1]! - low[1]! + 0.02;
  const scale = Math.min((VIEW_SCALE * pixels) / metres, LARGEST_VIEW / Math.max(wide, tall));
  const target = [(low[0]! + high[0]!) / 2, (low[1]! + high[1]!) / 2, 0] as const;
  return {
    camera: {
      target,
      eye: [target[0], target[1], 10],
      projection: { kind: 'orthographic', height: tall },
    },
    width: Math.ceil(wide * scale),
    height: Math.ceil(tall * scale),
  };
}

/** The colours of what is seen, rgb floats; the texture is read between its pixels. */
function drawUnlit(buffer: VisibilityBuffer, mesh: DrawnMesh, xy: Float64Array): Float32Array {
  const out = new Float32Array(3 * buffer.width * buffer.height);
  const rgb = [0, 0, 0];
  for (let pixel = 0; pixel < buffer.mesh.length; pixel += 1) {
    if (buffer.mesh[pixel] === 0) continue;
    const corners = mesh.indices.subarray(3 * buffer.triangle[pixel]!);
    const weights = weightsAt(
      xy,
      corners,
      (pixel % buffer.width) + 0.5,
      Math.floor(pixel / buffer.width) + 0.5,
    );
    sampleBetween(
      mesh.texture!,
      mix(mesh.uvs, corners, weights, 0),
      mix(mesh.uvs, corners, weights, 1),
      rgb,
    );
    out.set(rgb, 3 * pixel);
  }
  return out;
}

type Weights = readonly [number, number, number];

/** Barycentric weights of a point in a triangle of 2D places. */
function weightsAt(xy: Float64Array, corners: Uint32Array, x: number, y: number): Weights {
  const [a, b, c] = [2 * corners[0]!, 2 * corners[1]!, 2 * corners[2]!];
  const abx = xy[b]! - xy[a]!;
  const aby = xy[b + 1]! - xy[a + 1]!;
  const acx = xy[c]! - xy[a]!;
  const acy = xy[c + 1]! - xy[a + 1]!;
  const apx = x - xy[a]!;
  const apy = y - xy[a + 1]!;
  const area = abx * acy - aby * acx;
  const wb = (apx * acy - apy * acx) / area;
  const wc = (abx * apy - aby * apx) / area;
  return [1 - wb - wc, wb, wc];
}

/** The value at the weights of pairs' entry k. */
function mix(
  pairs: ArrayLike<number>,
  corners: Uint32Array,
  [wa, wb, wc]: Weights,
  k: 0 | 1,
): number {
  return (
    wa * pairs[2 * corners[0]! + k]! +
    wb * pairs[2 * corners[1]! + k]! +
    wc * pairs[2 * corners[2]! + k]!
  );
}

function sampleBetween(
  { width, height, data }: RgbaImage,
  u: number,
  v: number,
  rgb: number[],
): void {
  const x = Math.max(0, Math.min(width - 1, u * width - 0.5));
  const y = Math.max(0, Math.min(height - 1, v * height - 0.5));
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const x1 = Math.min(width - 1, x0 + 1);
  const y1 = Math.min(height - 1, y0 + 1);
  const fx = x - x0;
  const fy = y - y0;
  for (let k = 0; k < 3; k += 1) {
    const top = data[4 * (y0 * width + x0) + k]! * (1 - fx) + data[4 * (y0 * width + x1) + k]! * fx;
    const below =
      data[4 * (y1 * width + x0) + k]! * (1 - fx) + data[4 * (y1 * width + x1) + k]! * fx;
    rgb[k] = top * (1 - fy) + below * fy;
  }
}

/** The view's colours at the photo's pixels, and 255 where cloth of the front is seen. */
function warpBack(
  { garment, frontPanels, photo }: FrontFidelityInput,
  onPhoto: Float64Array,
  projected: { readonly xy: Float64Array; readonly nearness: Float64Array },
  buffer: VisibilityBuffer,
  view: Float32Array,
): { readonly warped: Uint8ClampedArray; readonly mask: Uint8Array } {
  const { indices, positions, panels } = garment;
  const warped = new Uint8ClampedArray(4 * photo.width * photo.height);
  const mask = new Uint8Array(photo.width * photo.height);
  for (let t = 0; t < indices.length; t += 3) {
    const corners = indices.subarray(t, t + 3);
    if (!frontPanels.has(panels[corners[0]!]!)) continue;
    if (facing(positions, corners) < LEAST_FACING) continue;
    const xs = [...corners].map((i) => onPhoto[2 * i]!);
    const ys = [...corners].map((i) => onPhoto[2 * i + 1]!);
    const top = Math.max(0, Math.ceil(Math.min(...ys) - 0.5));
    const bottom = Math.min(photo.height - 1, Math.floor(Math.max(...ys) - 0.5));
    const left = Math.max(0, Math.ceil(Math.min(...xs) - 0.5));
    const right = Math.min(photo.width - 1, Math.floor(Math.max(...xs) - 0.5));
    for (let y = top; y <= bottom; y += 1) {
      for (let x = left; x <= right; x += 1) {
        const weights = weightsAt(onPhoto, corners, x + 0.5, y + 0.5);
        if (Math.min(...weights) < 0) continue;
        const viewX = mix(projected.xy, corners, weights, 0);
        const viewY = mix(projected.xy, corners, weights, 1);
        const near = weights.reduce((sum, w, k) => sum + w * projected.nearness[corners[k]!]!, 0);
        const o = y * photo.width + x;
        if (readView(buffer, view, viewX, viewY, near, warped, 4 * o)) mask[o] = 255;
      }
    }
  }
  return { warped, mask };
}

/** Cosine between a triangle's outside and the direction to the front viewer. */
function facing(positions: Float32Array, corners: Uint32Array): number {
  const [a, b, c] = [3 * corners[0]!, 3 * corners[1]!, 3 * corners[2]!];
  const edge = (to: number, k: number) => positions[to + k]! - positions[a + k]!;
  const nx = edge(b, 1) * edge(c, 2) - edge(b, 2) * edge(c, 1);
  const ny = edge(b, 2) * edge(c, 0) - edge(b, 0) * edge(c, 2);
  const nz = edge(b, 0) * edge(c, 1) - edge(b, 1) * edge(c, 0);
  return nz / (Math.hypot(nx, ny, nz) || 1);
}

/** Reads the view between four pixels that all show this cloth; false when they do not. */
function readView(
  { width, height, nearness }: VisibilityBuffer,
  view: Float32Array,
  x: number,
  y: number,
  near: number,
  out: Uint8ClampedArray,
  at: number,
): boolean {
  const x0 = Math.floor(x - 0.5);
  const y0 = Math.floor(y - 0.5);
  if (x0 < 0 || y0 < 0 || x0 + 1 >= width || y0 + 1 >= height) return false;
  const fx = x - 0.5 - x0;
  const fy = y - 0.5 - y0;
  const rgb = [0, 0, 0];
  for (let k = 0; k < 4; k += 1) {
    const pixel = (y0 + (k >> 1)) * width + x0 + (k & 1);
    if (!(Math.abs(nearness[pixel]! - near) < SAME_CLOTH)) return false;
    const weight = (k & 1 ? fx : 1 - fx) * (k >> 1 ? fy : 1 - fy);
    for (let c = 0; c < 3; c += 1) rgb[c]! += weight * view[3 * pixel + c]!;
  }
  out.set(rgb, at);
  return true;
}
