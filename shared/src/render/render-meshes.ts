import type { RgbaImage } from '../image/image.ts';
import { type Camera, type DrawnMesh, projectVertices } from './camera.ts';
import { srgbOfLinear } from './color-space.ts';
import { createCreviceShadow } from './crevices.ts';
import { createFloorShadow } from './floor-shadow.ts';
import { createShader } from './shade.ts';
import { createVisibility, drawVisibility, type VisibilityBuffer } from './visibility.ts';

/** Samples along each side of a pixel. */
const SUPERSAMPLE = 2;
const SAMPLES = SUPERSAMPLE * SUPERSAMPLE;

/** A backdrop that runs from top to bottom, sRGB bytes, with the shadow of what stands on the floor. */
export interface Backdrop {
  readonly top: readonly [number, number, number];
  readonly bottom: readonly [number, number, number];
}

/**
 * Draws meshes without a GPU: one depth-tested pass for what is seen, one shading pass, averaged
 * from 2 x 2 samples in linear light.
 *
 * @returns `width` x `height` pixels, straight alpha.
 */
export function renderMeshes(
  meshes: readonly DrawnMesh[],
  camera: Camera,
  width: number,
  height: number,
  backdrop: Backdrop | null,
): RgbaImage {
  const fineWidth = width * SUPERSAMPLE;
  const fineHeight = height * SUPERSAMPLE;
  const buffer = createVisibility(fineWidth, fineHeight);
  const projected = meshes.map((mesh) =>
    projectVertices(mesh.positions, camera, fineWidth, fineHeight),
  );
  for (const [i, mesh] of meshes.entries()) drawVisibility(buffer, i, mesh, projected[i]!);
  const shade = createShader(buffer, meshes, projected, camera);
  const shadow = createCreviceShadow(buffer, camera);
  const floor = backdrop ? createFloorShadow(meshes, camera, width, height) : () => 1;
  return average(buffer, shade, shadow, floor, width, height, backdrop);
}

function average(
  { mesh, width: fineWidth }: VisibilityBuffer,
  shade: (pixel: number, out: Float32Array) => void,
  shadow: (pixel: number) => number,
  floor: (x: number, y: number) => number,
  width: number,
  height: number,
  backdrop: Backdrop | null,
): RgbaImage {
  const out = new Uint8ClampedArray(4 * width * height);
  const color = new Float32Array(3);
  const sum = new Float64Array(3);

  /** Adds up a pixel's samples. @returns how many of them show a mesh. */
  function addSamples(corner: number): number {
    let seen = 0;
    sum[0] = sum[1] = sum[2] = 0;
    for (let s = 0; s < SAMPLES; s += 1) {
      const pixel = corner + ((s / SUPERSAMPLE) | 0) * fineWidth + (s % SUPERSAMPLE);
      if (mesh[pixel] === 0) continue;
      shade(pixel, color);
      const light = shadow(pixel);
      sum[0]! += color[0]! * light;
      sum[1]! += color[1]! * light;
      sum[2]! += color[2]! * light;
      seen += 1;
    }
    return seen;
  }

  function isEmpty(corner: number): boolean {
    for (let pixel = corner; pixel < corner + SUPERSAMPLE * fineWidth; pixel += fineWidth) {
      for (let k = 0; k < SUPERSAMPLE; k += 1) if (mesh[pixel + k] !== 0) return false;
    }
    return true;
  }

  // A row at a time: as one loop over all pixels it was compiled five times before the first picture was done.
  function averageRow(y: number): void {
    const blend = height > 1 ? y / (height - 1) : 0;
    const behind = backdrop
      ? backdrop.top.map((top, k) => top * (1 - blend) + backdrop.bottom[k]! * blend)
      : [0, 0, 0];
    for (let x = 0; x < width; x += 1) {
      const corner = y * SUPERSAMPLE * fineWidth + x * SUPERSAMPLE;
      const seen = isEmpty(corner) ? 0 : addSamples(corner);
      const coverage = seen / SAMPLES;
      const o = 4 * (y * width + x);
      if (seen > 0) {
        out[o] = srgbOfLinear(sum[0]! / seen);
        out[o + 1] = srgbOfLinear(sum[1]! / seen);
        out[o + 2] = srgbOfLinear(sum[2]! / seen);
      }
      out[o + 3] = backdrop ? 255 : Math.round(coverage * 255);
      if (!backdrop || seen === SAMPLES) continue;
      const light = floor(x, y);
      // Edges are blended as the eye (and a browser) does it, in sRGB.
      for (let k = 0; k < 3; k += 1) {
        out[o + k] = out[o + k]! * coverage + behind[k]! * light * (1 - coverage);
      }
    }
  }

  for (let y = 0; y < height; y += 1) averageRow(y);
  return { width, height, data: out };
}
