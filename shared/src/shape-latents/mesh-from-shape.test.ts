import { describe, expect, it } from 'vitest';
import {
  enclosedVolume,
  NEVER,
  type Solid,
  shirtSolid,
  sphere,
} from '../../test/shapes/solid-fields.ts';
import { CancelledError } from '../job/context.ts';
import { meshTopology } from '../mesh/topology.ts';
import { meshFromShape, SHAPE_VALUES, type ShapeDecoder, shapeColours } from './mesh-from-shape.ts';

/** Positive inside, as Shap-E is; coloured by place in its axes. */
function decoderOf(solid: Solid, pointsPerAxis: number): ShapeDecoder & { asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    pointsPerAxis,
    async values(points) {
      asked.push(points.length / 3);
      const values = new Float32Array((SHAPE_VALUES * points.length) / 3);
      for (let n = 0; n < points.length / 3; n++) {
        const [x, y, z] = [points[3 * n]!, points[3 * n + 1]!, points[3 * n + 2]!];
        values.set([-solid(x, y, z), (x + 1) / 2, (y + 1) / 2, (z + 1) / 2], SHAPE_VALUES * n);
      }
      return values;
    },
  };
}

describe('meshFromShape', () => {
  it('puts a surface where the distance is zero, in the product’s axes and coloured', async () => {
    const decoder = decoderOf(sphere(0.7), 24);
    const { positions, colours, indices, closed } = await meshFromShape(decoder, { signal: NEVER });
    expect(closed).toBe(true);
    expect(enclosedVolume(positions, indices)).toBeCloseTo((4 / 3) * Math.PI * 0.7 ** 3, 1);
    for (let v = 0; v < positions.length; v += 3) {
      // Linear between points that are 0.087 apart, on a curve of 0.7: off by less than 0.002.
      expect(Math.hypot(positions[v]!, positions[v + 1]!, positions[v + 2]!)).toBeCloseTo(0.7, 2);
      // Its x is our z.
      expect(Math.abs(colours[v]! - (255 * (positions[v + 2]! + 1)) / 2)).toBeLessThanOrEqual(1);
    }
    // A whole layer at a time, and parts of that length for the colours.
    expect(new Set(decoder.asked)).toEqual(new Set([24 ** 2]));
  });

  it('closes a shape off at its box', async () => {
    const slab: Solid = (_, y) => Math.abs(y) - 0.4;
    const { positions, indices, closed } = await meshFromShape(decoderOf(slab, 12), {
      signal: NEVER,
    });
    expect(closed).toBe(true);
    expect(meshTopology(indices, positions.length / 3)).toMatchObject({
      boundaryEdges: 0,
      nonManifoldEdges: 0,
      eulerNumber: 2,
    });
    const most = positions.reduce((largest, at) => Math.max(largest, Math.abs(at)), 0);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThan(1 + 2 / 11);
  });

  it('says that a shape is empty', async () => {
    const nothing = decoderOf(() => 1, 8);
    await expect(meshFromShape(nothing, { signal: NEVER })).rejects.toMatchObject({
      code: 'shape-empty',
    });
  });

  it('stops between two layers when it is cancelled', async () => {
    const signal = { aborted: false };
    const decoder = decoderOf(shirtSolid(), 16);
    const onProgress = () => {
      signal.aborted = true;
    };
    await expect(meshFromShape(decoder, { signal, onProgress })).rejects.toThrow(CancelledError);
    expect(decoder.asked).toHaveLength(1);
  });

  it('names an answer of another length', async () => {
    const short = { pointsPerAxis: 8, values: async () => new Float32Array(3) };
    await expect(meshFromShape(short, { signal: NEVER })).rejects.toThrow(/field has 3 values/);
  });
});

describe('shapeColours', () => {
  it('answers any number of places in parts of one length', async () => {
    const decoder = decoderOf(sphere(0.5), 4);
    const points = Float32Array.from({ length: 3 * 37 }, (_, n) => Math.sin(n));
    const colours = await shapeColours(decoder, 16)(points);
    expect(decoder.asked).toEqual([16, 16, 16]);
    for (const [n, at] of points.entries()) expect(colours[n]).toBeCloseTo((at + 1) / 2, 6);
  });
});
