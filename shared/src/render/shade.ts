import type { RgbaImage } from '../image/image.ts';
import { type Camera, type DrawnMesh, type ProjectedVertices, viewBasis } from './camera.ts';
import { LINEAR_OF_SRGB } from './color-space.ts';
import { lightOn } from './light.ts';
import type { VisibilityBuffer } from './visibility.ts';

const PLAIN_COLOR = 0.6;
/** The inside of cloth sees less of the room. */
const INSIDE_LIGHT = 0.62;

/**
 * Makes the function that colours one seen pixel: bilinear texture, interpolated normal, studio
 * light. It writes linear light, r, g and b, into `out`.
 */
export function createShader(
  buffer: VisibilityBuffer,
  meshes: readonly DrawnMesh[],
  projected: readonly ProjectedVertices[],
  camera: Camera,
): (pixel: number, out: Float32Array) => void {
  const { width } = buffer;
  const { right, up, forward } = viewBasis(camera);
  const perspective = camera.projection.kind === 'perspective';
  return (pixel, out) => {
    const mesh = meshes[buffer.mesh[pixel]! - 1]!;
    const { xy, nearness } = projected[buffer.mesh[pixel]! - 1]!;
    const t = 3 * buffer.triangle[pixel]!;
    const a = mesh.indices[t]!;
    const b = mesh.indices[t + 1]!;
    const c = mesh.indices[t + 2]!;
    const ax = xy[2 * a]!;
    const ay = xy[2 * a + 1]!;
    const abx = xy[2 * b]! - ax;
    const aby = xy[2 * b + 1]! - ay;
    const acx = xy[2 * c]! - ax;
    const acy = xy[2 * c + 1]! - ay;
    const apx = (pixel % width) + 0.5 - ax;
    const apy = ((pixel / width) | 0) + 0.5 - ay;
    const area = abx * acy - aby * acx;
    let wb = (apx * acy - apy * acx) / area;
    let wc = (abx * apy - aby * apx) / area;
    let wa = 1 - wb - wc;
    if (perspective) {
      // Attributes are linear in the world, so weights are divided by depth (Heckbert 1989).
      wa *= nearness[a]!;
      wb *= nearness[b]!;
      wc *= nearness[c]!;
      const sum = 1 / (wa + wb + wc);
      wa *= sum;
      wb *= sum;
      wc *= sum;
    }
    const n = mesh.normals;
    const nx = wa * n[3 * a]! + wb * n[3 * b]! + wc * n[3 * c]!;
    const ny = wa * n[3 * a + 1]! + wb * n[3 * b + 1]! + wc * n[3 * c + 1]!;
    const nz = wa * n[3 * a + 2]! + wb * n[3 * b + 2]! + wc * n[3 * c + 2]!;
    const inside = area > 0;
    const scale = (inside ? -1 : 1) / (Math.sqrt(nx * nx + ny * ny + nz * nz) || 1);
    const light =
      lightOn(
        (nx * right[0] + ny * right[1] + nz * right[2]) * scale,
        (nx * up[0] + ny * up[1] + nz * up[2]) * scale,
        -(nx * forward[0] + ny * forward[1] + nz * forward[2]) * scale,
      ) * (inside ? INSIDE_LIGHT : 1);
    if (mesh.texture) {
      const uv = mesh.uvs;
      sampleTexture(
        mesh.texture,
        wa * uv[2 * a]! + wb * uv[2 * b]! + wc * uv[2 * c]!,
        wa * uv[2 * a + 1]! + wb * uv[2 * b + 1]! + wc * uv[2 * c + 1]!,
        out,
      );
    } else {
      out.fill(mesh.colors ? 1 : PLAIN_COLOR);
    }
    const tint = mesh.colors;
    for (let k = 0; tint && k < 3; k++) {
      out[k]! *= wa * tint[3 * a + k]! + wb * tint[3 * b + k]! + wc * tint[3 * c + k]!;
    }
    out[0] = out[0]! * light;
    out[1] = out[1]! * light;
    out[2] = out[2]! * light;
  };
}

/** Bilinear, clamped to the edge, in linear light. */
function sampleTexture(
  { width, height, data }: RgbaImage,
  u: number,
  v: number,
  out: Float32Array,
): void {
  const x = Math.max(0, Math.min(width - 1, u * width - 0.5));
  const y = Math.max(0, Math.min(height - 1, v * height - 0.5));
  const x0 = x | 0;
  const y0 = y | 0;
  const fx = x - x0;
  const fy = y - y0;
  const topLeft = 4 * (y0 * width + x0);
  const toRight = x0 + 1 < width ? 4 : 0;
  const toBelow = y0 + 1 < height ? 4 * width : 0;
  for (let k = 0; k < 3; k += 1) {
    const at = topLeft + k;
    const top = LINEAR_OF_SRGB[data[at]!]! * (1 - fx) + LINEAR_OF_SRGB[data[at + toRight]!]! * fx;
    const bottom =
      LINEAR_OF_SRGB[data[at + toBelow]!]! * (1 - fx) +
      LINEAR_OF_SRGB[data[at + toBelow + toRight]!]! * fx;
    out[k] = top * (1 - fy) + bottom * fy;
  }
}
