import { defineConfig } from 'vitest/config';
import { LongestFirst } from './.setup/longest-first.mjs';

/** What is waited for comes when a loaded machine gets to it. */
const PATIENT = { poll: { timeout: 15_000 } };
const BROWSER = {
  environment: 'node',
  testTimeout: 240_000,
  hookTimeout: 240_000,
  expect: PATIENT,
} as const;
/** What a visitor sees in which order hangs on how quick the machine is: nothing else runs beside them. */
const ALONE = ['web/test/browser/first-look.test.ts'];

/**
 * `unit` runs in `npm run check`: pure and quick. `medium` needs real photos, files, servers or
 * minutes; `browser` and `browser-alone` need Chromium and the built app.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['*/src/**/*.test.ts', 'presets/builder/**/*.test.ts'],
          environment: 'node',
          // They share no state; loading every module once a worker in place of once a file halves the time.
          isolate: false,
          // Vitest's own process, which would have one, has next to nothing to do.
          maxWorkers: '100%',
          // Cloth that is let come to rest takes seconds where much else runs.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'medium',
          include: ['*/test/medium/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['server/test/services/global-setup.ts'],
          // As above: each file that runs a server or drapes would load and warm up all of it again.
          isolate: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect: PATIENT,
          // They wait for servers, leases and each other's threads: of two cores three at once leave less idle than two.
          maxWorkers: 3,
        },
      },
      {
        test: {
          ...BROWSER,
          name: 'browser',
          include: ['*/test/browser/**/*.test.ts'],
          exclude: ALONE,
          // As above; each file has a server and a browser of its own all the same.
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        test: { ...BROWSER, name: 'browser-alone', include: ALONE, fileParallelism: false },
      },
    ],
  },
});
