import { describe, expect, it } from 'vitest';
import { evenAxis, NEVER, type Solid, sampleSolid } from '../../test/shapes/solid-fields.ts';
import type { RgbaImage } from '../image/image.ts';
import { marchingCubes } from '../isosurface/marching-cubes.ts';
import { findSurfaceCells } from '../isosurface/surface-cells.ts';
import { meshTopology } from '../mesh/topology.ts';
import type { GeneratedMesh } from '../triplane/generated-mesh.ts';
import { cutByMask } from './cut-by-mask.ts';

/** A standing figure: an upright capsule, y up. */
const figure: Solid = (x, y, z) => Math.hypot(x, z, Math.max(0, Math.abs(y) - 0.5)) - 0.3;

function mesh(): GeneratedMesh {
  const axis = evenAxis(33, 1);
  const field = sampleSolid(figure, axis);
  const surface = findSurfaceCells(field, 32, NEVER);
  const made = marchingCubes({ surface, field, axis }, NEVER);
  return { ...made, colours: new Uint8Array(made.positions.length).fill(128) };
}

const SQUARE = { left: 20, top: 10, side: 100 };

/** Opaque between two heights of the mesh's own unit. */
function band(bottom: number, top: number): RgbaImage {
  const [width, height] = [140, 120];
  const data = new Uint8Array(4 * width * height);
  for (let row = 0; row < height; row++) {
    const y = 1 - (row + 0.5 - SQUARE.top) / 50;
    if (y < bottom || y > top) continue;
    for (let x = 0; x < width; x++) data[4 * (row * width + x) + 3] = 255;
  }
  return { width, height, data };
}

describe('cutByMask', () => {
  it('leaves a tube with two openings of a figure’s middle, front and back', () => {
    const cut = cutByMask(mesh(), band(-0.3, 0.2), SQUARE);
    expect(cut.closed).toBe(false);
    const count = cut.positions.length / 3;
    expect(Math.max(...cut.indices)).toBe(count - 1);
    expect(cut.colours.length).toBe(cut.positions.length);
    // A tube: one piece, no handle, two rims.
    expect(meshTopology(cut.indices, count)).toMatchObject({
      nonManifoldEdges: 0,
      inconsistentEdges: 0,
      eulerNumber: 0,
    });
    const of = (axis: number) => cut.positions.filter((_, n) => n % 3 === axis);
    // Triangles are kept whole: up to two cells of 1/16 over.
    expect(Math.min(...of(1))).toBeGreaterThan(-0.3 - 0.13);
    expect(Math.min(...of(1))).toBeLessThan(-0.25);
    expect(Math.max(...of(1))).toBeGreaterThan(0.15);
    expect(Math.max(...of(1))).toBeLessThan(0.2 + 0.13);
    expect(Math.max(...of(2))).toBeCloseTo(0.3, 1);
    expect(Math.min(...of(2))).toBeCloseTo(-0.3, 1);
  });

  it('keeps a mesh whole and closed that lies in the mask', () => {
    const whole = mesh();
    const cut = cutByMask(whole, band(-2, 2), SQUARE);
    expect(cut.closed).toBe(true);
    expect(cut.indices.length).toBe(whole.indices.length);
  });

  it('says when nothing is left', () => {
    expect(() => cutByMask(mesh(), band(5, 6), SQUARE)).toThrow(/no shape/);
  });
});
