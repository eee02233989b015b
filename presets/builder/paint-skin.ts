import sharp from 'sharp';
import type { SkinPaint } from './mannequin-paint.ts';
import type { RenderMesh } from './split-uvs.ts';
import type { TextureFile } from './write-glb.ts';

const SIZE = 1024;
/** Drawn this much larger and averaged down, so that edges are smooth. */
const SUPERSAMPLE = 2;
/** Texels by which colours grow over the seams, so that filtering never meets the background. */
const GUTTER = 8;
/** The mask picture has faint smears below this grey. */
const MASK_FLOOR = 0.5;
const JPEG_QUALITY = 88;

/** What the paint depends on, per base mesh vertex. */
export interface PaintedBody {
  /** xyz triples, metres, rest pose. */
  readonly positions: Float64Array;
  /** Share of the surroundings that is seen, 0 to 1. */
  readonly openness: Float64Array;
}

/** A grey picture in the texture's own layout, white on the lips. */
export interface PixelMask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Reads a mask picture. */
export async function readMask(path: string): Promise<PixelMask> {
  const { data, info } = await sharp(path)
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** Paints a texture by the rest position of every texel, so that drawn edges are clean on the body. */
export async function paintSkin(
  mesh: RenderMesh,
  body: PaintedBody,
  lips: PixelMask,
  paint: SkinPaint,
): Promise<TextureFile> {
  const width = SIZE * SUPERSAMPLE;
  const rgb = Buffer.alloc(width * width * 3);
  const covered = new Uint8Array(width * width);
  const canvas = { width, rgb, covered };
  for (let t = 0; t < mesh.indices.length; t += 3) {
    paintTriangle(mesh, body, lips, paint, mesh.indices.subarray(t, t + 3), canvas);
  }
  growOverSeams(rgb, covered, width);
  const bytes = await sharp(rgb, { raw: { width, height: width, channels: 3 } })
    .resize(SIZE, SIZE, { kernel: 'cubic' })
    .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4', mozjpeg: true })
    .toBuffer();
  return { mimeType: 'image/jpeg', bytes };
}

interface Canvas {
  readonly width: number;
  readonly rgb: Buffer;
  readonly covered: Uint8Array;
}

function paintTriangle(
  mesh: RenderMesh,
  body: PaintedBody,
  lips: PixelMask,
  paint: SkinPaint,
  corners: Uint32Array,
  { width, rgb, covered }: Canvas,
): void {
  const [a, b, c] = [...corners].map((corner) => ({
    x: mesh.uvs[corner * 2]! * width - 0.5,
    y: mesh.uvs[corner * 2 + 1]! * width - 0.5,
    vertex: mesh.vertices[corner]!,
  })) as [Corner, Corner, Corner];
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (area === 0) return;
  const fromX = Math.max(0, Math.ceil(Math.min(a.x, b.x, c.x)));
  const toX = Math.min(width - 1, Math.floor(Math.max(a.x, b.x, c.x)));
  const fromY = Math.max(0, Math.ceil(Math.min(a.y, b.y, c.y)));
  const toY = Math.min(width - 1, Math.floor(Math.max(a.y, b.y, c.y)));
  for (let y = fromY; y <= toY; y++) {
    for (let x = fromX; x <= toX; x++) {
      const v = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
      const w = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
      const u = 1 - v - w;
      if (u < -1e-9 || v < -1e-9 || w < -1e-9) continue;
      const mix = (values: Float64Array, stride: number, k: number): number =>
        u * values[a.vertex * stride + k]! +
        v * values[b.vertex * stride + k]! +
        w * values[c.vertex * stride + k]!;
      const colour = paint({
        position: [mix(body.positions, 3, 0), mix(body.positions, 3, 1), mix(body.positions, 3, 2)],
        openness: mix(body.openness, 1, 0),
        lip: maskAt(lips, x / width, y / width),
      });
      const at = y * width + x;
      covered[at] = 1;
      for (let k = 0; k < 3; k++)
        rgb[at * 3 + k] = Math.round(Math.min(255, Math.max(0, colour[k]!)));
    }
  }
}

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly vertex: number;
}

function maskAt({ width, height, data }: PixelMask, u: number, v: number): number {
  const grey = data[Math.floor(v * height) * width + Math.floor(u * width)]! / 255;
  return Math.max(0, (grey - MASK_FLOOR) / (1 - MASK_FLOOR));
}

function growOverSeams(rgb: Buffer, covered: Uint8Array, width: number): void {
  let front: number[] = [];
  for (let at = 0; at < covered.length; at++) if (covered[at] === 1) front.push(at);
  const grow = (from: number, to: number): boolean => {
    if (to < 0 || to >= covered.length || covered[to] === 1) return false;
    covered[to] = 1;
    rgb.copy(rgb, to * 3, from * 3, from * 3 + 3);
    return true;
  };
  for (let step = 0; step < GUTTER * SUPERSAMPLE; step++) {
    const next: number[] = [];
    for (const at of front) {
      for (const to of [at - 1, at + 1, at - width, at + width]) if (grow(at, to)) next.push(to);
    }
    front = next;
  }
  // The rest takes the skin's usual colour: flat areas cost nothing in the file.
  for (let at = 0; at < covered.length; at++)
    if (covered[at] !== 1) rgb.fill(190, at * 3, at * 3 + 3);
}
