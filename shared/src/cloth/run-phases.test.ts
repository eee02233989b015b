import { describe, expect, it } from 'vitest';
import { FREE_PHASE, NOWHERE } from '../../test/shapes/free-phase.ts';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { buildCloth } from './cloth.ts';
import { clothAtRest } from './cloth-state.ts';
import { cpuSolver } from './cpu-solver.ts';
import { DEFAULT_FABRIC } from './fabric.ts';
import type { KeepSides } from './rules.ts';
import { runPhases } from './run-phases.ts';
import { simulate } from './simulate.ts';
import { solverMemory } from './solver-memory.ts';

const PHASE = { ...FREE_PHASE, substeps: 130 };
const garment = gridGarment({ columns: 4, rows: 6, spacing: 0.02 });
const cloth = buildCloth(garment, DEFAULT_FABRIC);
const start = Float64Array.from({ length: 3 * garment.vertexCount }, (_, i) =>
  i % 3 === 2 ? 0.001 * (i % 5) : garment.flat[2 * Math.floor(i / 3) + (i % 3)]!,
);
const rule: KeepSides = {
  kind: 'keep-sides',
  vertices: Uint32Array.from({ length: garment.vertexCount }, (_, v) => v),
  sides: new Int8Array(garment.vertexCount).fill(1),
  depths: {
    origin: [0, 0],
    cell: 1,
    size: [2, 2],
    middles: new Float32Array(4).fill(0.002),
    halves: new Float32Array(4),
    tops: new Float32Array(2).fill(10),
  },
};
const holding = { anchors: [], rules: [rule] };

describe('runPhases with the CPU solver', () => {
  it('is the same as simulating in one go, cut into chunks as it is', async () => {
    const session = await cpuSolver.open({ cloth, positions: start, field: NOWHERE });
    const reports: number[] = [];
    await runPhases(session, [PHASE, { ...PHASE, substeps: 15 }], holding, (n) => reports.push(n));
    expect(reports).toEqual([50, 50, 30, 15]);
    const state = clothAtRest(start);
    const memory = solverMemory();
    const surroundings = { field: NOWHERE, ...holding };
    simulate(cloth, state, surroundings, PHASE, memory);
    simulate(cloth, state, surroundings, { ...PHASE, substeps: 15 }, memory);
    expect((await session.read()).positions).toEqual(state.positions);
  });

  it('stops where the caller throws', async () => {
    const session = await cpuSolver.open({ cloth, positions: start, field: NOWHERE });
    let done = 0;
    const stopped = runPhases(session, [PHASE], holding, (substeps) => {
      done += substeps;
      if (done === 100) throw new Error('enough');
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(done).toBe(100);
  });

  it('goes on from what is written and with lengths that are refitted', async () => {
    const session = await cpuSolver.open({ cloth, positions: start, field: NOWHERE });
    const moved = start.map((value, i) => (i % 3 === 0 ? value + 1 : value));
    session.write(clothAtRest(moved));
    expect((await session.read()).positions).toEqual(moved);
    const longer = { ...cloth, restLengths: cloth.restLengths.map((rest) => 2 * rest) };
    session.refit(longer);
    await session.run({ ...PHASE, gravity: 0 }, { anchors: [], rules: [] });
    const { positions } = await session.read();
    const widthOf = (x: ArrayLike<number>) => x[3 * 4]! - x[0]!;
    expect(widthOf(positions)).toBeGreaterThan(1.5 * widthOf(start));
  });
});
