import { describe, expect, it } from 'vitest';
import { NEVER, sampleSolid, sphere } from '../../test/shapes/solid-fields.ts';
import { findSurfaceCells } from '../isosurface/surface-cells.ts';
import { boundDeformation } from './bound-deformation.ts';
import { colourBytes } from './colour-bytes.ts';
import { densityAxis } from './density-axis.ts';
import { gridAxis, INSTANT_MESH_GRID } from './grid-axis.ts';
import { writeCellCorners, writeGridPoints } from './grid-points.ts';
import { toWearerAxes } from './wearer-axes.ts';

describe('gridAxis', () => {
  it('rounds to five decimals before it centres and scales', () => {
    const axis = gridAxis(INSTANT_MESH_GRID.cellsPerAxis, INSTANT_MESH_GRID.scale);
    expect(axis).toHaveLength(129);
    expect(axis[0]).toBe(Math.fround(-1.05));
    expect(axis[64]).toBe(0);
    expect(axis[128]).toBe(Math.fround(1.05));
    // 1 / 128 = 0.0078125 is a tie at five decimals and goes to the even 0.00781; 3 / 128 = 0.0234375 to 0.02344.
    expect(axis[1]).toBeCloseTo((0.00781 - 0.5) * 2.1, 6);
    expect(axis[3]).toBeCloseTo((0.02344 - 0.5) * 2.1, 6);
    expect(Math.abs(axis[1]! - (1 / 128 - 0.5) * 2.1)).toBeGreaterThan(4e-6);
  });
});

describe('densityAxis', () => {
  it('runs evenly from end to end, the same from both', () => {
    const axis = densityAxis(256, 0.87);
    expect([axis[0], axis[255]]).toEqual([Math.fround(-0.87), Math.fround(0.87)]);
    for (let i = 0; i < 255; i++) expect(axis[i + 1]! - axis[i]!).toBeCloseTo(1.74 / 255, 6);
  });
});

describe('points', () => {
  const axis = Float32Array.of(-1, 0, 1, 2);

  it('are numbered with z fastest, whatever part is asked for', () => {
    const all = new Float32Array(3 * 64);
    writeGridPoints(axis, 0, 64, all);
    for (let point = 0; point < 64; point++) {
      const expected = [axis[point >> 4], axis[(point >> 2) & 3], axis[point & 3]];
      expect([...all.subarray(3 * point, 3 * point + 3)]).toEqual(expected);
    }
    const part = new Float32Array(3 * 20);
    writeGridPoints(axis, 13, 20, part);
    expect(part).toEqual(all.slice(39, 99));
  });

  it('of a cell are its eight corners, x fastest', () => {
    const field = sampleSolid(sphere(0.8), axis);
    const surface = findSurfaceCells(field, 3, NEVER);
    expect(surface.cells[0]).toBe(0);
    const corners = new Float32Array(48);
    writeCellCorners(axis, surface, 0, 2, corners);
    // biome-ignore format: one corner a triple
    expect([...corners.subarray(0, 24)]).toEqual([
      -1, -1, -1,  0, -1, -1,  -1, 0, -1,  0, 0, -1,
      -1, -1,  0,  0, -1,  0,  -1, 0,  0,  0, 0,  0,
    ]);
    // The next surface cell is one further along z.
    expect(surface.cells[1]).toBe(1);
    expect([...corners.subarray(24, 27)]).toEqual([-1, -1, 0]);
  });
});

describe('boundDeformation', () => {
  it('bounds each corner of a surface cell once, to a quarter of a cell, and no other', () => {
    const axis = gridAxis(8, 2.1);
    const field = sampleSolid(sphere(0.3), axis);
    const surface = findSurfaceCells(field, 8, NEVER);
    const raw = new Float32Array(3 * field.length).fill(0.5);
    boundDeformation(raw, surface);
    const bounded = Math.fround(Math.tanh(0.5) / 32);
    const corners = new Set<number>();
    for (const cell of surface.cells) {
      const [i, j, k] = [cell >> 6, (cell >> 3) & 7, cell & 7];
      for (let c = 0; c < 8; c++) {
        corners.add(((i + (c & 1)) * 9 + j + ((c >> 1) & 1)) * 9 + k + (c >> 2));
      }
    }
    expect(corners.size).toBeLessThan(field.length / 2);
    for (let point = 0; point < field.length; point++) {
      const expected = corners.has(point) ? bounded : 0.5;
      expect([...raw.subarray(3 * point, 3 * point + 3)]).toEqual([expected, expected, expected]);
    }
  });
});

describe('colourBytes', () => {
  it('clamps and cuts off, as the reference does', () => {
    const colours = Float32Array.of(-0.001, 0, 0.5, 0.999, 1, 1.001);
    expect([...colourBytes(colours)]).toEqual([0, 0, 127, 254, 255, 255]);
  });
});

describe('toWearerAxes', () => {
  it('puts the front on +z, the wearer’s left on +x and up on +y, without mirroring', () => {
    const front = [1, 0, 0];
    const left = [0, 1, 0];
    const up = [0, 0, 1];
    const turned = toWearerAxes(Float32Array.from([...front, ...left, ...up]));
    expect([...turned]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
    const [f, l, u] = [turned.subarray(0, 3), turned.subarray(3, 6), turned.subarray(6, 9)];
    // front x left = up in both frames.
    expect(f[1]! * l[2]! - f[2]! * l[1]!).toBe(u[0]);
    expect(f[2]! * l[0]! - f[0]! * l[2]!).toBe(u[1]);
  });
});
