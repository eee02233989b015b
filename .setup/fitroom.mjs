/** The command line: sets up, then runs it under the project's Node 24 in the caller's folder. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BIN, innerEnvironment, ROOT, setUp } from './setup.mjs';

setUp('fitroom');
const { status } = spawnSync(
  join(BIN, process.platform === 'win32' ? 'node.cmd' : 'node'),
  [join(ROOT, 'server', 'src', 'cli', 'main.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit', env: innerEnvironment(), shell: process.platform === 'win32' },
);
process.exit(status ?? 1);
