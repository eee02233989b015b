import { setTimeout as wait } from 'node:timers/promises';
import type { Layout } from '../layout.ts';
import { type RandomChoices, randomChoices } from '../random-choices.ts';
import { type ServerProcess, startProcess } from '../server-process.ts';
import { awaitEmptyLine, awaitJobs, checkUploads } from './check-promises.ts';
import { checkRecords, type RecordFindings } from './check-records.ts';
import type { KeptState } from './kept-state.ts';
import { emptyLedger, type Ledger } from './ledger.ts';
import { clientOf, runWorkload } from './workload.ts';

/** Starting takes something less than a second, on a busy machine more: some kills fall into it. */
const START_MS = 1200;
/** A job takes one to three seconds: most kills fall into one, and some lives are long enough for two. */
export const LIFE_MS = 6000;
/** Enough for the steps of some jobs; a life that takes fewer is killed by the clock. */
const MOST_STEPS = 160;
/** All uploads are looked at in the end; after each start the newest ones. */
const NEWEST = 5;

const KILL_AT_STEP = new URL('./kill-at-step.ts', import.meta.url).href;

type Moment = 'start' | 'life' | 'step';

export interface CrashOptions {
  readonly layout: Layout;
  readonly state: KeptState;
  readonly kills: number;
  readonly seed: number;
  /** How long a life is at most, once everything is ready. */
  readonly lifeMs: number;
  /** Told after each kill. */
  onKill?(count: number, ledger: Ledger): void;
}

export interface CrashFigures {
  readonly kills: Readonly<Record<Moment, number>>;
  readonly ledger: Ledger;
  readonly records: RecordFindings;
  readonly broken: readonly string[];
}

/**
 * Starts the layout's processes, puts a workload on them, kills one by SIGKILL at a random moment, starts it again,
 * and so on; in the end lets all jobs end, stops everything and looks at what is kept.
 */
export async function runCrashes(options: CrashOptions): Promise<CrashFigures> {
  const { layout, state, seed } = options;
  const random = randomChoices(seed);
  const ledger = emptyLedger();
  const kills = { start: 0, life: 0, step: 0 };
  const running: ServerProcess[] = [];
  try {
    for (const plan of layout.processes) running.push(startProcess(layout, plan));
    for (let count = 1; count <= options.kills; count++) {
      const victim = random.whole(0, running.length - 1);
      const moment = await killOnce(options, running, victim, random, ledger);
      kills[moment] += 1;
      options.onKill?.(count, ledger);
    }
    const address = await addressOf(layout, running, 0);
    const client = clientOf(address);
    await awaitJobs(client, ledger);
    await awaitEmptyLine(client, address, ledger);
    await checkUploads(client, ledger, ledger.uploads);
  } finally {
    await Promise.all(running.map((one) => one.stop()));
  }
  const records = await checkRecords(state);
  return { kills, ledger, records, broken: [...ledger.broken, ...records.broken] };
}

/** One life of one process, from its start to its kill; it is started again before this returns. */
async function killOnce(
  { layout, lifeMs }: CrashOptions,
  running: ServerProcess[],
  victim: number,
  random: RandomChoices,
  ledger: Ledger,
): Promise<Moment> {
  const plan = layout.processes[victim]!;
  const moment = random.weighted<Moment>({ start: 1, life: 5, step: 4 });
  if (moment === 'start') {
    // The start that came before may have been waited for by nobody yet.
    await wait(random.whole(0, START_MS));
  } else {
    if (moment === 'step') {
      await running[victim]!.kill();
      const stepAt = String(Math.ceil(MOST_STEPS * random.fraction() ** 2) || 1);
      running[victim] = startProcess(
        layout,
        { ...plan, args: ['--import', KILL_AT_STEP, ...plan.args] },
        { STRESS_KILL_AT: stepAt },
      );
    }
    // Short lives are many: what is killed soon after its start has just begun everything.
    const life = lifeMs * (moment === 'life' ? random.fraction() ** 2 : 1);
    await liveOn(layout, running, victim, random, ledger, life);
  }
  const process = running[victim]!;
  if (process.isRunning) await process.kill();
  const { signal, code } = await process.ended;
  if (signal !== 'SIGKILL') {
    ledger.broken.add(
      `${plan.name} ended by itself (${signal ?? code}):\n${process.lines.slice(-10).join('\n')}`,
    );
  }
  running[victim] = startProcess(layout, plan);
  return moment;
}

/** Work on the deployment until the victim ends, or its time is over. */
async function liveOn(
  layout: Layout,
  running: readonly ServerProcess[],
  victim: number,
  random: RandomChoices,
  ledger: Ledger,
  lifeMs: number,
): Promise<void> {
  // It may end itself while it starts.
  const address = await addressOf(layout, running, victim).catch(() => null);
  if (address === null) return;
  const ending = new AbortController();
  const endOfVictim = running[victim]!.ended.then(() => ending.abort());
  const work = runWorkload(address, ledger, random, ending.signal);
  const newest = ledger.uploads.slice(-NEWEST);
  // Beside the work; a kill in the middle of it is no finding.
  const check = checkUploads(clientOf(address), ledger, newest).catch(() => {});
  await Promise.race([wait(lifeMs), endOfVictim]);
  // The users are in the middle of something when it comes.
  if (running[victim]!.isRunning) await running[victim]!.kill();
  ending.abort();
  await Promise.all([work, check]);
}

/** Of the process itself where it is an API, else of the first one that is; once all are ready. */
async function addressOf(
  layout: Layout,
  running: readonly ServerProcess[],
  preferred: number,
): Promise<string> {
  const addresses = await Promise.all(running.map((one) => one.ready));
  const at = layout.processes[preferred]?.isApi
    ? preferred
    : layout.processes.findIndex(({ isApi }) => isApi);
  return addresses[at]!;
}
