import { describe, expect, it } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import type { Camera, DrawnMesh } from './camera.ts';
import { renderMeshes } from './render-meshes.ts';

const FRONT: Camera = {
  eye: [0, 0, 5],
  target: [0, 0, 0],
  projection: { kind: 'orthographic', height: 2 },
};

/** A square of side 1 at depth z, its corner (left, bottom); uv (0, 0) is its top left. */
function square(
  left: number,
  bottom: number,
  z: number,
  color: readonly [number, number, number],
  options: { facing?: 'front' | 'back'; doubleSided?: boolean; texture?: RgbaImage } = {},
): DrawnMesh {
  const [right, top] = [left + 1, bottom + 1];
  const back = options.facing === 'back';
  return {
    positions: Float32Array.from([left, bottom, z, right, bottom, z, right, top, z, left, top, z]),
    normals: Float32Array.from(Array.from({ length: 4 }, () => [0, 0, back ? -1 : 1]).flat()),
    uvs: Float32Array.from([0, 1, 1, 1, 1, 0, 0, 0]),
    indices: Uint32Array.from(back ? [0, 2, 1, 0, 3, 2] : [0, 1, 2, 0, 2, 3]),
    texture: options.texture ?? {
      width: 1,
      height: 1,
      data: Uint8Array.from([...color, 255]),
    },
    doubleSided: options.doubleSided ?? false,
  };
}

function pixel({ width, data }: RgbaImage, x: number, y: number): readonly number[] {
  return [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)];
}

/** Which channel is brightest, or `none` where nothing is drawn. */
function hue(image: RgbaImage, x: number, y: number): 'red' | 'green' | 'blue' | 'none' {
  const [r, g, b, alpha] = pixel(image, x, y) as [number, number, number, number];
  if (alpha === 0) return 'none';
  return r >= g && r >= b ? 'red' : g >= b ? 'green' : 'blue';
}

const RED = [220, 30, 30] as const;
const GREEN = [30, 220, 30] as const;
const BLUE = [30, 30, 220] as const;

describe('renderMeshes', () => {
  it('covers exactly the pixels of a square and leaves the rest transparent', () => {
    const image = renderMeshes([square(-1, 0, 0, RED)], FRONT, 20, 20, null);
    let covered = 0;
    for (let y = 0; y < 20; y += 1) {
      for (let x = 0; x < 20; x += 1) {
        const inside = x < 10 && y < 10;
        expect(pixel(image, x, y)[3]).toBe(inside ? 255 : 0);
        if (inside) covered += 1;
      }
    }
    expect(covered).toBe(100);
  });

  it('shows what is nearer, in whatever order it is given', () => {
    const near = square(-0.5, -0.5, 1, RED);
    const far = square(-0.5, -0.5, -1, BLUE);
    expect(hue(renderMeshes([near, far], FRONT, 20, 20, null), 10, 10)).toBe('red');
    expect(hue(renderMeshes([far, near], FRONT, 20, 20, null), 10, 10)).toBe('red');
  });

  it('hides the inside of skin and shows the inside of cloth, darker', () => {
    const away = { facing: 'back' } as const;
    const skin = renderMeshes([square(-0.5, -0.5, 0, RED, away)], FRONT, 20, 20, null);
    expect(hue(skin, 10, 10)).toBe('none');
    const inside = { ...away, doubleSided: true };
    const cloth = renderMeshes([square(-0.5, -0.5, 0, RED, inside)], FRONT, 20, 20, null);
    const outside = renderMeshes([square(-0.5, -0.5, 0, RED)], FRONT, 20, 20, null);
    expect(hue(cloth, 10, 10)).toBe('red');
    expect(pixel(cloth, 10, 10)[0]).toBeLessThan(pixel(outside, 10, 10)[0]!);
  });

  it('lays a texture upright and unmirrored', () => {
    const texture = {
      width: 2,
      height: 2,
      data: Uint8Array.from([...RED, 255, ...GREEN, 255, ...BLUE, 255, ...RED, 255]),
    };
    const image = renderMeshes([square(-0.5, -0.5, 0, RED, { texture })], FRONT, 20, 20, null);
    expect(hue(image, 6, 6)).toBe('red');
    expect(hue(image, 13, 6)).toBe('green');
    expect(hue(image, 6, 13)).toBe('blue');
    expect(hue(image, 13, 13)).toBe('red');
  });

  it('keeps a texture straight in perspective', () => {
    // A floor from z = 0 to z = -2: its middle row (red to blue) appears above its middle height.
    const texture = { width: 1, height: 2, data: Uint8Array.from([...BLUE, 255, ...RED, 255]) };
    const floor: DrawnMesh = {
      positions: Float32Array.from([-1, 0, 0, 1, 0, 0, 1, 0, -2, -1, 0, -2]),
      normals: Float32Array.from([0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0]),
      uvs: Float32Array.from([0, 1, 1, 1, 1, 0, 0, 0]),
      indices: Uint32Array.from([0, 1, 2, 0, 2, 3]),
      texture,
      doubleSided: false,
    };
    const size = 200;
    const camera: Camera = {
      eye: [0, 1, 1],
      target: [0, 0, -1],
      projection: { kind: 'perspective', fovY: 1.2 },
    };
    const image = renderMeshes([floor], camera, size, size, null);
    let change = 0;
    for (let y = 1; y < size; y += 1) {
      if (hue(image, size / 2, y - 1) === 'blue' && hue(image, size / 2, y) === 'red') change = y;
    }
    // The point (0, 0, -1) is what the camera looks at: the picture's middle.
    expect(Math.abs(change - size / 2)).toBeLessThanOrEqual(1);
  });

  it('fills a backdrop and blends edges into it', () => {
    const backdrop = { top: [255, 255, 255], bottom: [255, 255, 255] } as const;
    const half = renderMeshes([square(-0.54, -0.5, 0, BLUE)], FRONT, 20, 20, backdrop);
    expect(pixel(half, 0, 0)).toEqual([255, 255, 255, 255]);
    // The square's left edge lies at column 4.6, so the second of its samples is covered.
    const edge = pixel(half, 4, 10);
    expect(edge[0]).toBeGreaterThan(pixel(half, 8, 10)[0]!);
    expect(edge[0]).toBeLessThan(255);
  });

  it('survives triangles without area and meshes out of sight', () => {
    const flat = { ...square(-0.5, -0.5, 0, RED), indices: Uint32Array.from([0, 0, 1, 1, 1, 1]) };
    const image = renderMeshes([flat, square(40, 40, 0, GREEN)], FRONT, 10, 10, null);
    expect(image.data.some((value) => value !== 0)).toBe(false);
  });
});
