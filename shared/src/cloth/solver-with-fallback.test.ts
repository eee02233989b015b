import { describe, expect, it } from 'vitest';
import { FREE_PHASE, NOWHERE } from '../../test/shapes/free-phase.ts';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { buildCloth } from './cloth.ts';
import type { ClothSession, ClothSolver } from './cloth-solver.ts';
import { clothAtRest } from './cloth-state.ts';
import { cpuSolver } from './cpu-solver.ts';
import { DEFAULT_FABRIC } from './fabric.ts';
import { solverWithFallback } from './solver-with-fallback.ts';

const PHASE = { ...FREE_PHASE, substeps: 20, dt: 1 / 900 };
const garment = gridGarment({ columns: 4, rows: 4, spacing: 0.03 });
const cloth = buildCloth(garment, DEFAULT_FABRIC);
const longer = { ...cloth, restLengths: cloth.restLengths.map((rest) => 1.1 * rest) };
const start = Float64Array.from({ length: 3 * garment.vertexCount }, (_, i) =>
  i % 3 === 2 ? 0.002 * (i % 7) : garment.flat[2 * Math.floor(i / 3) + (i % 3)]!,
);
const task = { cloth, positions: start, field: NOWHERE };
const FREE = { anchors: [], rules: [] };

/** The CPU, which gives out at the given call: 0 is `open`, then `run` and `read` count. */
function failingAt(call: number): ClothSolver {
  let calls = 0;
  const count = () => {
    if (calls++ === call) throw new Error('The device was lost.');
  };
  return {
    device: 'failing',
    async open(opened) {
      count();
      const session = await cpuSolver.open(opened);
      return {
        ...session,
        async run(phase, holding) {
          // The chunk was under way: the device's state is of no use any more.
          await session.run(phase, holding);
          count();
        },
        async read() {
          count();
          return session.read();
        },
      };
    },
  };
}

/** What a level of the drape asks of a session. */
async function level(session: ClothSession): Promise<Float64Array> {
  await session.run(PHASE, FREE);
  await session.run(PHASE, FREE);
  const { positions } = await session.read();
  session.write(clothAtRest(positions.map((value, i) => (i % 3 === 0 ? value + 0.01 : value))));
  session.refit(longer);
  await session.run(PHASE, FREE);
  await session.run(PHASE, FREE);
  return (await session.read()).positions.slice();
}

describe('solverWithFallback', () => {
  it.for([0, 1, 2, 3, 4, 5, 6])('loses nothing when the first fails at call %i', async (call) => {
    const heard: unknown[] = [];
    const solver = solverWithFallback(failingAt(call), cpuSolver, (error) => heard.push(error));
    const session = await solver.open(task);
    const positions = await level(session);
    session.close();
    expect(positions).toEqual(await level(await cpuSolver.open(task)));
    expect(heard.map(String)).toEqual(['Error: The device was lost.']);
    expect(solver.device).toBe('cpu');
    // The next cloth is the second's from the start.
    expect(await level(await solver.open(task))).toEqual(positions);
    expect(heard.length).toBe(1);
  });

  it('stays with the first while it works', async () => {
    const solver = solverWithFallback(failingAt(-1), cpuSolver, () => expect.unreachable());
    expect(await level(await solver.open(task))).toEqual(await level(await cpuSolver.open(task)));
    expect(solver.device).toBe('failing');
  });

  it('hands on what the second cannot do either', async () => {
    const solver = solverWithFallback(failingAt(1), failingAt(1), () => undefined);
    const session = await solver.open(task);
    await expect(session.run(PHASE, FREE)).rejects.toThrow('lost');
  });
});
