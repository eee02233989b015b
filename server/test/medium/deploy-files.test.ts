import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SETTINGS } from '../../src/config/settings.ts';
import { DATA_HEADERS, pagePolicy } from '../../src/http/security-headers.ts';
import { MALLOC_ENVIRONMENT } from '../../stress/layout.ts';
import { findProgram, isInstalled, isProgram } from '../services/programs.ts';
import { startPrometheus } from '../services/prometheus.ts';
import { handRunner, plainPhoto, startHarness } from './api-harness.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const DEPLOY = join(ROOT, 'server', 'deploy');
const COMPOSE = join(ROOT, 'docker-compose.yml');

const read = (...path: string[]) => readFileSync(join(...path), 'utf8');

/** Rejects with the program's own words when it finds a fault. */
const judge = (program: string, args: string[], environment: Record<string, string> = {}) =>
  promisify(execFile)(findProgram(program), args, {
    cwd: DEPLOY,
    env: { ...process.env, ...environment },
  });

describe('each file is what its reader takes', () => {
  const cases: [program: string, args: string[]][] = [
    ['hadolint', ['Dockerfile']],
    ['check-jsonschema', ['--builtin-schema', 'vendor.compose-spec', COMPOSE]],
    ['cfn-lint', ['cloudfront.yml']],
    ['promtool', ['check', 'config', 'prometheus.yml', 'cloudwatch-prometheus.yml']],
    ['promtool', ['test', 'rules', 'alerts.test.yml']],
  ];
  for (const [program, args] of cases) {
    test.skipIf(!isProgram(program))(`${program} ${args.join(' ')}`, async () => {
      await judge(program, args);
    });
  }

  test.skipIf(!isProgram('caddy'))('Caddy, with names that get certificates', async () => {
    await judge('caddy', ['validate', '--config', 'Caddyfile', '--adapter', 'caddyfile'], {
      FITROOM_SITE: 'fit.example.com',
      FITROOM_FILES_SITE: 'files.example.com',
    });
  });

  test('JSON is JSON', () => {
    const files = readdirSync(DEPLOY, { recursive: true, encoding: 'utf8' });
    const json = files.filter((file) => file.endsWith('.json'));
    expect(json.length).toBeGreaterThan(3);
    for (const file of json) expect(() => JSON.parse(read(DEPLOY, file)), file).not.toThrow();
  });
});

/** What the image, its ports and its volumes have settled. */
const SETTLED = [
  'PORT',
  'HOST',
  'FITROOM_WORKER_PORT',
  'FITROOM_DATA',
  'FITROOM_MODELS',
  'FITROOM_CAPABILITIES',
  'S3_REGION',
  'S3_FORCE_PATH_STYLE',
];

test('all settings of the server can be set in .env, and no others', () => {
  const known = new Set<string>(Object.values(SETTINGS).map(({ variable }) => variable));
  const compose = read(COMPOSE);
  const server = /x-server-environment:[\s\S]*?\n\n/.exec(compose)?.[0] ?? '';
  const given = [...server.matchAll(/^ {2}([A-Z0-9_]+):/gm)].map((found) => found[1] ?? '');
  expect(given.length).toBeGreaterThan(8);
  expect(given.filter((name) => !known.has(name))).toEqual([]);
  expect([...known].filter((name) => !given.includes(name)).sort()).toEqual(SETTLED.sort());
  const dockerfile = read(DEPLOY, 'Dockerfile');
  const baked = [...dockerfile.matchAll(/\b((?:FITROOM|S3)_[A-Z_]+)=/g)].map((f) => f[1] ?? '');
  expect(baked.filter((name) => !known.has(name))).toEqual([]);
  // What .env offers is used.
  const offered = [...read(DEPLOY, 'env.example').matchAll(/^([A-Z0-9_]+)=/gm)];
  for (const [, name] of offered) expect(compose, name).toContain(`\${${name}`);
});

test('image, service unit and npm start give freed memory back, as the stress test has it', () => {
  const launcher = read(DEPLOY, '..', '..', '.setup', 'malloc.mjs');
  for (const [name, value] of Object.entries(MALLOC_ENVIRONMENT)) {
    for (const file of ['Dockerfile', 'fitroom.service']) {
      expect(read(DEPLOY, file), file).toContain(`${name}=${value}`);
    }
    expect(launcher).toContain(`${name}: '${value}'`);
  }
});

