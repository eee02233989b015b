import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { SweepReport } from '../hygiene/sweep.ts';
import type { QueueFigures } from './queue-figures.ts';
import type { StorageFigures } from './storage-figures.ts';

export interface Metrics {
  requestFinished(method: string, route: string, status: number, seconds: number): void;
  stageFinished(stage: string, seconds: number): void;
  /** @param outcome `done` or the code of the failure. */
  jobFinished(kind: string, outcome: string, seconds: number): void;
  webhookSent(outcome: 'delivered' | 'failed' | 'given-up'): void;
  /** @param at seconds since 1970. */
  swept(report: SweepReport, at: number): void;
  /** The text of GET /metrics and its content type. */
  expose(): Promise<{ text: string; contentType: string }>;
}

const REQUEST_SECONDS = [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10];
const JOB_SECONDS = [0.05, 0.1, 0.3, 1, 3, 5, 10, 30, 100, 300];

/** What is asked for when the metrics are read. */
export interface MetricSources {
  readonly queue?: QueueFigures;
  readonly storage?: StorageFigures;
}

export function createMetrics({ queue, storage }: MetricSources = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'fitroom_request_seconds',
    help: 'Duration of requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const stages = new Histogram({
    name: 'fitroom_stage_seconds',
    help: 'Duration of the stages of jobs.',
    labelNames: ['stage'],
    buckets: JOB_SECONDS,
    registers,
  });
  const jobs = new Histogram({
    name: 'fitroom_job_seconds',
    help: 'Duration of jobs by kind.',
    labelNames: ['kind'],
    buckets: JOB_SECONDS,
    registers,
  });
  const failures = new Counter({
    name: 'fitroom_job_failures_total',
    help: 'Jobs that failed, by code.',
    labelNames: ['kind', 'code'],
    registers,
  });
  if (queue) addQueueGauges(queue, registers);
  if (storage) addStorageGauges(storage, registers);
  const webhookMessages = new Counter({
    name: 'fitroom_webhook_messages_total',
    help: 'Attempts to tell webhooks: delivered, failed (tried again), given up.',
    labelNames: ['outcome'],
    registers,
  });
  const swept = createSweepFigures(registers);
  return {
    requestFinished(method, route, status, seconds) {
      requests.observe({ method, route, status: String(status) }, seconds);
    },
    stageFinished(stage, seconds) {
      stages.observe({ stage }, seconds);
    },
    jobFinished(kind, outcome, seconds) {
      jobs.observe({ kind }, seconds);
      if (outcome !== 'done') failures.inc({ kind, code: outcome });
    },
    webhookSent: (outcome) => webhookMessages.inc({ outcome }),
    swept,
    async expose() {
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

/** While the database is away, its figures are missing and the others are there. */
function addQueueGauges(queue: QueueFigures, registers: Registry[]): void {
  const labelNames = ['state', 'needs'];
  new Gauge({
    name: 'fitroom_queue_jobs',
    help: 'Jobs by state and by what they need.',
    labelNames,
    registers,
    async collect() {
      for (const { state, needs, total } of await queue.depths().catch(() => []))
        this.set({ state, needs }, total);
    },
  });
  new Gauge({
    name: 'fitroom_queue_oldest_seconds',
    help: 'Age of the oldest job by state and by what it needs; 0 where there is none.',
    labelNames,
    registers,
    async collect() {
      for (const { state, needs, oldestSeconds } of await queue.depths().catch(() => [])) {
        this.set({ state, needs }, oldestSeconds);
      }
    },
  });
  new Gauge({
    name: 'fitroom_worker_silent_seconds',
    help: 'Seconds since the last sign of life of each process that runs jobs.',
    labelNames: ['worker', 'host'],
    registers,
    async collect() {
      this.reset();
      for (const { id, host, silentSeconds } of await queue.workers().catch(() => [])) {
        this.set({ worker: id, host }, silentSeconds);
      }
    },
  });
}

function createSweepFigures(registers: Registry[]): Metrics['swept'] {
  const labelNames = ['class', 'reason'];
  const objects = new Counter({
    name: 'fitroom_sweep_objects_total',
    help: 'Stored files removed by sweeps, by class and reason.',
    labelNames,
    registers,
  });
  const bytes = new Counter({
    name: 'fitroom_sweep_bytes_total',
    help: 'Bytes of stored files removed by sweeps, by class and reason.',
    labelNames,
    registers,
  });
  const rows = new Counter({
    name: 'fitroom_sweep_rows_total',
    help: 'Old rows removed by sweeps, by table.',
    labelNames: ['table'],
    registers,
  });
  const doubted = new Gauge({
    name: 'fitroom_sweep_doubted_orphans',
    help: 'Files without a row that the last sweep left, for they were too many.',
    registers,
  });
  const finished = new Gauge({
    name: 'fitroom_sweep_finished_timestamp_seconds',
    help: 'When this process last finished a sweep; 0 before.',
    registers,
  });
  return (report, at) => {
    for (const removed of report.removed) {
      const labels = { class: removed.objectClass, reason: removed.reason };
      objects.inc(labels, removed.objects);
      bytes.inc(labels, removed.bytes);
    }
    for (const [table, total] of Object.entries(report.rows)) rows.inc({ table }, total);
    doubted.set(report.doubtedOrphans);
    finished.set(at);
  };
}

function addStorageGauges(storage: StorageFigures, registers: Registry[]): void {
  new Gauge({
    name: 'fitroom_disk_free_bytes',
    help: 'Free bytes of the file system of the data folder.',
    registers,
    async collect() {
      const bytes = await storage.freeBytes();
      if (bytes !== null) this.set(bytes);
    },
  });
  const labelNames = ['folder'];
  new Gauge({
    name: 'fitroom_storage_bytes',
    help: 'Bytes of stored files by folder, counted every quarter of an hour.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const [folder, { bytes }] of storage.stored()) this.set({ folder }, bytes);
    },
  });
  new Gauge({
    name: 'fitroom_storage_objects',
    help: 'Stored files by folder, counted every quarter of an hour.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const [folder, { objects }] of storage.stored()) this.set({ folder }, objects);
    },
  });
}
