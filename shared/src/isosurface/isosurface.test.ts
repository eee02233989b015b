import { describe, expect, it } from 'vitest';
import {
  enclosedVolume,
  evenAxis,
  NEVER,
  type Solid,
  sampleSolid,
  shirtSolid,
  sphere,
  torus,
} from '../../test/shapes/solid-fields.ts';
import { CancelledError, type CancelSignal } from '../job/context.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { meshTopology } from '../mesh/topology.ts';
import { DUAL_CASES } from './dual-cases.ts';
import { flexiCubes, WEIGHTS_PER_CELL } from './flexicubes.ts';
import type { IsosurfaceMesh } from './isosurface-mesh.ts';
import { marchingCubes } from './marching-cubes.ts';
import { separateSheets } from './separate-sheets.ts';
import { findSurfaceCells, type SurfaceCells } from './surface-cells.ts';

interface Extraction {
  readonly field: Float32Array;
  readonly axis: Float32Array;
  readonly surface: SurfaceCells;
}

type Extractor = (input: Extraction) => IsosurfaceMesh;

function randomWeights(cells: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: WEIGHTS_PER_CELL * cells }, () => 6 * random() - 3);
}

const EXTRACTORS: readonly (readonly [string, Extractor])[] = [
  [
    'flexicubes, weights alike',
    (input) => flexiCubes({ ...input, deformation: null, weights: null }, NEVER),
  ],
  [
    'flexicubes, random weights',
    (input) => {
      const weights = randomWeights(input.surface.cells.length, 7);
      return flexiCubes({ ...input, deformation: null, weights }, NEVER);
    },
  ],
  ['marching cubes', (input) => marchingCubes(input, NEVER)],
];

function extraction(field: Float32Array, axis: Float32Array): Extraction {
  return { field, axis, surface: findSurfaceCells(field, axis.length - 1, NEVER) };
}

function solidExtraction(solid: Solid, cellsPerAxis = 40): Extraction {
  const axis = evenAxis(cellsPerAxis + 1, 1);
  return extraction(sampleSolid(solid, axis), axis);
}

/** A grid of `points` points an axis that is outside everywhere but at its inner points, where the field is asked for. */
function paddedField(points: number, inner: (i: number, j: number, k: number) => number) {
  const field = new Float32Array(points ** 3).fill(1);
  for (let i = 1; i < points - 1; i++) {
    for (let j = 1; j < points - 1; j++) {
      for (let k = 1; k < points - 1; k++) {
        field[(i * points + j) * points + k] = inner(i - 1, j - 1, k - 1);
      }
    }
  }
  return field;
}

function topologyOf({ positions, indices }: IsosurfaceMesh) {
  return meshTopology(indices, positions.length / 3);
}

const SOUND = { nonManifoldEdges: 0, inconsistentEdges: 0, boundaryEdges: 0 };

describe.each(EXTRACTORS)('%s', (name, extract) => {
  it.each([
    ['sphere', sphere(0.7), 2, (4 / 3) * Math.PI * 0.7 ** 3],
    ['torus', torus(0.6, 0.25), 0, 2 * Math.PI ** 2 * 0.6 * 0.25 ** 2],
    ['shirt', shirtSolid(), 2, null],
  ] as const)('makes one closed, outward %s', (_, solid, eulerNumber, volume) => {
    const mesh = extract(solidExtraction(solid));
    expect(topologyOf(mesh)).toEqual({ ...SOUND, pinchedVertices: 0, components: 1, eulerNumber });
    expect(mesh.closed).toBe(true);
    const enclosed = enclosedVolume(mesh.positions, mesh.indices);
    expect(enclosed).toBeGreaterThan(0);
    if (volume) expect(Math.abs(enclosed / volume - 1)).toBeLessThan(0.03);
  });

  it('places vertices on the surface', () => {
    const cell = 2 / 40;
    const solid = sphere(0.7);
    const { positions } = extract(solidExtraction(solid));
    // A linear crossing errs by the curvature within a cell; a mean of crossings by the sagitta of a
    // cell's patch; random weights move a crossing by up to a quarter of its edge.
    const tolerance = cell * (name === 'flexicubes, random weights' ? 0.5 : 0.05);
    for (let v = 0; v < positions.length; v += 3) {
      const off = solid(positions[v]!, positions[v + 1]!, positions[v + 2]!);
      expect(Math.abs(off)).toBeLessThan(tolerance);
    }
  });

  it('closes every case against its neighbours', () => {
    // The case's corners are the inner points of a grid that is outside elsewhere; at 255 all are.
    for (let caseId = 1; caseId < 255; caseId++) {
      const random = seededRandom(caseId);
      const field = paddedField(4, (i, j, k) => {
        const inside = (caseId >> (i + 2 * j + 4 * k)) & 1;
        return (inside ? -1 : 1) * (0.2 + random());
      });
      const mesh = extract(extraction(field, evenAxis(4, 1)));
      expect(topologyOf(mesh), `case ${caseId}`).toMatchObject(SOUND);
      expect(enclosedVolume(mesh.positions, mesh.indices)).toBeGreaterThan(0);
    }
  });

  it('closes a grid of random signs, where every case and many ambiguous pairs meet', () => {
    const random = seededRandom(11);
    const input = extraction(
      paddedField(16, () => random() - 0.5),
      evenAxis(16, 1),
    );
    expect(new Set(input.surface.cases).size).toBe(254);
    const mesh = extract(input);
    expect(topologyOf(mesh)).toMatchObject({ ...SOUND, pinchedVertices: 0 });
  });

  it('gives the same bytes for the same input, and leaves it alone', () => {
    const input = solidExtraction(shirtSolid(), 24);
    const before = input.field.slice();
    const first = extract(input);
    expect(extract(input)).toEqual(first);
    expect(input.field).toEqual(before);
  });

  it('mirrors its surface with the field', () => {
    const lopsided: Solid = (x, y, z) =>
      Math.min(sphere(0.4)(x - 0.3, y, z), sphere(0.3)(x, y, z - 0.35));
    const there = extract(solidExtraction(lopsided, 20));
    const mirrored = extract(solidExtraction((x, y, z) => lopsided(x, y, -z), 20));
    expect(mirrored.indices).toHaveLength(there.indices.length);
    // Random weights belong to cells, which a mirror renumbers.
    if (name === 'flexicubes, random weights') return;
    const middleOf = ({ positions }: IsosurfaceMesh, axis: number) =>
      positions.reduce((sum, value, at) => sum + (at % 3 === axis ? value : 0), 0) /
      (positions.length / 3);
    for (const axis of [0, 1, 2]) {
      const sign = axis === 2 ? -1 : 1;
      expect(sign * middleOf(mirrored, axis)).toBeCloseTo(middleOf(there, axis), 5);
    }
  });

  it('stops when the signal is aborted', () => {
    const input = solidExtraction(sphere(0.5), 8);
    const aborted: CancelSignal = { aborted: true };
    expect(() => findSurfaceCells(input.field, 8, aborted)).toThrow(CancelledError);
    expect(() => marchingCubes(input, aborted)).toThrow(CancelledError);
    expect(() => flexiCubes({ ...input, deformation: null, weights: null }, aborted)).toThrow(
      CancelledError,
    );
  });
});

