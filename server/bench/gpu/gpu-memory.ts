import { execFileSync, spawn } from 'node:child_process';

const EVERY_MS = 50;
const QUERY = ['--query-gpu=memory.used', '--format=csv,noheader,nounits', '--id=0'];

/** Name, driver and memory of the first GPU; null where there is none. */
export function describeGpu(): string | null {
  try {
    const words = [
      '--query-gpu=name,driver_version,memory.total',
      '--format=csv,noheader',
      '--id=0',
    ];
    return execFileSync('nvidia-smi', words, { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return null;
  }
}

/** Watches how much of the first GPU's memory is used, whoever uses it. */
export function watchGpuMemory() {
  let peakMb = 0;
  let rest = '';
  const child = spawn('nvidia-smi', [...QUERY, `--loop-ms=${EVERY_MS}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child.on('error', () => undefined);
  child.stdout.on('data', (piece: Buffer) => {
    const lines = (rest + piece.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) peakMb = Math.max(peakMb, Number(line) || 0);
  });
  return {
    /** Largest since the last call, MB; 0 where nothing is known. */
    takePeakMb(): number {
      const peak = peakMb;
      peakMb = 0;
      return peak;
    },
    stop: () => child.kill(),
  };
}
