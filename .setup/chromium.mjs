/** Finds a Chromium for the browser tests, or installs one where this machine allows it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

const firstExisting = (paths) => paths.find((path) => existsSync(path)) ?? null;

function installByPackageManager(say) {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return null;
  say('Installing Chromium for the browser tests (apt-get) …');
  const options = {
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-q'], options);
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
  return firstExisting(USUAL_PATHS);
}

function installByPlaywright(root, say) {
  const require = createRequire(join(root, 'package.json'));
  try {
    const { chromium } = require('playwright-core');
    if (existsSync(chromium.executablePath())) return chromium.executablePath();
    say('Fetching Playwright’s Chromium for the browser tests …');
    const cli = join(root, 'node_modules', 'playwright-core', 'cli.js');
    spawnSync(process.execPath, [cli, 'install', 'chromium'], {
      stdio: ['ignore', 2, 2],
      timeout: 300_000,
    });
    return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
  } catch {
    return null;
  }
}

/** @returns the program's path, or null. FITROOM_CHROMIUM wins where it is set. */
export function findChromium(root, say) {
  const named = process.env.FITROOM_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    say(`FITROOM_CHROMIUM names ${named}, which does not exist; looking elsewhere.`);
  }
  return (
    firstExisting(USUAL_PATHS) ?? installByPackageManager(say) ?? installByPlaywright(root, say)
  );
}