describe('ambiguous cells', () => {
  it('turn both where two of them meet at their face, and alone they stay', () => {
    const random = seededRandom(11);
    const { surface } = extraction(
      paddedField(16, () => random() - 0.5),
      evenAxis(16, 1),
    );
    const built = separateSheets(surface);
    let turned = 0;
    let kept = 0;
    for (const [n, caseId] of surface.cases.entries()) {
      if (built[n] !== caseId) turned++;
      else if (DUAL_CASES.ambiguousFace[caseId]! >= 0) kept++;
    }
    expect(turned).toBeGreaterThan(20);
    expect(turned % 2).toBe(0);
    expect(kept).toBeGreaterThan(20);
  });
});

describe('a shape that reaches the box', () => {
  it('is said to be open', () => {
    const input = solidExtraction((_x, _y, z) => z + 0.1, 8);
    const half = marchingCubes(input, NEVER);
    expect(half.closed).toBe(false);
    expect(topologyOf(half)).toMatchObject({ nonManifoldEdges: 0, components: 1, eulerNumber: 1 });
    const cubes = flexiCubes({ ...input, deformation: null, weights: null }, NEVER);
    expect(cubes.closed).toBe(false);
    expect(topologyOf(cubes)).toMatchObject({ nonManifoldEdges: 0, components: 1, eulerNumber: 1 });
  });
});

describe('fields without a surface', () => {
  const empty = expect.objectContaining({ name: 'InputError', code: 'shape-empty' });
  const thrownBy = (make: () => unknown) => {
    try {
      make();
      return null;
    } catch (error) {
      return error;
    }
  };

  it.each([
    ['all outside', () => 1],
    ['all inside', () => -1],
    ['zero everywhere, which counts as outside', () => 0],
    ['inside at the boundary alone', (x, y, z) => (Math.max(-x, -y, -z) > 0.9 ? -1 : 1)],
    ['outside at the boundary alone', (x, y, z) => (Math.max(x, y, z, -x, -y, -z) > 0.9 ? 1 : -1)],
  ] satisfies [string, Solid][])('%s: says that the shape is empty', (_, solid) => {
    const field = sampleSolid(solid, evenAxis(9, 1));
    expect(thrownBy(() => findSurfaceCells(field, 8, NEVER))).toEqual(empty);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('names the point whose value is %s', (value) => {
    const field = sampleSolid(sphere(0.5), evenAxis(9, 1));
    field[100] = value;
    expect(() => findSurfaceCells(field, 8, NEVER)).toThrow(`${value} at point 100`);
  });

  it('refuses weights and deformations that are no numbers', () => {
    const input = solidExtraction(sphere(0.5), 8);
    const weights = new Float32Array(WEIGHTS_PER_CELL * input.surface.cells.length).fill(
      Number.NaN,
    );
    expect(() => flexiCubes({ ...input, deformation: null, weights }, NEVER)).toThrow(
      'not a finite',
    );
    const deformation = new Float32Array(3 * input.field.length).fill(Number.POSITIVE_INFINITY);
    expect(() => flexiCubes({ ...input, deformation, weights: null }, NEVER)).toThrow(
      'not a finite',
    );
  });

  it('names arrays of the wrong length', () => {
    const input = solidExtraction(sphere(0.5), 8);
    expect(() => findSurfaceCells(input.field, 9, NEVER)).toThrow(
      '9 cells an axis has 10^3 points',
    );
    const weights = new Float32Array(20);
    expect(() => flexiCubes({ ...input, deformation: null, weights }, NEVER)).toThrow(
      'weights has 20',
    );
  });
});

describe('a value of exactly zero', () => {
  it('counts as outside and leaves the mesh closed', () => {
    const input = extraction(
      paddedField(5, (i, j, k) => (i === 1 && j === 1 && k === 1 ? -1 : 0)),
      evenAxis(5, 1),
    );
    for (const [, extract] of EXTRACTORS) {
      const mesh = extract(input);
      expect(topologyOf(mesh)).toMatchObject({ ...SOUND, eulerNumber: 2 });
      expect(enclosedVolume(mesh.positions, mesh.indices)).toBeGreaterThan(0);
    }
  });
});
