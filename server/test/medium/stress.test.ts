import { expect, test } from 'vitest';
import { runCrashes } from '../../stress/crash/crash-run.ts';
import { embeddedState } from '../../stress/crash/kept-state.ts';
import { runHostile } from '../../stress/hostile/hostile-run.ts';
import { embeddedLayout } from '../../stress/layout.ts';
import { temporaryFolder } from './api-harness.ts';

/** The short forms of `npm run stress`; a failure names the seed to run the long one with. */
const SEED = 20;
const PATIENT = { timeout: 420_000 };
/** In so few requests code is still compiled and pools filled: only what grows with each of them shows. */
const LEAKED_MB = 300;

test(
  `after 20 kills nothing that was accepted is lost or silent (seed ${SEED})`,
  PATIENT,
  async () => {
    const folder = temporaryFolder();
    const { kills, ledger, broken } = await runCrashes({
      layout: embeddedLayout(folder),
      state: embeddedState(folder),
      kills: 20,
      seed: SEED,
      // On a machine that is busy with other tests a shorter life sees hardly an upload through.
      lifeMs: 1600,
    });
    expect(broken).toEqual([]);
    expect(kills.start + kills.life + kills.step).toBe(20);
    expect(ledger.uploads.length).toBeGreaterThan(5);
    expect(ledger.jobs.length).toBeGreaterThan(2);
  },
);

test(`2,000 hostile requests find no fault (seed ${SEED})`, PATIENT, async () => {
  const figures = await runHostile({
    layout: embeddedLayout(temporaryFolder()),
    requests: 2000,
    seed: SEED,
    warmUp: 500,
    restMs: 500,
  });
  expect(Object.fromEntries(figures.faults)).toEqual({});
  expect(figures.isAlive).toBe(true);
  expect(figures.requests).toBe(2000);
  // Most are refused; some have to get through, or nothing behind the first check was reached.
  expect(figures.outcomes.get('201') ?? 0).toBeGreaterThan(50);
  expect(figures.memory.most - figures.memory.warm).toBeLessThan(LEAKED_MB);
});
