import type { RunProgram } from './finding.ts';

/** A GPU as its driver tells of it; MB are MiB, as nvidia-smi counts. */
export interface Card {
  readonly name: string;
  readonly driver: string;
  readonly computeCapability: number;
  readonly totalMb: number;
  readonly freeMb: number;
}

const FIELDS = ['name', 'driver_version', 'compute_cap', 'memory.total', 'memory.free'] as const;

/** What `nvidia-smi` says: `cards` is empty where it fails, `status` null where it is not there. */
export async function readCards(run: RunProgram): Promise<{
  readonly status: number | null;
  readonly output: string;
  readonly cards: readonly Card[];
}> {
  const words = [`--query-gpu=${FIELDS.join(',')}`, '--format=csv,noheader,nounits'];
  const { status, output } = await run('nvidia-smi', words);
  const rows = status === 0 ? output.trim().split('\n').map(readRow) : [];
  return { status, output, cards: rows.filter((row) => row !== null) };
}

function readRow(row: string): Card | null {
  const [name, driver, compute, total, free] = row.split(',').map((value) => value.trim());
  const [computeCapability, totalMb, freeMb] = [Number(compute), Number(total), Number(free)];
  if (!name || !driver || !(totalMb > 0) || Number.isNaN(freeMb)) return null;
  return { name, driver, computeCapability, totalMb, freeMb };
}