test('every container is limited, without privileges, and of a fixed version', () => {
  const [, services = ''] = read(COMPOSE).split(/^services:\n/m);
  const blocks = services.split(/^volumes:/m)[0]?.split(/\n(?= {2}[a-z-]+:\n)/) ?? [];
  expect(blocks.length).toBeGreaterThan(8);
  for (const block of blocks) {
    expect(block).toMatch(/<<: \*(hardened|server)|cap_drop: \[ALL\]/);
    expect(block).toMatch(/limits: |deploy: &server-limits/);
    expect(block).toMatch(/image: (fitroom:\$|\S+:\S*\d+\.\d+|minio\/\w+:RELEASE\.)/);
    expect(block).not.toMatch(/:latest|privileged|docker\.sock/);
  }
  // Nothing but the proxy listens to the network.
  const ports = [...services.matchAll(/ports: \[(.*)\]/g)].map((found) => found[1]);
  expect(ports.filter((port) => !port?.startsWith("'127.0.0.1:"))).toEqual([
    "'80:80', '443:443', '443:443/udp'",
  ]);
});

test('CloudFront sends the pages with the policy that the server sends', () => {
  const template = read(DEPLOY, 'cloudfront.yml');
  const [, list = ''] = /!Join\n\s+- '; '\n([\s\S]*?)\n\s+ContentTypeOptions/.exec(template) ?? [];
  const policy = list
    .split('\n')
    .map((line) => line.replace(/^[\s-]+(!Sub )?"?|"$/g, ''))
    .join('; ')
    .replace(/\$\{ApiOrigin\}/g, 'https://api.example')
    .replace(/\$\{FilesOrigin\}/g, 'https://files.example');
  expect(policy).toBe(pagePolicy(['https://api.example', 'https://files.example']));
  for (const [name, value] of Object.entries(DATA_HEADERS)) {
    if (name === 'Content-Security-Policy' || name === 'Cache-Control') continue;
    const own = {
      'X-Content-Type-Options': 'ContentTypeOptions',
      'Referrer-Policy': 'ReferrerPolicy',
    };
    expect(template).toContain(
      name in own ? own[name as keyof typeof own] : `Header: ${name}, Value:`,
    );
    if (!(name in own)) expect(template).toContain(value);
  }
});

describe.skipIf(!isInstalled('prometheus'))('what is watched', () => {
  const dashboard = JSON.parse(read(DEPLOY, 'grafana', 'dashboards', 'fitroom.json')) as {
    panels: { title: string; targets: { expr: string }[] }[];
  };
  const expressions = dashboard.panels.flatMap((panel) => panel.targets.map(({ expr }) => expr));

  test('is what a running server tells, and Prometheus takes every question of the dashboard', async () => {
    const { client, address, send } = await startHarness({
      createRunner: handRunner().createRunner,
    });
    await client.uploadImage({ userId: 'ann', photo: await plainPhoto(), mimeType: 'image/jpeg' });
    await expect
      .poll(async () => (await send('/metrics')).text())
      .toMatch(/fitroom_storage_bytes\{/);
    const text = await (await send('/metrics')).text();
    const told = new Set(
      [...text.matchAll(/^# TYPE (\w+) (\w+)/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name],
      ),
    );
    const sources = `${expressions.join('\n')}\n${read(DEPLOY, 'alerts.yml')}`;
    const asked = new Set(sources.match(/\b(fitroom|process|nodejs)_\w+/g));
    expect(asked.size).toBeGreaterThan(8);
    expect([...asked].filter((name) => !told.has(name))).toEqual([]);

    const configuration = read(DEPLOY, 'prometheus.yml')
      .replace(
        /dns_sd_configs:[\s\S]*/,
        `static_configs: [{ targets: ['${new URL(address).host}'] }]\n`,
      )
      .replace('alerts.yml', join(DEPLOY, 'alerts.yml'))
      .replaceAll('15s', '1s');
    const prometheus = await startPrometheus(configuration);
    onTestFinished(() => prometheus.remove());
    const ask = async (query: string) => {
      const { url } = prometheus.address;
      const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(query)}`);
      return (await response.json()) as {
        status: string;
        data: { result: { value: unknown[] }[] };
      };
    };
    await expect
      .poll(async () => (await ask('up{job="fitroom"}')).data.result[0]?.value[1], {
        timeout: 30_000,
      })
      .toBe('1');
    for (const expr of expressions)
      expect([expr, (await ask(expr)).status]).toEqual([expr, 'success']);
    const stored = await ask('sum(fitroom_storage_bytes)');
    expect(Number(stored.data.result[0]?.value[1])).toBeGreaterThan(100_000);
    const rules = await fetch(`${prometheus.address.url}/api/v1/rules`);
    expect(await rules.text()).toContain('FitroomQueueStuck');
  });
});
