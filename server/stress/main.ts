/**
 * `npm run stress [-- crash|crash-distributed|hostile|load …] [--seed N] [--kills N] [--requests N] [--seconds N]`: what a server goes through in
 * years, in an hour. Prints figures; ends with status 1 where a promise was broken.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashReport } from './crash/crash-report.ts';
import { type CrashOptions, LIFE_MS, runCrashes } from './crash/crash-run.ts';
import { distributedState, embeddedState } from './crash/kept-state.ts';
import { hostileReport } from './hostile/hostile-report.ts';
import { runHostile } from './hostile/hostile-run.ts';
import { distributedLayout, embeddedLayout } from './layout.ts';
import { loadReport } from './load/load-report.ts';
import { runLoad } from './load/load-run.ts';
import { percentile } from './load/poll-sessions.ts';
import { findServices } from './own-services.ts';
import { readWords, WordsError } from './read-words.ts';

/** Megabytes by which the server may grow after the warm-up, at any time. */
const FLAT_MB = 50;
/** Longer, and a page that polls feels slow. */
const POLL_P99_MS = 100;
/** V8 looks for garbage when it was idle for 8 s, twice, and then gives the pages back. */
const REST_MS = 30_000;
const PROGRESS_EVERY_KILLS = 50;

type Part = (numbers: Readonly<Record<string, number>>, folder: string) => Promise<boolean>;

const PARTS: Readonly<Record<string, Part>> = {
  crash: ({ kills = 1000, seed = 1 }, folder) =>
    crash({ layout: embeddedLayout(folder), state: embeddedState(folder), kills, seed }),
  async 'crash-distributed'({ kills = 100, seed = 1 }, folder) {
    const { variables, stop } = await findServices(process.env);
    try {
      const layout = distributedLayout(folder, variables);
      return await crash({ layout, state: distributedState(variables), kills, seed });
    } finally {
      await stop();
    }
  },
  async hostile({ requests = 100_000, seed = 1 }, folder) {
    const figures = await runHostile({
      layout: embeddedLayout(folder),
      requests,
      seed,
      warmUp: Math.ceil(requests / 4),
      restMs: REST_MS,
      onProgress: (sent, megabytes) => say(`${sent} requests, ${megabytes.toFixed(0)} MB`),
    });
    console.log(hostileReport(figures));
    const { memory, faults, isAlive } = figures;
    return isAlive && faults.size === 0 && memory.most - memory.warm <= FLAT_MB;
  },
  async load({ seconds = 60, seed = 1 }, folder) {
    const figures = await runLoad({
      layout: embeddedLayout(folder),
      seconds,
      pollers: 500,
      uploadsPerSecond: 20,
      seed,
    });
    console.log(loadReport(figures));
    return (
      percentile(figures.polls.milliseconds, 0.99) < POLL_P99_MS && figures.polls.others.size === 0
    );
  },
};

async function crash(
  options: Pick<CrashOptions, 'layout' | 'state' | 'kills' | 'seed'>,
): Promise<boolean> {
  const figures = await runCrashes({
    ...options,
    lifeMs: LIFE_MS,
    onKill: (count, { uploads, jobs, broken }) => {
      if (count % PROGRESS_EVERY_KILLS > 0) return;
      say(
        `${count} kills, ${uploads.length} uploads, ${jobs.length} jobs, ${broken.size} broken promises`,
      );
    },
  });
  console.log(crashReport(figures));
  return figures.broken.length === 0;
}

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const { parts, numbers } = readWords(process.argv.slice(2), {
    parts: Object.keys(PARTS),
    numbers: ['seed', 'kills', 'requests', 'seconds'],
  });
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: import.meta.dirname,
  });
  console.log(
    `${cpus()[0]?.model ?? 'CPU'}, ${availableParallelism()} cores, Node ${process.version}, commit ${commit.toString().trim()}, seed ${numbers.seed ?? 1}`,
  );
  let failed = 0;
  for (const name of parts.length > 0 ? parts : Object.keys(PARTS)) {
    console.log(`\n# ${name}`);
    const folder = await mkdtemp(join(tmpdir(), 'fitroom-stress-'));
    try {
      if (await PARTS[name]!(numbers, folder)) continue;
      failed += 1;
      console.log(`failed: ${name}`);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof WordsError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
