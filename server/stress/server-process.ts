import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Layout, PlannedProcess } from './layout.ts';

/** On a busy machine the presets are put into an empty store in some seconds. */
const READY_MS = 60_000;
/** The server gives running jobs back within 20 s of SIGTERM. */
const STOP_MS = 30_000;
const KEPT_LINES = 200;

/** A process of Fitroom that was started here, and may be killed. */
export interface ServerProcess {
  readonly name: string;
  readonly pid: number;
  /** Resolves to its address (empty for a worker) when it is ready; rejects when it ends before. */
  readonly ready: Promise<string>;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  readonly isRunning: boolean;
  /** Its last lines of output. */
  readonly lines: readonly string[];
  /** Lines that tell of a fault of the server's own (level 50 and above). */
  readonly faults: readonly string[];
  /** Ends it at once, as a lost host or the kernel's memory killer does. */
  kill(): Promise<void>;
  /** Ends it by SIGTERM; what does not end is killed. */
  stop(): Promise<void>;
}

/** What still runs: a test that is given up on must not leave it behind. */
const started = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of started) child.kill('SIGKILL');
});

/** @param extra variables beside those of layout and plan. */
export function startProcess(
  layout: Layout,
  plan: PlannedProcess,
  extra: Readonly<Record<string, string>> = {},
): ServerProcess {
  const child = spawn(process.execPath, plan.args, {
    env: { ...process.env, ...layout.environment, ...plan.environment, ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const faults: string[] = [];
  started.add(child);
  const ended = endOf(child).finally(() => started.delete(child));
  const ready = new Promise<string>((resolve, reject) => {
    const onLine = (line: string) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      if (/^\{"level":[56]0/.test(line) && faults.length < KEPT_LINES) faults.push(line);
      const address = /is ready: (http:\/\/[^"\s]+)/.exec(line)?.[1];
      if (address) resolve(address);
      else if (!plan.isApi && /is ready/.test(line)) resolve('');
    };
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.on('data', (chunk: Buffer) => {
        const parts = (rest + chunk.toString('utf8')).split('\n');
        rest = parts.pop() ?? '';
        for (const line of parts) onLine(line);
      });
    }
    void ended.then(() =>
      reject(new Error(`${plan.name} ended before it was ready:\n${lines.join('\n')}`)),
    );
    void wait(READY_MS, undefined, { ref: false }).then(() =>
      reject(new Error(`${plan.name} was not ready in time:\n${lines.join('\n')}`)),
    );
  });
  // Whoever kills it while it starts does not wait for its readiness.
  ready.catch(() => {});
  return {
    name: plan.name,
    pid: child.pid ?? 0,
    ready,
    ended,
    lines,
    faults,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      const isOver = await Promise.race([
        ended.then(() => true),
        wait(STOP_MS, false, { ref: false }),
      ]);
      if (!isOver) child.kill('SIGKILL');
      await ended;
    },
  };
}

const endOf = (child: ChildProcess) =>
  new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });

/** Resident memory of a process, megabytes (Linux). */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
