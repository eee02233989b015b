import type { DrawnMesh, ProjectedVertices } from './camera.ts';

/** For each pixel, which triangle is seen. */
export interface VisibilityBuffer {
  readonly width: number;
  readonly height: number;
  /** Mesh number + 1 at each pixel; 0 where nothing is. */
  readonly mesh: Uint8Array;
  /** Triangle of that mesh. */
  readonly triangle: Int32Array;
  /** As in ProjectedVertices; -Infinity where nothing is. */
  readonly nearness: Float32Array;
}

export function createVisibility(width: number, height: number): VisibilityBuffer {
  const pixels = width * height;
  return {
    width,
    height,
    mesh: new Uint8Array(pixels),
    triangle: new Int32Array(pixels),
    nearness: new Float32Array(pixels).fill(Number.NEGATIVE_INFINITY),
  };
}

/**
 * Scan-converts a mesh into the buffer with a depth test: half-space edge functions stepped along
 * rows (Pineda 1988). Shading comes later, once a pixel, from what won.
 *
 * @param number the mesh's number in the picture, 0 to 254.
 */
export function drawVisibility(
  buffer: VisibilityBuffer,
  number: number,
  mesh: DrawnMesh,
  { xy, nearness }: ProjectedVertices,
): void {
  const { width, height } = buffer;
  const { indices } = mesh;
  const count = indices.length;
  for (let t = 0; t < count; t += 3) {
    const ia = indices[t]!;
    let ib = indices[t + 1]!;
    let ic = indices[t + 2]!;
    const ax = xy[2 * ia]!;
    const ay = xy[2 * ia + 1]!;
    // Screen y points down, so a triangle that faces the camera has a negative area here.
    let area =
      (xy[2 * ib]! - ax) * (xy[2 * ic + 1]! - ay) - (xy[2 * ib + 1]! - ay) * (xy[2 * ic]! - ax);
    if (area > 0) {
      if (!mesh.doubleSided) continue;
    } else {
      // Not swapped as a pair, which is an object for each triangle.
      const first = ib;
      ib = ic;
      ic = first;
      area = -area;
    }
    if (!(area > 1e-9)) continue;
    const bx = xy[2 * ib]!;
    const by = xy[2 * ib + 1]!;
    const cx = xy[2 * ic]!;
    const cy = xy[2 * ic + 1]!;
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const right = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    if (left > right || top > bottom) continue;
    const inverse = 1 / area;
    const na = nearness[ia]!;
    const nb = nearness[ib]! - na;
    const nc = nearness[ic]! - na;
    // Weight of b is the edge function of (c, a), weight of c that of (a, b), over the area.
    const bdx = -(ay - cy) * inverse;
    const bdy = (ax - cx) * inverse;
    const cdx = -(by - ay) * inverse;
    const cdy = (bx - ax) * inverse;
    for (let y = top; y <= bottom; y += 1) {
      const py = y + 0.5;
      let wb = (left + 0.5 - cx) * bdx + (py - cy) * bdy;
      let wc = (left + 0.5 - ax) * cdx + (py - ay) * cdy;
      let pixel = y * width + left;
      for (let x = left; x <= right; x += 1) {
        if (wb >= 0 && wc >= 0 && wb + wc <= 1) {
          const near = na + wb * nb + wc * nc;
          if (near > buffer.nearness[pixel]!) {
            buffer.nearness[pixel] = near;
            buffer.triangle[pixel] = t / 3;
            buffer.mesh[pixel] = number + 1;
          }
        }
        wb += bdx;
        wc += cdx;
        pixel += 1;
      }
    }
  }
}
