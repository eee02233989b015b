/**
 * Makes the project ready for a command: `node .setup/setup.mjs start|dev|check|test|bench|fitroom`.
 *
 * Needs nothing but Node 20.19: it runs before anything is installed. Every step says in one line
 * what it does (on stderr, so that commands keep stdout for themselves) and does nothing when its
 * result is already there.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';
import { fingerprintFiles, fingerprintTrees } from './fingerprint.mjs';
import { findLinters } from './linters.mjs';
import { findServices } from './services.mjs';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
export const BIN = join(ROOT, 'node_modules', '.bin');
/** Where set-up remembers what it did. */
const STATE = join(ROOT, 'node_modules', '.fitroom');
/** Where Node keeps compiled code between runs of the command line. */
export const CODE_CACHE = join(STATE, 'code');
const OLDEST_NODE = [20, 19];

/** The message names the mend; no stack trace helps a person here. */
class SetUpError extends Error {}

/** On stderr: commands keep stdout for themselves. */
export const say = (line) => process.stderr.write(`[fitroom] ${line}\n`);

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  if (isOld) {
    throw new SetUpError(
      `Node ${process.versions.node} is too old to start from. Install Node 20.19 or newer (nodejs.org) and try again.`,
    );
  }
}

/** The environment in which npm uses the machine's own Node, not the one it is about to replace. */
function outerEnvironment() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== BIN);
  return {
    ...process.env,
    PATH: path.join(delimiter),
    // onnxruntime's own install step fetches CUDA libraries, of use on a GPU host only: see fetchCuda.
    ONNXRUNTIME_NODE_INSTALL: 'skip',
  };
}

/** The environment for everything after set-up: the project's own Node 24 comes first. */
export function innerEnvironment() {
  return { ...process.env, PATH: [BIN, process.env.PATH ?? ''].join(delimiter) };
}

function installFingerprint() {
  return `${fingerprintFiles(ROOT, ['package-lock.json'])} ${process.platform}-${process.arch} cuda=${process.env.FITROOM_CUDA === '1'}`;
}

const readState = (name) => {
  const file = join(STATE, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};
const writeState = (name, text) => {
  mkdirSync(STATE, { recursive: true });
  writeFileSync(join(STATE, name), text);
};

function npmCi() {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    env: outerEnvironment(),
    // npm's own chatter must not reach a command's stdout.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  }).status;
}

/** onnxruntime's CUDA part, some 250 MB, where it is asked for. */
function fetchCuda() {
  if (process.env.FITROOM_CUDA !== '1') return;
  const script = join(ROOT, 'server', 'deploy', 'fetch-cuda-provider.sh');
  const words = [script, join(ROOT, 'node_modules')];
  if (spawnSync('sh', words, { stdio: ['ignore', 2, 2] }).status !== 0) {
    throw new SetUpError(
      "FITROOM_CUDA=1, and onnxruntime's CUDA part could not be fetched (see above; it takes python3 with pip). Without FITROOM_CUDA everything runs on the CPU.",
    );
  }
}

/** Installed packages whose install scripts were held back (npm may ask for approval first). */
function finishNode24() {
  const node = join(BIN, process.platform === 'win32' ? 'node.cmd' : 'node');
  const version = () => {
    try {
      return execFileSync(node, ['-v'], {
        encoding: 'utf8',
        shell: process.platform === 'win32',
      }).trim();
    } catch {
      return null;
    }
  };
  if (version() === null) {
    const script = join(ROOT, 'node_modules', 'node', 'installArchSpecificPackage.js');
    if (existsSync(script)) {
      spawnSync(process.execPath, [script], {
        cwd: dirname(script),
        env: outerEnvironment(),
        stdio: ['ignore', 2, 2],
      });
    }
  }
  const found = version();
  if (found === null || Number(found.slice(1).split('.')[0]) < 24) {
    throw new SetUpError(
      `The project's own Node 24 did not install (found: ${found ?? 'nothing'}). Delete node_modules and try again, or install Node 24 yourself.`,
    );
  }
}

function install() {
  const wanted = installFingerprint();
  if (readState('installed') === wanted) return;
  say('Installing packages from package-lock.json (about a minute) …');
  if (npmCi() !== 0) {
    say('That failed; once more from an empty node_modules …');
    rmSync(join(ROOT, 'node_modules'), { recursive: true, force: true });
    if (npmCi() !== 0) {
      throw new SetUpError(
        'npm could not install the packages; its own lines above say why. Check the network and the registry setting (npm config get registry), then run the command again.',
      );
    }
  }
  finishNode24();
  fetchCuda();
  writeState('installed', wanted);
}

function buildApp() {
  const built = join(ROOT, 'web', 'dist', 'index.html');
  const wanted = fingerprintTrees(ROOT, [
    'web',
    'web-workers',
    'shared/src',
    'presets/bodies',
    'presets/samples',
    'package-lock.json',
  ]);
  if (existsSync(built) && readState('built') === wanted) return;
  say('Building the app …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(
    npm,
    ['run', '-s', 'build', '--workspace=web', '--', '--logLevel=error'],
    {
      cwd: ROOT,
      env: innerEnvironment(),
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    },
  );
  if (status !== 0) throw new SetUpError('The app could not be built; the lines above say why.');
  writeState('built', wanted);
}

function locateChromium() {
  const found = findChromium(ROOT, say);
  if (found) {
    writeState('chromium', found);
    return;
  }
  rmSync(join(STATE, 'chromium'), { force: true });
  const advice = 'Install Chromium, or set FITROOM_CHROMIUM to its program file.';
  if (process.env.CI) throw new SetUpError(`No Chromium for the browser tests. ${advice}`);
  say(`No Chromium found: browser tests will be skipped. ${advice}`);
}

async function locateServices(linters) {
  report(findServices(say));
  report(await linters);
}

function report({ missing, command }) {
  if (missing.length === 0) return;
  const names = missing.join(', ');
  if (process.env.CI) throw new SetUpError(`Not installed: ${names}. Install: ${command}`);
  say(`Not installed: ${names}. Their tests will be skipped. Install: ${command}`);
}

/** The Chromium that set-up found, or null. */
export function chromiumPath() {
  return readState('chromium');
}

/** @param {'start'|'dev'|'check'|'test'|'bench'|'fitroom'} command What is about to run. */
export async function setUp(command) {
  try {
    checkNode();
    // Not below node_modules, which installing empties.
    const linters = command === 'test' ? findLinters(join(ROOT, '.build', 'linters'), say) : null;
    install();
    if (command === 'start' || command === 'test' || command === 'bench') buildApp();
    if (command === 'test' || command === 'bench') locateChromium();
    if (linters) await locateServices(linters);
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    say(error.message);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setUp(process.argv[2] ?? 'check');
