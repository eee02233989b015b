import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

export interface Measured {
  readonly status: number | null;
  readonly wallMs: number;
  /** Sum over the process tree of each process's own peak (VmHWM), megabytes. */
  readonly peakMegabytes: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Peaks only grow, so what is missed is what a process did in its last moments. */
const POLL_MS = 40;

/** Runs a command and watches it and its descendants through /proc (Linux). */
export async function measureProcess(
  command: string,
  words: readonly string[],
  cwd: string,
): Promise<Measured> {
  const start = performance.now();
  const child = spawn(command, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const peaks = new Map<number, number>();
  let running = true;
  const watching = (async () => {
    while (running) {
      if (child.pid !== undefined) await notePeaks(child.pid, peaks);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  })();
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const wallMs = performance.now() - start;
  running = false;
  await watching;
  let kilobytes = 0;
  for (const peak of peaks.values()) kilobytes += peak;
  return { status, wallMs, peakMegabytes: kilobytes / 1024, stdout, stderr };
}

async function notePeaks(root: number, peaks: Map<number, number>): Promise<void> {
  const parents = new Map<number, number>();
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    parents.set(pid, field(status, 'PPid') ?? 0);
    const peak = field(status, 'VmHWM');
    if (peak !== null && descends(pid, root, parents)) {
      peaks.set(pid, Math.max(peaks.get(pid) ?? 0, peak));
    }
  }
}

/** Parents have smaller numbers but for wrap-arounds, so they were met before. */
function descends(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at; at = parents.get(at)) if (at === root) return true;
  return false;
}

function field(status: string, name: string): number | null {
  const found = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status);
  return found ? Number(found[1]) : null;
}
