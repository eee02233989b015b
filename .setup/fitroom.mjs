/** The command line: sets up, then runs it under the project's Node 24 in the caller's folder. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BIN, CODE_CACHE, innerEnvironment, ROOT, setUp } from './setup.mjs';

/**
 * Megabytes of V8's young generation, from the start and at most: whole pictures pass through it, and
 * with the usual 1 and 16 it is swept a hundred times a photo, for a tenth of a second.
 */
const YOUNG = ['--min-semi-space-size=16', '--max-semi-space-size=64'];

setUp('fitroom');
const environment = innerEnvironment();
// Named here and not by the program, so that its own first file needs no compiling either.
environment.NODE_COMPILE_CACHE ??= CODE_CACHE;
const { status } = spawnSync(
  join(BIN, process.platform === 'win32' ? 'node.cmd' : 'node'),
  [...YOUNG, join(ROOT, 'server', 'src', 'cli', 'main.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit', env: environment, shell: process.platform === 'win32' },
);
process.exit(status ?? 1);
