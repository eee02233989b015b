import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from '../log/logger.ts';
import type { JobNeed } from '../records/schema/stored-values.ts';

/**
 * Carries word between the processes of one installation. The jobs themselves are in the database;
 * what is lost here costs the seconds until somebody looks there again (docs/decisions/0207).
 */
export interface JobTransport {
  /** A job can be begun: one host that has what it needs, and a free place, is told. */
  announce(job: Announcement): void;
  /** A 3D garment or a session has changed. */
  publish(targetId: string): void;
  /** @param listener is told of what any process published, this one as well. */
  onPublished(listener: (targetId: string) => void): void;
  /**
   * Takes announcements, as many at once as the host has places.
   *
   * @param serve takes a job from the database, when there is one, and resolves when it has ended.
   */
  onAnnounced(needs: readonly JobNeed[], places: number, serve: () => Promise<void>): void;
  /** Whether Redis answers. */
  isConnected(): boolean;
  close(): Promise<void>;
}

export interface Announcement {
  readonly id: string;
  readonly needs: JobNeed;
  /** A job that is tried again is announced again. */
  readonly attempts: number;
  readonly afterMs?: number;
}

const PREFIX = 'fitroom';
const CHANNEL = `${PREFIX}:changed`;
/** One outage is one line in the log, not one for each attempt to connect. */
const LOG_EVERY_MS = 30_000;
/** The longest pause between two attempts to connect again. */
const RECONNECT_MS = 2000;

const queueName = (needs: JobNeed) => `jobs-${needs}`;

/** Word through Redis: announcements by BullMQ, changes by its publish and subscribe. */
export function openRedisTransport(url: string, logger: Logger): JobTransport {
  let loggedAt = Number.NEGATIVE_INFINITY;
  const connect = (isBlocking: boolean) => {
    const redis = new Redis(url, {
      // BullMQ's workers wait in Redis for as long as it takes; all else fails at once and is dropped.
      maxRetriesPerRequest: isBlocking ? null : 1,
      enableOfflineQueue: isBlocking,
      retryStrategy: (attempt) => Math.min(RECONNECT_MS, attempt * 100),
    });
    redis.on('error', (error) => {
      if (performance.now() - loggedAt < LOG_EVERY_MS) return;
      loggedAt = performance.now();
      logger.warn({ err: error.message }, 'Redis does not answer; jobs are looked for every 5 s.');
    });
    return redis;
  };
  const sender = connect(false);
  const subscriber = connect(true);
  const queues = new Map<JobNeed, Queue>();
  const workers: Worker[] = [];
  const receivers: Redis[] = [];
  const ignore = () => {};
  return {
    announce({ id, needs, attempts, afterMs = 0 }) {
      if (sender.status !== 'ready') return;
      let queue = queues.get(needs);
      if (!queue) {
        queue = new Queue(queueName(needs), { connection: sender, prefix: PREFIX });
        queue.on('error', ignore);
        queues.set(needs, queue);
      }
      const options = { removeOnComplete: true, removeOnFail: true, delay: afterMs };
      queue.add('job', {}, { ...options, jobId: `${id}-${attempts}` }).catch(ignore);
    },
    publish(targetId) {
      if (sender.status === 'ready') sender.publish(CHANNEL, targetId).catch(ignore);
    },
    onPublished(listener) {
      subscriber.on('message', (_channel, targetId) => listener(targetId));
      subscriber.subscribe(CHANNEL).catch(ignore);
    },
    onAnnounced(wanted, places, serve) {
      for (const needs of wanted) {
        const connection = connect(true);
        receivers.push(connection);
        const options = { connection, prefix: PREFIX, concurrency: places };
        const worker = new Worker(queueName(needs), serve, options);
        worker.on('error', ignore);
        workers.push(worker);
      }
    },
    isConnected: () => sender.status === 'ready',
    async close() {
      await Promise.allSettled(workers.map((worker) => worker.close(true)));
      await Promise.allSettled([...queues.values()].map((queue) => queue.close()));
      for (const redis of [sender, subscriber, ...receivers]) redis.disconnect();
    },
  };
}
