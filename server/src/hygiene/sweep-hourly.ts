import { randomUUID } from 'node:crypto';
import type { Metrics } from '../metrics/metrics.ts';
import { takeLease } from '../records/leases.ts';
import { type SweepPorts, sweep } from './sweep.ts';

/** Held for the hour, not for the sweep: whoever has it swept last, also across a restart. */
const HOUR_LEASE = 'sweep-hour';
const EVERY_MS = 3_600_000;
/** Every process asks this often whether the hour is over; the first time when it has settled. */
const ASK_EVERY_MS = 60_000;

/** Two hosts that keep time differ by less than a second; one that is further off knows no file's age. */
const MOST_CLOCK_ERROR_MS = 600_000;

/** Sweeps once an hour, whichever process comes first. @returns what ends it. */
export function sweepHourly(
  ports: SweepPorts & { readonly metrics: Metrics },
): () => Promise<void> {
  const { database, logger, metrics, now } = ports;
  const holder = randomUUID();
  const stopping = new AbortController();
  let isClockRight = true;
  let running: Promise<void> | null = null;
  const ask = async () => {
    try {
      const at = await database.readClock();
      const begun = now();
      // Not to take the hour from a host whose clock is right.
      if (Math.abs(begun - at) > MOST_CLOCK_ERROR_MS) {
        if (isClockRight) {
          logger.error(
            { clock: new Date(begun), databaseClock: new Date(at) },
            "This host's clock is not the database's, so it does not sweep: files would seem older than they are.",
          );
        }
        isClockRight = false;
        return;
      }
      isClockRight = true;
      const hour = { name: HOUR_LEASE, holder, now: new Date(at), until: new Date(at + EVERY_MS) };
      if (!(await takeLease(database, hour))) return;
      const report = await sweep(ports, { signal: stopping.signal });
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
    stopping.abort();
    await running;
  };
}
