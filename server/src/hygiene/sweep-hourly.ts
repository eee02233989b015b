import { randomUUID } from 'node:crypto';
import type { Metrics } from '../metrics/metrics.ts';
import { takeLease } from '../records/leases.ts';
import { type SweepPorts, sweep } from './sweep.ts';

/** Held for the hour, not for the sweep: whoever has it swept last, also across a restart. */
const HOUR_LEASE = 'sweep-hour';
const EVERY_MS = 3_600_000;
/** Every process asks this often whether the hour is over; the first time when it has settled. */
const ASK_EVERY_MS = 60_000;

/** Sweeps once an hour, whichever process comes first. @returns what ends it. */
export function sweepHourly(
  ports: SweepPorts & { readonly metrics: Metrics },
): () => Promise<void> {
  const { database, logger, metrics, now } = ports;
  const holder = randomUUID();
  let running: Promise<void> | null = null;
  const ask = async () => {
    try {
      const at = await database.readClock();
      const hour = { name: HOUR_LEASE, holder, now: new Date(at), until: new Date(at + EVERY_MS) };
      if (!(await takeLease(database, hour))) return;
      const begun = now();
      const report = await sweep(ports);
      if (!report) return;
      metrics.swept(report, now() / 1000);
      logger.info({ ...report, ms: now() - begun }, 'The store was swept.');
    } catch (error) {
      logger.warn({ err: error }, 'The store could not be swept; it is tried again in an hour.');
    }
  };
  const timer = setInterval(() => {
    running ??= ask().finally(() => {
      running = null;
    });
  }, ASK_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
