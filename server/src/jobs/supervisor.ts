import { InputError } from '@fitroom/shared/job/input-error';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import { keepLine } from '@fitroom/shared/messages/kept-sentence';
import type { ProblemCode } from '@fitroom/shared/schemas/problems';
import { LOOK_AGE_MS } from '../models/generator-host.ts';
import { inAllLanguages, keepFailure } from '../problems/kept-words.ts';
import type { Announcement } from '../queue/redis-queue.ts';
import { findCloth3d } from '../records/clothes3d.ts';
import { patchProcessing, targetOf } from '../records/job-rows.ts';
import {
  claimJob,
  type JobRow,
  type Lease,
  listJobsWaitingFor,
  renewLeases,
  requeueLapsedJobs,
  requeueRunningJobs,
} from '../records/jobs.ts';
import type { HostedGenerator, JobNeed } from '../records/schema/stored-values.ts';
import {
  isAwake,
  listWorkers,
  removeWorker,
  reportWorker,
  type WorkerRow,
} from '../records/workers.ts';
import { endJobsOf } from './end-job.ts';
import { HostAbility } from './host-ability.ts';
import { StopReason, type Verdict } from './judge-failure.ts';
import { type AttemptDesk, runAttempt } from './run-attempt.ts';
import type { SupervisorPorts } from './supervisor-ports.ts';
import { tellWaiting } from './tell-waiting.ts';

/** What another host may well not fail of. */
const OF_THE_HOST: ReadonlySet<string> = new Set<ProblemCode>([
  'model-unavailable',
  'model-damaged',
]);

/** A worker is not given up for a heartbeat that came late, or five. */
const BEATS_PER_LEASE = 6;

interface Running {
  readonly needs: JobNeed;
  readonly targetId: string;
  readonly controller: AbortController;
  readonly end: Promise<void>;
}

/**
 * Takes jobs from the database's queue and keeps as many running as the worker has places. The
 * database is asked on each wake and each heartbeat: a lost message costs seconds, never a job.
 */
export class Supervisor {
  private readonly ports: SupervisorPorts;
  private readonly running = new Map<string, Running>();
  private readonly startedAt: Date;
  /** Milliseconds from this process's clock to the database's. */
  private clockAhead = 0;
  private heartbeat: NodeJS.Timeout | null = null;
  private filling: Promise<void> | null = null;
  private isWanted = false;
  private isStopping = false;
  /** What the host could run at the last heartbeat. */
  private hosted: readonly HostedGenerator[] = [];
  private readonly ability: HostAbility;

  constructor(ports: SupervisorPorts) {
    this.ports = ports;
    this.startedAt = new Date(ports.now());
    this.ability = new HostAbility(ports.worker.capabilities, !ports.database.isShared);
  }

  /** Puts back what an earlier process left running, and begins. */
  async start(): Promise<void> {
    const { database } = this.ports;
    // Nobody else works on an embedded database: what runs there has lost its process.
    if (!database.isShared) await this.putBack(await requeueRunningJobs(database));
    await this.beat();
    this.heartbeat = setInterval(
      () => void this.beat(),
      (this.ports.leaseSeconds * 1000) / BEATS_PER_LEASE,
    );
  }

  /** A job is in line: whoever has a free place takes it. */
  added(job: Announcement): void {
    if (this.ports.transport) this.ports.transport.announce(job);
    else this.takeJobs();
  }

  /** A 3D garment has ended: the jobs that wait for it can begin. */
  async garmentEnded(cloth3dId: string): Promise<void> {
    const { database, transport } = this.ports;
    if (!transport) return this.takeJobs();
    for (const job of await listJobsWaitingFor(database, cloth3dId)) transport.announce(job);
  }

  /** Takes one job, when there is one for this host, and resolves when it has ended. */
  async serve(): Promise<void> {
    const { worker } = this.ports;
    while (!this.isStopping && this.running.size >= worker.places) {
      await Promise.race([...this.running.values()].map(({ end }) => end));
    }
    if (this.isStopping) return;
    const job = await this.claim();
    if (job) await this.begin(job);
  }

  /** What this host can run, as it was at the last heartbeat. */
  needs(): JobNeed[] {
    return this.ability.needs();
  }

  /** There may be something to do here. */
  takeJobs(): void {
    this.isWanted = true;
    this.filling ??= this.fill().finally(() => {
      this.filling = null;
      if (this.isWanted && !this.isStopping) this.takeJobs();
    });
  }

  /** Ends the jobs of a target; its row is the caller's to change. */
  async cancel(targetId: string): Promise<void> {
    const ids = await endJobsOf(this.ports.database, targetId, 'cancelled', this.date());
    for (const id of ids) this.running.get(id)?.controller.abort(StopReason.cancelled);
  }

  /** Somebody else changed a target: our job of it may not be wanted any more. */
  targetChanged(targetId: string): void {
    const isOurs = [...this.running.values()].some((running) => running.targetId === targetId);
    if (isOurs) void this.keepLeases().catch(() => {});
  }

  /** Gives running jobs back to the queue and ends the threads. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.heartbeat) clearInterval(this.heartbeat);
    await this.filling;
    const ends = [...this.running.values()].map(({ controller, end }) => {
      controller.abort(StopReason.shutdown);
      return end;
    });
    await this.ports.runner.close();
    await Promise.allSettled(ends);
    const { database, worker } = this.ports;
    // A database that is away keeps the row until a sweep takes it.
    if (worker.places > 0) await removeWorker(database, worker.id).catch(() => {});
  }

  private date(): Date {
    return new Date(this.ports.now());
  }

  /** Now, by the database's clock as it was at the last heartbeat: a host's own may be set or jump. */
  private clock(laterMs = 0): Date {
    return new Date(performance.now() + this.clockAhead + laterMs);
  }

