import sharp, { type Sharp } from 'sharp';
import type { BodyGeometry } from './body-geometry.ts';
import { dot, type Triple, unit } from './vector.ts';
import type { TextureFile } from './write-glb.ts';

/** Where the camera stands and what it sees; orthographic. */
export interface BodyView {
  readonly width: number;
  readonly height: number;
  /** Degrees that the body is turned to its right hand's side: 0 front, 90 from its left, 180 back. */
  readonly turnDeg: number;
  /** Middle of the picture, metres above the floor (and to the side). */
  readonly centre: readonly [number, number];
  /** Metres that the picture is high. */
  readonly span: number;
}

const SUPERSAMPLE = 3;
/** Key light from the upper left of the viewer, a weaker fill from the right; directions to the light. */
const KEY = unit([-0.45, 0.65, 0.75]);
const FILL = unit([0.8, 0.1, 0.5]);
const AMBIENT = 0.5;
const KEY_SHARE = 0.52;
const FILL_SHARE = 0.16;

/** Draws a body on a transparent ground, for thumbnails and for looking at the builder's work. */
export async function renderBody(
  geometry: BodyGeometry,
  texture: TextureFile,
  view: BodyView,
): Promise<Sharp> {
  const image = await sharp(texture.bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const width = view.width * SUPERSAMPLE;
  const height = view.height * SUPERSAMPLE;
  const depth = new Float32Array(width * height).fill(Number.NEGATIVE_INFINITY);
  const rgba = Buffer.alloc(width * height * 4);
  const turn = (view.turnDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const scale = height / view.span;
  const corner = (vertex: number): Corner => {
    const [x, y, z] = [0, 1, 2].map(
      (k) => geometry.positions[vertex * 3 + k]!,
    ) as unknown as Triple;
    const [nx, ny, nz] = [0, 1, 2].map(
      (k) => geometry.normals[vertex * 3 + k]!,
    ) as unknown as Triple;
    return {
      x: width / 2 + (x * cos - z * sin - view.centre[0]) * scale,
      y: height / 2 - (y - view.centre[1]) * scale,
      z: x * sin + z * cos,
      normal: [nx * cos - nz * sin, ny, nx * sin + nz * cos],
      u: geometry.uvs[vertex * 2]!,
      v: geometry.uvs[vertex * 2 + 1]!,
    };
  };
  for (let t = 0; t < geometry.indices.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => corner(geometry.indices[t + k]!)) as [
      Corner,
      Corner,
      Corner,
    ];
    fillTriangle(a, b, c, { width, height, depth, rgba }, image);
  }
  return sharp(
    await sharp(rgba, { raw: { width, height, channels: 4 } })
      .resize(view.width, view.height, { kernel: 'cubic' })
      .png()
      .toBuffer(),
  );
}

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly normal: Triple;
  readonly u: number;
  readonly v: number;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly depth: Float32Array;
  readonly rgba: Buffer;
}

interface Texels {
  readonly data: Buffer;
  readonly info: { readonly width: number; readonly height: number };
}

function fillTriangle(a: Corner, b: Corner, c: Corner, frame: Frame, image: Texels): void {
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  // Counter-clockwise from outside has negative area where y runs downwards.
  if (area >= 0) return;
  const fromX = Math.max(0, Math.ceil(Math.min(a.x, b.x, c.x)));
  const toX = Math.min(frame.width - 1, Math.floor(Math.max(a.x, b.x, c.x)));
  const fromY = Math.max(0, Math.ceil(Math.min(a.y, b.y, c.y)));
  const toY = Math.min(frame.height - 1, Math.floor(Math.max(a.y, b.y, c.y)));
  for (let y = fromY; y <= toY; y++) {
    for (let x = fromX; x <= toX; x++) {
      const v = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
      const w = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
      const u = 1 - v - w;
      if (u < 0 || v < 0 || w < 0) continue;
      const at = y * frame.width + x;
      const z = u * a.z + v * b.z + w * c.z;
      if (z <= frame.depth[at]!) continue;
      frame.depth[at] = z;
      const normal = unit(
        [0, 1, 2].map(
          (k) => u * a.normal[k]! + v * b.normal[k]! + w * c.normal[k]!,
        ) as unknown as Triple,
      );
      const light = lightOn(normal);
      const texel = texelAt(image, u * a.u + v * b.u + w * c.u, u * a.v + v * b.v + w * c.v);
      for (let k = 0; k < 3; k++) {
        frame.rgba[at * 4 + k] = Math.min(255, image.data[texel + k]! * light);
      }
      frame.rgba[at * 4 + 3] = 255;
    }
  }
}

function texelAt({ info }: Texels, u: number, v: number): number {
  const x = Math.min(info.width - 1, Math.max(0, Math.floor(u * info.width)));
  const y = Math.min(info.height - 1, Math.max(0, Math.floor(v * info.height)));
  return (y * info.width + x) * 3;
}

function lightOn(normal: Triple): number {
  return (
    AMBIENT +
    0.08 * normal[1] +
    KEY_SHARE * Math.max(0, dot(normal, KEY)) +
    FILL_SHARE * Math.max(0, dot(normal, FILL))
  );
}
