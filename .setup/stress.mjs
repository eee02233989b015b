/** `npm run stress [-- PART …]`: kills, hostile requests and load on real servers. Runs under Node 24. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './setup.mjs';

const { status } = spawnSync(
  'node',
  [join(ROOT, 'server', 'stress', 'main.ts'), ...process.argv.slice(2)],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ORT_DISABLE_TELEMETRY: '1' } },
);
process.exit(status ?? 1);
