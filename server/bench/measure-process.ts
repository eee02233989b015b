import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export interface Measured {
  readonly status: number | null;
  readonly wallMs: number;
  /** Sum over the process tree of each process's own peak (VmHWM), megabytes. */
  readonly peakMegabytes: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Peaks only grow, so what is missed is what a process did in its last moments; looked at more often, watching takes part of a core. */
const POLL_MS = 100;

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

/** Of a process and its descendants, which are asked for one by one: reading all of /proc took a fifth of a core. */
async function notePeaks(pid: number, peaks: Map<number, number>): Promise<void> {
  const [status, children] = await Promise.all(
    [`/proc/${pid}/status`, `/proc/${pid}/task/${pid}/children`].map((file) =>
      readFile(file, 'utf8').catch(() => ''),
    ),
  );
  const peak = field(status!, 'VmHWM');
  if (peak !== null) peaks.set(pid, Math.max(peaks.get(pid) ?? 0, peak));
  await Promise.all(
    children!
      .split(' ')
      .filter(Boolean)
      .map((child) => notePeaks(Number(child), peaks)),
  );
}

function field(status: string, name: string): number | null {
  const found = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status);
  return found ? Number(found[1]) : null;
}
