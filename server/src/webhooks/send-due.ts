import type { Settings } from '../config/settings.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Database } from '../records/database.ts';
import {
  claimDeliveries,
  type DeliveryRow,
  deactivateWebhook,
  endDelivery,
  findWebhook,
} from '../records/webhooks.ts';
import { postMessage } from './post-message.ts';

export interface SenderPorts {
  readonly database: Database;
  readonly settings: Pick<Settings, 'webhooksAllowPrivate'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const MINUTE_MS = 60_000;
/**
 * Pauses behind each failed attempt: ten attempts over 23 hours. A receiver that restarts is told within
 * seconds, one that is repaired the next morning is told then.
 */
const PAUSES_MS = [5000, 30_000, ...[2, 10, 30, 60, 180, 360, 720].map((m) => m * MINUTE_MS)];
/** Share of a pause that chance adds: what failed together does not come back together. */
const SPREAD = 0.2;
/** Far above what an attempt may take; a process that ended gives its messages back then. */
const CLAIM_MS = 60_000;
/** Names are resolved in Node's four threads, which files need too. */
const SENT_AT_ONCE = 3;
/** A message arrives about this long after the end of its job. */
const LOOK_EVERY_MS = 1000;
const GONE = 410;
const LONGEST_ERROR = 300;

/**
 * Sends the messages whose time has come, some at once.
 *
 * @param now milliseconds since 1970, by the database's clock.
 * @returns how many were tried.
 */
export async function sendDue(ports: SenderPorts, now: number): Promise<number> {
  const claimed = await claimDeliveries(ports.database, SENT_AT_ONCE, {
    now: new Date(now),
    until: new Date(now + CLAIM_MS),
  });
  await Promise.all(claimed.map((delivery) => send(ports, delivery, now)));
  return claimed.length;
}

async function send(ports: SenderPorts, delivery: DeliveryRow, now: number): Promise<void> {
  const { database, logger, metrics, settings } = ports;
  const webhook = await findWebhook(database, delivery.webhookId);
  if (!webhook) return;
  const end = async (state: 'delivered' | 'given-up', lastError: string | null) => {
    await endDelivery(database, delivery, { state, lastError });
    metrics.webhookSent(state);
  };
  if (!webhook.isActive) return end('given-up', 'The webhook is no longer active.');
  const { url, secret } = webhook;
  const message = { id: delivery.id, url, secret, body: delivery.body };
  let problem: string;
  try {
    const status = await postMessage(message, now, settings.webhooksAllowPrivate);
    if (status >= 200 && status < 300) return await end('delivered', null);
    problem = `The receiver answered ${status}.`;
    if (status === GONE) {
      await deactivateWebhook(database, webhook.id);
      return await end('given-up', problem);
    }
  } catch (error) {
    problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  const lastError = problem.slice(0, LONGEST_ERROR);
  const pause = PAUSES_MS[delivery.attempts - 1];
  const fields = { webhook: webhook.id, message: delivery.id, attempt: delivery.attempts };
  if (pause === undefined) {
    logger.warn({ ...fields, err: lastError }, 'A webhook could not be told; it is given up.');
    return end('given-up', lastError);
  }
  metrics.webhookSent('failed');
  logger.info({ ...fields, err: lastError }, 'A webhook could not be told; it is tried again.');
  const notBefore = new Date(now + pause * (1 + SPREAD * Math.random()));
  await endDelivery(database, delivery, { state: 'waiting', notBefore, lastError });
}

/** Sends messages as they come, in every process that serves the API. @returns what ends it. */
export function sendWebhooks(ports: SenderPorts): () => Promise<void> {
  const { database, logger } = ports;
  let isStopping = false;
  let isWell = true;
  let running: Promise<void> | null = null;
  const look = async () => {
    try {
      while (!isStopping && (await sendDue(ports, await database.readClock())) > 0);
      isWell = true;
    } catch (error) {
      // A database that is away is said once, not every second.
      if (isWell) logger.warn({ err: error }, 'Webhooks wait: the database does not answer.');
      isWell = false;
    }
  };
  const timer = setInterval(() => {
    running ??= look().finally(() => {
      running = null;
    });
  }, LOOK_EVERY_MS);
  timer.unref();
  return async () => {
    isStopping = true;
    clearInterval(timer);
    await running;
  };
}
