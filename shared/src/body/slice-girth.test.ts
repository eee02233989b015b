import { describe, expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { loopCentre, sliceGirth, sliceMesh } from './slice-girth.ts';

/** A box from (x, y, z) to (X, Y, Z), closed. */
function box(from: readonly number[], to: readonly number[]): { p: number[]; i: number[] } {
  const p: number[] = [];
  for (let corner = 0; corner < 8; corner++) {
    for (let axis = 0; axis < 3; axis++) p.push((corner >> axis) & 1 ? to[axis]! : from[axis]!);
  }
  const quads = [
    [0, 4, 6, 2],
    [1, 3, 7, 5],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 2, 3, 1],
    [4, 5, 7, 6],
  ];
  return { p, i: quads.flatMap(([a, b, c, d]) => [a!, b!, c!, a!, c!, d!]) };
}

function joined(...parts: { p: number[]; i: number[] }[]): { p: number[]; i: number[] } {
  const p: number[] = [];
  const i: number[] = [];
  for (const part of parts) {
    const base = p.length / 3;
    p.push(...part.p);
    i.push(...part.i.map((vertex) => vertex + base));
  }
  return { p, i };
}

const HORIZONTAL = { origin: [0, 0, 0], normal: [0, 1, 0] } as const;

describe('sliceGirth', () => {
  it('is the circumference of a sphere at its equator', () => {
    const { positions, indices } = sphereMesh(0.5, 48, [0, 0, 0]);
    const girth = sliceGirth(positions, indices, { origin: [0, 0.001, 0], normal: [0, 1, 0] }, 1);
    expect(girth).toBeGreaterThan(Math.PI * 0.995);
    expect(girth).toBeLessThanOrEqual(Math.PI);
  });

  it('does not depend on the length or the sense of the normal', () => {
    const { p, i } = box([-0.2, -1, -0.1], [0.2, 1, 0.1]);
    const girths = [1, 7, -1].map((ny) =>
      sliceGirth(p, i, { origin: [0, 0.3, 0], normal: [0, ny, 0] }, 1),
    );
    for (const girth of girths) expect(girth).toBeCloseTo(1.2, 9);
  });

  it('cuts square to a leaning limb', () => {
    const { p, i } = box([-0.2, -1, -0.1], [0.2, 1, 0.1]);
    const girth = sliceGirth(p, i, { origin: [0, 0, 0], normal: [1, 1, 0] }, 1);
    expect(girth).toBeCloseTo(2 * 0.2 + 2 * 0.4 * Math.SQRT2, 9);
  });

  it('leaves out loops beyond reach: the arms beside a trunk', () => {
    const { p, i } = joined(
      box([-0.2, -1, -0.1], [0.2, 1, 0.1]),
      box([0.4, -1, -0.05], [0.5, 1, 0.05]),
    );
    expect(sliceGirth(p, i, HORIZONTAL, 0.2)).toBeCloseTo(1.2, 9);
  });

  it('goes around both legs as one tape', () => {
    const { p, i } = joined(
      box([-0.2, -1, -0.1], [-0.05, 1, 0.1]),
      box([0.05, -1, -0.1], [0.2, 1, 0.1]),
    );
    expect(sliceGirth(p, i, HORIZONTAL, 0.2)).toBeCloseTo(1.2, 9);
  });

  it('bridges a hollow as a tape does', () => {
    const { p, i } = joined(
      box([-0.2, -1, -0.1], [0.2, 1, 0]),
      box([-0.2, -1, 0], [-0.1, 1, 0.1]),
      box([0.1, -1, 0], [0.2, 1, 0.1]),
    );
    expect(sliceGirth(p, i, HORIZONTAL, 1)).toBeCloseTo(1.2, 9);
  });

  it('is 0 where the plane misses the mesh', () => {
    const { p, i } = box([-0.2, -1, -0.1], [0.2, 1, 0.1]);
    expect(sliceGirth(p, i, { origin: [0, 2, 0], normal: [0, 1, 0] }, 1)).toBe(0);
  });
});

describe('sliceMesh', () => {
  it('closes its loops also where the plane passes through vertices', () => {
    const { positions, indices } = sphereMesh(0.5, 12, [0, 0, 0]);
    const loops = sliceMesh(positions, indices, HORIZONTAL);
    expect(loops).toHaveLength(1);
    expect(loops[0]!.closed).toBe(true);
    for (const value of loopCentre(loops[0]!)) expect(Math.abs(value)).toBeLessThan(0.02);
  });

  it('says so when a loop is open because the mesh is', () => {
    const { p, i } = box([-0.2, -1, -0.1], [0.2, 1, 0.1]);
    const loops = sliceMesh(p, i.slice(6), HORIZONTAL);
    expect(loops).toHaveLength(1);
    expect(loops[0]!.closed).toBe(false);
  });
});
