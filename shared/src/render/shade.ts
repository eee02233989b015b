import { type Camera, type DrawnMesh, type ProjectedVertices, viewBasis } from './camera.ts';
import { LINEAR_OF_SRGB } from './color-space.ts';
import { lightOn } from './light.ts';
import type { VisibilityBuffer } from './visibility.ts';

const PLAIN_COLOR = 0.6;
/** The inside of cloth sees less of the room. */
const INSIDE_LIGHT = 0.62;

/**
 * Colours every seen pixel: bilinear texture, interpolated normal, studio light.
 *
 * @returns linear light, four floats a pixel (r, g, b, coverage 0 or 1).
 */
export function shade(
  buffer: VisibilityBuffer,
  meshes: readonly DrawnMesh[],
  projected: readonly ProjectedVertices[],
  camera: Camera,
): Float32Array {
  const { width, height } = buffer;
  const { right, up, forward } = viewBasis(camera);
  const perspective = camera.projection.kind === 'perspective';
  const out = new Float32Array(4 * width * height);
  for (let pixel = 0; pixel < buffer.mesh.length; pixel += 1) {
    if (buffer.mesh[pixel] === 0) continue;
    const mesh = meshes[buffer.mesh[pixel]! - 1]!;
    const { xy, nearness } = projected[buffer.mesh[pixel]! - 1]!;
    const t = 3 * buffer.triangle[pixel]!;
    const a = mesh.indices[t]!;
    const b = mesh.indices[t + 1]!;
    const c = mesh.indices[t + 2]!;
    const px = (pixel % width) + 0.5;
    const py = ((pixel / width) | 0) + 0.5;
    const abx = xy[2 * b]! - xy[2 * a]!;
    const aby = xy[2 * b + 1]! - xy[2 * a + 1]!;
    const acx = xy[2 * c]! - xy[2 * a]!;
    const acy = xy[2 * c + 1]! - xy[2 * a + 1]!;
    const apx = px - xy[2 * a]!;
    const apy = py - xy[2 * a + 1]!;
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
    let nx = wa * n[3 * a]! + wb * n[3 * b]! + wc * n[3 * c]!;
    let ny = wa * n[3 * a + 1]! + wb * n[3 * b + 1]! + wc * n[3 * c + 1]!;
    let nz = wa * n[3 * a + 2]! + wb * n[3 * b + 2]! + wc * n[3 * c + 2]!;
    const inside = area > 0;
    const scale = (inside ? -1 : 1) / (Math.sqrt(nx * nx + ny * ny + nz * nz) || 1);
    nx *= scale;
    ny *= scale;
    nz *= scale;
    const light =
      lightOn(
        nx * right[0] + ny * right[1] + nz * right[2],
        nx * up[0] + ny * up[1] + nz * up[2],
        -(nx * forward[0] + ny * forward[1] + nz * forward[2]),
      ) * (inside ? INSIDE_LIGHT : 1);
    const o = 4 * pixel;
    if (mesh.texture) {
      const uv = mesh.uvs;
      sampleTexture(
        mesh.texture,
        wa * uv[2 * a]! + wb * uv[2 * b]! + wc * uv[2 * c]!,
        wa * uv[2 * a + 1]! + wb * uv[2 * b + 1]! + wc * uv[2 * c + 1]!,
        out,
        o,
      );
    } else {
      out.fill(PLAIN_COLOR, o, o + 3);
    }
    out[o] = out[o]! * light;
    out[o + 1] = out[o + 1]! * light;
    out[o + 2] = out[o + 2]! * light;
    out[o + 3] = 1;
  }
  return out;
}

/** Bilinear, clamped to the edge, in linear light. */
function sampleTexture(
  { width, height, data }: NonNullable<DrawnMesh['texture']>,
  u: number,
  v: number,
  out: Float32Array,
  at: number,
): void {
  const x = Math.max(0, Math.min(width - 1, u * width - 0.5));
  const y = Math.max(0, Math.min(height - 1, v * height - 0.5));
  const x0 = x | 0;
  const y0 = y | 0;
  const x1 = Math.min(width - 1, x0 + 1);
  const y1 = Math.min(height - 1, y0 + 1);
  const fx = x - x0;
  const fy = y - y0;
  for (let k = 0; k < 3; k += 1) {
    const top =
      LINEAR_OF_SRGB[data[4 * (y0 * width + x0) + k]!]! * (1 - fx) +
      LINEAR_OF_SRGB[data[4 * (y0 * width + x1) + k]!]! * fx;
    const bottom =
      LINEAR_OF_SRGB[data[4 * (y1 * width + x0) + k]!]! * (1 - fx) +
      LINEAR_OF_SRGB[data[4 * (y1 * width + x1) + k]!]! * fx;
    out[at + k] = top * (1 - fy) + bottom * fy;
  }
}
