import { expect, it } from 'vitest';
import type { ClothSolver } from '../../src/cloth/cloth-solver.ts';
import { copiedState } from '../../src/cloth/cloth-state.ts';
import { cpuSolver } from '../../src/cloth/cpu-solver.ts';
import { drapeGarment } from '../../src/drape/drape-garment.ts';
import { draftPattern } from '../../src/pattern/draft-pattern.ts';
import { exampleReading } from '../shapes/example-reading.ts';
import { presetAvatar } from '../shapes/preset-avatar.ts';

/** Simulates as the processor does, but shows cloth of the first `folded` meshes crumpled through itself, whatever is written. */
function crumplingSolver(folded: number): ClothSolver {
  let opened = 0;
  return {
    device: 'cpu',
    async open(task) {
      const session = await cpuSolver.open(task);
      if (opened++ >= folded) return session;
      return {
        ...session,
        async read() {
          const state = copiedState(await session.read());
          // Each point a decimetre off its neighbours, to and fro.
          state.positions.forEach((value, i) => {
            state.positions[i] = value + 0.1 * Math.sin(37 * i);
          });
          return state;
        },
        write: () => undefined,
      };
    },
  };
}

it.each([1, 2])(
  'a garment that folds through itself beyond ironing is draped %i times more, each on another mesh',
  async (times) => {
    const avatar = await presetAvatar('regular');
    const pattern = draftPattern(exampleReading('tank'), avatar.record, {
      ease: 'regular',
      knownWidthCm: null,
    });
    const told: number[] = [];
    const drape = (seed: number, solver: ClothSolver) =>
      drapeGarment(pattern, avatar, { quality: 'low', offsetMm: 4, seed, solver }, null, {
        signal: { aborted: false },
        progress: (stage, fraction) => void (stage === 'drape' && told.push(fraction)),
        log: () => undefined,
        now: () => 0,
      });
    let meshes = 0;
    const counting: ClothSolver = {
      ...cpuSolver,
      open(task) {
        meshes++;
        return cpuSolver.open(task);
      },
    };
    const next = await drape(1 + times, counting);
    told.length = 0;
    const again = await drape(1, crumplingSolver(times * meshes));
    expect(again.sewn.indices).toEqual(next.sewn.indices);
    expect(again.positions).toEqual(next.positions);
    // Nobody is told that it goes back.
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  },
  60_000,
);
