/** Runs the peers' Python scripts and reads the lines of JSON that they print. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where README.md puts the peers' virtual environment. */
const OWN_PYTHON = fileURLToPath(new URL('../../../.build/peers/bin/python', import.meta.url));

/** The interpreter that has the peers, or why there is none. */
export function peersPython(): { python: string } | { missing: string } {
  const python = process.env.FITROOM_PEERS_PYTHON ?? OWN_PYTHON;
  const how = 'see shared/bench/peers/README.md for the three lines that install it';
  if (!existsSync(python)) return { missing: `No Python of the peers at ${python}: ${how}.` };
  const check = spawnSync(
    python,
    [
      '-c',
      "import importlib.util as u, sys; sys.exit(', '.join(m for m in ('newton', 'warp', 'trimesh', 'rtree', 'scipy') if u.find_spec(m) is None) or 0)",
    ],
    { encoding: 'utf8' },
  );
  if (check.status === 0) return { python };
  return { missing: `${python} lacks ${check.stderr.trim() || 'the peers'}: ${how}.` };
}

/**
 * Runs one script on a single thread.
 *
 * @returns What it printed as JSON, one value a line; other lines are left out.
 * @throws When the script fails, with what it said last.
 */
export function runPeer<T>(python: string, script: string, args: readonly string[]): T[] {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const { status, stdout, stderr } = spawnSync(python, [path, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...one },
  });
  if (status !== 0) throw new Error(`${script} failed: ${stderr.trim().split('\n').at(-1)}`);
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as T);
}
