import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps a version's own commands here, not on PATH. */
const POSTGRES_ROOT = '/usr/lib/postgresql';

/** What each service is made of. */
export const SERVICE_PROGRAMS = {
  redis: ['redis-server'],
  postgres: ['initdb', 'postgres', 'pg_isready', 'createdb'],
  s3: [
    'memcached',
    'swift-proxy-server',
    'swift-account-server',
    'swift-container-server',
    'swift-object-server',
  ],
  prometheus: ['prometheus', 'promtool'],
  caddy: ['caddy'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Linters of server/deploy, put here by set-up. */
const LINTERS = join(import.meta.dirname, '..', '..', '..', '.build', 'linters', 'bin');

export type ServiceName = keyof typeof SERVICE_PROGRAMS;

function folders(): string[] {
  const versions = existsSync(POSTGRES_ROOT) ? readdirSync(POSTGRES_ROOT) : [];
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));
  return [
    ...newestFirst.map((version) => join(POSTGRES_ROOT, version, 'bin')),
    LINTERS,
    ...(process.env.PATH ?? '').split(delimiter),
  ];
}

const locate = (name: string) =>
  folders()
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** @throws {Error} when it is not installed. */
export function findProgram(name: string): string {
  const path = locate(name);
  if (!path) throw new Error(`${name} is not installed; npm test says how to install it.`);
  return path;
}

/** Whether all programs of a service are there; tests of a missing one are skipped. */
export function isInstalled(service: ServiceName): boolean {
  return SERVICE_PROGRAMS[service].every(isProgram);
}

export function isProgram(name: string): boolean {
  return locate(name) !== undefined;
}

/** The ids of a system user, or undefined when this process is not root and cannot change to it. */
export function userToRunAs(name: string): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
