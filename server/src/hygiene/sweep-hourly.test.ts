import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PATHS } from '../config/paths.ts';
import { createLogger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { createFolderStore } from '../objects/folder-store.ts';
import { openSqlite } from '../records/open-sqlite.ts';
import { sweepHourly } from './sweep-hourly.ts';

const HOUR_MS = 3_600_000;

/** Two servers on one database, and a clock that the test moves; the sweeps of each. */
function startServers(clockErrorsMs: readonly number[]) {
  const folder = mkdtempSync(join(tmpdir(), 'fitroom-hourly-'));
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const clock = { ms: 1_800_000_000_000 };
  const database = {
    ...openSqlite(':memory:', join(PATHS.migrations, 'sqlite')),
    readClock: async () => clock.ms,
  };
  const settings = {
    keepOriginalsDays: 0,
    keepIntermediatesDays: 0,
    keepResultsDays: 0,
    jobLimitSeconds: 300,
  };
  const logger = createLogger('silent', false);
  const servers = clockErrorsMs.map((error) => {
    const metrics = { ...createMetrics({}), swept: vi.fn() };
    const now = () => clock.ms + error;
    const stop = sweepHourly({
      database,
      store: createFolderStore(folder),
      settings,
      logger,
      metrics,
      now,
    });
    return { swept: metrics.swept, stop };
  });
  onTestFinished(async () => {
    for (const { stop } of servers) await stop();
    await database.close();
    vi.useRealTimers();
    rmSync(folder, { recursive: true });
  });
  return {
    pass: async (ms: number) => {
      clock.ms += ms;
      vi.advanceTimersByTime(60_000);
      // Both ask and, at most one, sweep: all of it without a timer.
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
    sweeps: () => servers.map(({ swept }) => swept.mock.calls.length),
  };
}

test('one of two servers sweeps, once an hour', async () => {
  const { pass, sweeps } = startServers([0, 0]);
  const total = () => sweeps().reduce((sum, each) => sum + each, 0);
  await pass(60_000);
  await expect.poll(total).toBe(1);
  await pass(HOUR_MS / 2);
  await pass(HOUR_MS / 2 - 1);
  expect(total()).toBe(1);
  await pass(1);
  await expect.poll(total).toBe(2);
});

test('a server whose clock is wrong leaves the hour to the others', async () => {
  const { pass, sweeps } = startServers([30 * 24 * HOUR_MS, 0]);
  await pass(60_000);
  await expect.poll(sweeps).toEqual([0, 1]);
});
