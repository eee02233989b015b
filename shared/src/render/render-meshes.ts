import type { RgbaImage } from '../image/image.ts';
import { type Camera, type DrawnMesh, projectVertices } from './camera.ts';
import { srgbOfLinear } from './color-space.ts';
import { darkenCrevices } from './crevices.ts';
import { shade } from './shade.ts';
import { createVisibility, drawVisibility } from './visibility.ts';

/** Samples along each side of a pixel. */
const SUPERSAMPLE = 2;

/** sRGB bytes of a backdrop that runs from top to bottom; null leaves it transparent. */
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
  const fine = shade(buffer, meshes, projected, camera);
  darkenCrevices(fine, buffer, camera);
  return average(fine, width, height, backdrop);
}

function average(
  fine: Float32Array,
  width: number,
  height: number,
  backdrop: Backdrop | null,
): RgbaImage {
  const out = new Uint8ClampedArray(4 * width * height);
  const fineWidth = width * SUPERSAMPLE;
  const samples = SUPERSAMPLE * SUPERSAMPLE;
  const sum = [0, 0, 0, 0];
  for (let y = 0; y < height; y += 1) {
    const blend = height > 1 ? y / (height - 1) : 0;
    for (let x = 0; x < width; x += 1) {
      sum.fill(0);
      for (let s = 0; s < samples; s += 1) {
        const row = y * SUPERSAMPLE + ((s / SUPERSAMPLE) | 0);
        const from = 4 * (row * fineWidth + x * SUPERSAMPLE + (s % SUPERSAMPLE));
        for (let k = 0; k < 4; k += 1) sum[k]! += fine[from + k]!;
      }
      const coverage = sum[3]! / samples;
      const o = 4 * (y * width + x);
      for (let k = 0; k < 3; k += 1) {
        const color = coverage > 0 ? srgbOfLinear(sum[k]! / sum[3]!) : 0;
        // Edges are blended as the eye (and a browser) does it, in sRGB.
        out[o + k] = backdrop
          ? color * coverage +
            (backdrop.top[k]! * (1 - blend) + backdrop.bottom[k]! * blend) * (1 - coverage)
          : color;
      }
      out[o + 3] = backdrop ? 255 : Math.round(coverage * 255);
    }
  }
  return { width, height, data: out };
}
