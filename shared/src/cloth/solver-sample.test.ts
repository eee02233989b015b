import { expect, it } from 'vitest';
import { cpuSolver } from './cpu-solver.ts';
import { apartness, runSample, solverSample } from './solver-sample.ts';

it('a sample feels each of its anchors and rules, and itself', async () => {
  const sample = solverSample(14, 60);
  const { anchors, rules } = sample.holding;
  const whole = await runSample(cpuSolver, sample);
  const without = [
    { anchors: [], rules },
    ...rules.map((left) => ({ anchors, rules: rules.filter((rule) => rule !== left) })),
  ];
  for (const holding of without) {
    const other = await runSample(cpuSolver, { ...sample, holding });
    expect(apartness(whole, other).meanMm).toBeGreaterThan(0.01);
  }
  const phases = sample.phases.map((phase) => ({ ...phase, selfGap: 0 }));
  const through = await runSample(cpuSolver, { ...sample, phases });
  expect(apartness(whole, through).meanMm).toBeGreaterThan(0.1);
  expect(await runSample(cpuSolver, sample)).toEqual(whole);
});

it('apartness is that of places, in millimetres', () => {
  const here = [0, 0, 0, 1, 1, 1];
  expect(apartness(here, here)).toEqual({ meanMm: 0, p95Mm: 0 });
  expect(apartness(here, [0.003, 0.004, 0, 1, 1, 1]).meanMm).toBeCloseTo(2.5, 9);
});
