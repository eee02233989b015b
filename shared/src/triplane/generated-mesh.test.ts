import { describe, expect, it } from 'vitest';
import { enclosedVolume, NEVER, shirtSolid, sphere } from '../../test/shapes/solid-fields.ts';
import { WEIGHTS_PER_CELL } from '../isosurface/flexicubes.ts';
import { CancelledError } from '../job/context.ts';
import { meshTopology } from '../mesh/topology.ts';
import { CELLS_PER_QUERY, POINTS_PER_QUERY } from './ask-in-chunks.ts';
import type { DecodeStep, GeneratedMesh } from './generated-mesh.ts';
import { type DensityDecoder, meshFromDensity } from './mesh-from-density.ts';
import { meshFromSdf, type SdfDecoder } from './mesh-from-sdf.ts';

/** Each point through a function of `values` numbers. */
function eachPoint(points: Float32Array, values: number, of: (...p: number[]) => number[]) {
  const answer = new Float32Array((points.length / 3) * values);
  for (let n = 0; n < points.length / 3; n++) {
    answer.set(of(points[3 * n]!, points[3 * n + 1]!, points[3 * n + 2]!), n * values);
  }
  return answer;
}

/** Colours by place in the generator's axes: red to the front, green to the wearer's left, blue up. */
const colours = async (points: Float32Array) =>
  eachPoint(points, 3, (x, y, z) => [x!, y!, z!].map((at) => (at + 1) / 2));

/** The shirt, raised so that up is to be told from down. */
const shirt = shirtSolid();

/** Stands for the networks; counts what it is asked. */
function shirtDecoder() {
  const asked = { points: [] as number[], corners: [] as number[] };
  const decoder: SdfDecoder = {
    distances: async (points) => {
      asked.points.push(points.length / 3);
      return {
        sdf: eachPoint(points, 1, (x, y, z) => [shirt(x!, y!, z!)]),
        deformation: eachPoint(points, 3, (x, y, z) => [Math.sin(9 * y!), Math.sin(9 * z!), x!]),
      };
    },
    weights: async (corners) => {
      asked.corners.push(corners.length / 3);
      const weights = new Float32Array((corners.length / 24) * WEIGHTS_PER_CELL);
      return weights.map((_, n) => Math.sin(n) / 10);
    },
    colours,
  };
  return { decoder, asked };
}

function extentOf({ positions }: GeneratedMesh, axis: number): [number, number] {
  const values = positions.filter((_, n) => n % 3 === axis);
  return [Math.min(...values), Math.max(...values)];
}

const CLOSED = { nonManifoldEdges: 0, inconsistentEdges: 0, boundaryEdges: 0, eulerNumber: 2 };

describe('meshFromSdf', () => {
  it('makes a closed mesh in the product’s axes, coloured at its vertices', async () => {
    const { decoder, asked } = shirtDecoder();
    const shares = new Map<DecodeStep, number>();
    const onProgress = (step: DecodeStep, share: number) => {
      expect(share).toBeGreaterThan(shares.get(step) ?? 0);
      shares.set(step, share);
    };
    const mesh = await meshFromSdf(
      decoder,
      { signal: NEVER, onProgress },
      { cellsPerAxis: 48, scale: 2.1 },
    );
    expect(meshTopology(mesh.indices, mesh.positions.length / 3)).toMatchObject(CLOSED);
    expect(mesh.closed).toBe(true);
    expect(enclosedVolume(mesh.positions, mesh.indices)).toBeGreaterThan(0);
    // Sleeves to both sides along x, the trunk down along y, thin along z.
    expect(extentOf(mesh, 0)[1]).toBeCloseTo(-extentOf(mesh, 0)[0], 1);
    expect(extentOf(mesh, 0)[1]).toBeGreaterThan(0.65);
    expect(extentOf(mesh, 1)[0]).toBeLessThan(-0.6);
    expect(extentOf(mesh, 2)[1]).toBeLessThan(0.2);
    for (let v = 0; v < mesh.positions.length; v += 3) {
      const [left, up, front] = [0, 1, 2].map((k) => mesh.positions[v + k]!);
      const expected = [front!, left!, up!].map((at) => Math.trunc(255 * ((at + 1) / 2)));
      for (const k of [0, 1, 2]) {
        expect(Math.abs(mesh.colours[v + k]! - expected[k]!)).toBeLessThanOrEqual(1);
      }
    }
    expect([...shares]).toEqual([
      ['field', 1],
      ['weights', 1],
      ['colours', 1],
    ]);
    expect(Math.max(...asked.points)).toBe(POINTS_PER_QUERY);
    expect(asked.points.reduce((sum, count) => sum + count)).toBe(49 ** 3);
    expect(Math.max(...asked.corners)).toBeLessThanOrEqual(8 * CELLS_PER_QUERY);
    // Weights are asked for at few cells: those of the surface.
    expect(asked.corners.reduce((sum, count) => sum + count) / 8).toBeLessThan(0.04 * 48 ** 3);
  });

  it('stops between two queries when it is cancelled', async () => {
    const { decoder, asked } = shirtDecoder();
    const signal = { aborted: false };
    const onProgress = () => {
      signal.aborted = true;
    };
    const grid = { cellsPerAxis: 48, scale: 2.1 };
    await expect(meshFromSdf(decoder, { signal, onProgress }, grid)).rejects.toThrow(
      CancelledError,
    );
    expect(asked.points).toHaveLength(1);
  });

  it('names what a decoder answers in the wrong length', async () => {
    const { decoder } = shirtDecoder();
    const short: SdfDecoder = { ...decoder, weights: async () => new Float32Array(5) };
    const grid = { cellsPerAxis: 12, scale: 2.1 };
    await expect(meshFromSdf(short, { signal: NEVER }, grid)).rejects.toThrow(
      /weights has 5 values/,
    );
  });

  it('says that the shape is empty where the network sees nothing', async () => {
    const { decoder } = shirtDecoder();
    const nothing: SdfDecoder = {
      ...decoder,
      distances: async (points) => ({
        sdf: new Float32Array(points.length / 3).fill(10),
        deformation: new Float32Array(points.length),
      }),
    };
    const grid = { cellsPerAxis: 12, scale: 2.1 };
    await expect(meshFromSdf(nothing, { signal: NEVER }, grid)).rejects.toMatchObject({
      code: 'shape-empty',
    });
  });
});

describe('meshFromDensity', () => {
  it('puts the surface where the density crosses its threshold', async () => {
    const ball = sphere(0.5);
    const decoder: DensityDecoder = {
      // Linear near the surface, 25 on it, dense within.
      density: async (points) =>
        eachPoint(points, 1, (x, y, z) => [Math.max(0, 25 - 100 * ball(x!, y!, z! - 0.2))]),
      colours,
    };
    const mesh = await meshFromDensity(
      decoder,
      { signal: NEVER },
      { pointsPerAxis: 40, radius: 0.87, threshold: 25 },
    );
    expect(meshTopology(mesh.indices, mesh.positions.length / 3)).toMatchObject(CLOSED);
    expect(enclosedVolume(mesh.positions, mesh.indices)).toBeGreaterThan(0.5);
    for (let v = 0; v < mesh.positions.length; v += 3) {
      const [left, up, front] = [0, 1, 2].map((k) => mesh.positions[v + k]!);
      expect(Math.abs(ball(front!, left!, up! - 0.2))).toBeLessThan(1e-3);
    }
  });
});
