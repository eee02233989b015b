import { defineConfig } from 'vitest/config';

/**
 * `unit` runs in `npm run check`: pure and quick. `medium` needs real photos, files, servers or
 * minutes; `browser` needs Chromium and the built app.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['*/src/**/*.test.ts', 'presets/builder/**/*.test.ts'],
          environment: 'node',
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
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // They wait for servers and for each other's threads; two at once take two thirds of the time.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['*/test/browser/**/*.test.ts'],
          environment: 'node',
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
