import { describe, expect, it } from 'vitest';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { judgeShape, type KeptShape, MIN_MESH_OUTLINE_IOU } from './judge-shape.ts';
import type { FittedFigures } from './measure-fitted.ts';
import { shapeKept } from './shape-kept.ts';

const tube = tubeMesh(0.2, 0, 0.6, 40, 30);
const passing = {
  gapMean: 0.03,
  coverageFaults: [],
  gates: {
    openings: true,
    manifold: true,
    simple_outline: true,
    coverage: true,
    drop: true,
    strain: true,
    penetration: true,
  },
} as unknown as FittedFigures;

const worn = (...meshes: Parameters<typeof shapeKept>): KeptShape => ({
  ...shapeKept(...meshes),
  armsBeside: 0,
});

describe('shapeKept and judgeShape', () => {
  it('find nothing on a mesh that is as it came', () => {
    const kept = worn(tube, tube.positions, tube);
    expect(kept).toMatchObject({ tornShare: 0, outlineIou: 1, strain: { mean: 0, p95: 0 } });
    expect(judgeShape(passing, kept).gates).toEqual(passing.gates);
  });

  it('say that a cropped mesh is cropped', () => {
    const upper = { ...tube, indices: tube.indices.slice(0, tube.indices.length / 2) };
    const kept = worn(upper, tube.positions, tube);
    expect(kept.outlineIou).toBeLessThan(MIN_MESH_OUTLINE_IOU);
    const judged = judgeShape(passing, kept);
    expect(judged.gates.coverage).toBe(false);
    expect(judged.coverageFaults[0]).toMatch(/front view is left/);
  });

  it('say that a torn mesh is torn', () => {
    // One ring of cloth pulled out by 20 cm: its edges are torn, the other 95 of 100 are as they were.
    const positions = tube.positions.map((x, i) =>
      Math.floor(i / 120) === 15 && i % 3 === 2 ? x + 0.2 : x,
    );
    const kept = worn({ ...tube, positions }, tube.positions, tube);
    expect(kept.strain.p95).toBeLessThan(10);
    const judged = judgeShape(passing, kept);
    expect(judged.gates.coverage).toBe(false);
    expect(judged.coverageFaults[0]).toMatch(/torn/);
  });

  it('say that a mesh of many times the size of the body is too large, however well it kept its shape', () => {
    const kept = worn(tube, tube.positions, tube);
    const judged = judgeShape({ ...passing, gapMean: 1.7 }, kept);
    expect(judged.gates.coverage).toBe(false);
    expect(judged.coverageFaults[0]).toMatch(/170 cm away/);
  });

  it('say that a sleeve hangs beside its arm', () => {
    const kept = { ...worn(tube, tube.positions, tube), armsBeside: 1 };
    const judged = judgeShape(passing, kept);
    expect(judged.gates.coverage).toBe(false);
    expect(judged.coverageFaults).toEqual(['an arm is not in its sleeve']);
  });

  it('leave a garment with a pattern to its own gates', () => {
    expect(judgeShape(passing, null)).toBe(passing);
  });
});