  private lease(): Lease {
    const until = this.clock(this.ports.leaseSeconds * 1000);
    return { workerId: this.ports.worker.id, now: this.clock(), until };
  }

  private claim(): Promise<JobRow | undefined> {
    const isFull = this.neuralRunning >= this.ports.worker.neuralPlaces;
    const needs = this.needs().filter((need) => need === 'cpu' || !isFull);
    const left = this.ability.leaves(performance.now());
    return claimJob(this.ports.database, needs, this.lease(), this.date(), left);
  }

  private get neuralRunning(): number {
    return [...this.running.values()].filter(({ needs }) => needs !== 'cpu').length;
  }

  /** One sign of life, with a look at what others left. */
  private async beat(): Promise<void> {
    const { database, logger, worker } = this.ports;
    try {
      await this.setClock();
      // First: a sidecar that does not answer takes its seconds.
      await this.keepLeases();
      if (worker.places > 0) {
        // Folders and sidecars that cannot be looked at are no reason to lose the jobs.
        this.hosted = await this.ports.generators.list().catch(() => this.hosted);
        const { id, host, capabilities, places } = worker;
        const generators = this.hosted;
        const times = { startedAt: this.startedAt, seenAt: this.date() };
        await reportWorker(database, { id, host, capabilities, places, generators, ...times });
      }
      const awake = await this.lookAround();
      if (database.isShared) await tellWaiting(this.ports, awake);
      await this.putBack(await requeueLapsedJobs(database, this.clock()));
    } catch (error) {
      logger.warn({ err: error }, 'The queue could not be looked after; it is tried again.');
    }
    this.takeJobs();
  }

  /** Sees what other hosts can run. @returns all that are awake. */
  private async lookAround(): Promise<readonly WorkerRow[]> {
    const { database, now, worker } = this.ports;
    const awake = database.isShared
      ? (await listWorkers(database)).filter((row) => isAwake(row, now()))
      : [];
    this.ability.see(
      this.hosted,
      awake.filter(({ id }) => id !== worker.id),
    );
    return awake;
  }

  private async setClock(): Promise<void> {
    this.clockAhead = (await this.ports.database.readClock()) - performance.now();
  }

  private async keepLeases(): Promise<void> {
    const ids = [...this.running.keys()];
    const kept = new Set(await renewLeases(this.ports.database, ids, this.lease()));
    for (const id of ids) {
      if (!kept.has(id)) this.running.get(id)?.controller.abort(StopReason.cancelled);
    }
  }

  /** Says in the rows of jobs that lost their process that they begin anew. */
  private async putBack(jobs: readonly JobRow[]): Promise<void> {
    const { database, logger, events } = this.ports;
    for (const job of jobs) {
      logger.warn({ job: job.id, kind: job.kind }, `Job ${job.id} goes back to the queue.`);
      const target = targetOf(job.kind);
      if (target === null) continue;
      const logLines = [keepLine(JOB_LINES.processEnded())];
      const patch = { stage: 'queued', progress: 0, logLines } as const;
      await patchProcessing(database, target, job.targetId, patch, null);
      events.publish(job.targetId);
    }
  }

  private async fill(): Promise<void> {
    const { logger, worker } = this.ports;
    this.isWanted = false;
    try {
      while (!this.isStopping && this.running.size < worker.places) {
        const job = await this.claim();
        if (!job) return;
        void this.begin(job);
      }
    } catch (error) {
      logger.warn({ err: error }, 'No job could be taken; it is tried again in some seconds.');
    }
  }

  private desk(): AttemptDesk {
    return {
      giveAway: (job, error) => this.giveAway(job, error),
      garmentEnded: (cloth3dId) => this.garmentEnded(cloth3dId),
      clock: (laterMs) => this.clock(laterMs),
    };
  }

  private begin(job: JobRow): Promise<void> {
    const controller = new AbortController();
    const end = runAttempt(this.ports, this.desk(), job, controller)
      .catch((error: unknown) => {
        // Its lease runs out, and whoever sees that puts it back.
        this.ports.logger.error({ job: job.id, err: error }, `Job ${job.id} could not be ended.`);
      })
      .finally(() => {
        this.running.delete(job.id);
        // Elsewhere the next announcement brings the next job.
        // Announcements that came while all places for networks were taken are gone.
        if (!this.ports.transport || job.needs !== 'cpu') this.takeJobs();
      });
    this.running.set(job.id, { needs: job.needs, targetId: job.targetId, controller, end });
    return end;
  }

  /**
   * A fault of this host's weights is no fault of the job: where another host makes such garments, it is its.
   *
   * @returns null where the job is judged as any other.
   */
  private async giveAway(job: JobRow, error: unknown): Promise<Verdict | null> {
    const { database, leaseSeconds } = this.ports;
    const isOfHost = error instanceof InputError && OF_THE_HOST.has(error.code);
    if (!isOfHost || job.needs === 'cpu' || !database.isShared) return null;
    const row = await findCloth3d(database, job.targetId);
    await this.lookAround();
    if (!row || !this.ability.isMadeElsewhere(job.needs, row.modelUsed, row.quality)) return null;
    // By then a heartbeat has looked at the weights again.
    const barredMs = (2 * leaseSeconds * 1000) / BEATS_PER_LEASE + LOOK_AGE_MS;
    this.ability.bar(row.modelUsed, row.quality, performance.now() + barredMs);
    const line = JOB_LINES.goesElsewhere(inAllLanguages(keepFailure(error)));
    return { kind: 'again', isCounted: false, afterMs: 0, code: error.code, line };
  }
}
