/** The command line: sets up, then runs it under the project's Node 24 in the caller's folder. */
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleCommandLine, SOURCE_PROGRAM } from './bundle.mjs';
import { beginWithMalloc, MALLOC } from './malloc.mjs';
import { BIN, CODE_CACHE, innerEnvironment, say, setUp } from './setup.mjs';

/**
 * How V8 runs a process of some seconds. Megabytes of its young generation, from the start and at most: whole
 * pictures pass through it, and with the usual 1 and 16 it is swept a hundred times a photo, for a tenth of a
 * second. Twice as many from the start would be swept half as often, but fresh memory costs 1 to 3 ms a megabyte.
 * What sweeps find and what the first compiler makes is too little to be worth another thread's waking; and of four
 * threads that compile, as Node has it, two take their cores from those that they compile for.
 * package.json names them too. None may be a flag that V8 hashes (as --initial-old-space-size is): Node's own modules
 * come compiled under the usual ones, and under others each thread compiles 76 of them anew, for 30 to 80 ms.
 */
const V8_FLAGS = [
  '--v8-pool-size=2',
  '--min-semi-space-size=8',
  '--max-semi-space-size=64',
  '--no-parallel-scavenge',
  '--no-concurrent-sparkplug',
];
const NODE = join(BIN, process.platform === 'win32' ? 'node.cmd' : 'node');

/** Whether this process is already what the program should run in: starting another takes time. */
function isProjectsNode() {
  const hasFlags = V8_FLAGS.every((flag) => process.execArgv.includes(flag));
  return hasFlags && process.platform !== 'win32' && realpathSync(NODE) === process.execPath;
}

/**
 * Commands of whoever runs a server; they start threads and load drivers that find their own files, which a
 * bundle has not, and a fraction of a second is nothing to them. server/src/cli/operator-commands.ts has them.
 */
const FROM_SOURCES = ['worker', 'keys', 'models', 'doctor', 'sweep'];

const isServer = process.argv[2] === 'worker';
if (isServer) beginWithMalloc();
await setUp('fitroom');
const { program, folder } = FROM_SOURCES.includes(process.argv[2])
  ? { program: SOURCE_PROGRAM, folder: null }
  : await bundleCommandLine(say);
// Named here and not by the program, so that its own first file needs no compiling either.
// Compiled code goes when its bundle goes.
process.env.NODE_COMPILE_CACHE ??= folder === null ? CODE_CACHE : join(folder, 'compiled');
if (isProjectsNode()) {
  enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import(pathToFileURL(program).href);
} else {
  const { status } = spawnSync(NODE, [...V8_FLAGS, program, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...(isServer && MALLOC), ...innerEnvironment() },
    shell: process.platform === 'win32',
  });
  process.exit(status ?? 1);
}
