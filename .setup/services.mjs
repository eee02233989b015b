/**
 * The real servers that tests run against: Redis, PostgreSQL, OpenStack Swift (an S3 server) and Prometheus.
 * Tests start and stop them themselves; here they are found, or installed in CI.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const SERVICES = [
  { name: 'Redis', program: 'redis-server', packages: ['redis-server'] },
  { name: 'PostgreSQL', program: 'initdb', packages: ['postgresql'] },
  {
    name: 'S3 (Swift)',
    program: 'swift-proxy-server',
    packages: ['swift-proxy', 'swift-account', 'swift-container', 'swift-object', 'memcached'],
  },
  { name: 'Prometheus', program: 'promtool', packages: ['prometheus'] },
];
const POSTGRES_ROOT = '/usr/lib/postgresql';
/** Debian asks this program whether a package may start its service; 101 means no. */
const POLICY = '/usr/sbin/policy-rc.d';

function isThere(program) {
  const versions = existsSync(POSTGRES_ROOT) ? readdirSync(POSTGRES_ROOT) : [];
  const folders = [
    ...versions.map((version) => join(POSTGRES_ROOT, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.some((folder) => existsSync(join(folder, program)));
}

const findMissing = () => SERVICES.filter(({ program }) => !isThere(program));

function installPackages(packages) {
  // Tests start servers of their own on free ports; the system's must not run beside them.
  const isPolicyOurs = !existsSync(POLICY);
  if (isPolicyOurs) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const options = {
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  try {
    spawnSync('apt-get', ['update', '-q'], options);
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], options);
  } finally {
    if (isPolicyOurs) rmSync(POLICY, { force: true });
  }
}

/**
 * Makes the services ready as far as this machine allows: installed by apt-get where root runs CI, for
 * a person's system is theirs to change.
 *
 * @returns names of the services that tests have to do without, and the command that installs them.
 */
export function findServices(say) {
  let missing = findMissing();
  if (missing.length === 0) return { missing: [], command: '' };
  const packages = missing.flatMap((service) => service.packages);
  const mayInstall =
    process.env.CI &&
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    existsSync('/usr/bin/apt-get');
  if (mayInstall) {
    say(`Installing ${missing.map(({ name }) => name).join(', ')} for tests (apt-get) …`);
    installPackages(packages);
    missing = findMissing();
  }
  return {
    missing: missing.map(({ name }) => name),
    command: `apt-get install --no-install-recommends ${packages.join(' ')}`,
  };
}
