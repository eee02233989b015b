/**
 * `npm run bench -- service`: polls of a session a second, beside a FastAPI + Uvicorn service that does the same work
 * (service/peer.py) on the same rows. Where taskset is, the server has one core and the load another. Python's packages
 * are put into .build/service-peer by this bench itself.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createApiClient } from '@fitroom/shared/client/api-client';
import { drawnGarment } from '../stress/drawn-garments.ts';
import { embeddedLayout } from '../stress/layout.ts';
import { randomChoices } from '../stress/random-choices.ts';
import { startProcess } from '../stress/server-process.ts';
import { freePorts } from '../test/services/test-service.ts';
import type { LoopFigures } from './service/closed-loop.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PEER = join(ROOT, '.build', 'service-peer');
const PYTHON = join(PEER, 'bin', 'python');
const PACKAGES = ['fastapi==0.165.0', 'uvicorn[standard]==0.54.0', 'prometheus_client==0.26.0'];
const SECRET = 'ab'.repeat(32);

const CONNECTIONS = 64;
const WARM_UP_S = 3;
const SECONDS = Number(process.env.FITROOM_BENCH_SECONDS ?? 8);
/** In turn, so that both have the machine's good and bad moments. */
const ROUNDS = 3;

const hasTaskset = availableParallelism() > 1 && existsSync('/usr/bin/taskset');
/** A command on one core. */
const onCore = (core: number, words: readonly string[]): string[] =>
  hasTaskset ? ['/usr/bin/taskset', '-c', String(core), ...words] : [...words];

function installPeer(): void {
  if (existsSync(join(PEER, 'bin', 'uvicorn'))) return;
  console.error('Installing FastAPI and Uvicorn into .build/service-peer (pip) …');
  const pip = join(PEER, 'bin', 'pip');
  for (const [program, words] of [
    ['python3', ['-m', 'venv', PEER]],
    [pip, ['install', '--quiet', ...PACKAGES]],
  ] as const) {
    if (spawnSync(program, words, { stdio: ['ignore', 2, 2] }).status !== 0) {
      throw new Error(`${program} ${words.join(' ')} failed: the peer needs Python 3.10 and PyPI.`);
    }
  }
}

async function drive(url: string, seconds: number): Promise<LoopFigures> {
  const words = [join(import.meta.dirname, 'service', 'closed-loop.ts'), url];
  const [program = '', ...rest] = onCore(1, [
    process.execPath,
    ...words,
    String(CONNECTIONS),
    String(seconds),
  ]);
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, 'close');
  return JSON.parse(output) as LoopFigures;
}

/** A finished session with its report, made by the server itself. */
async function makeSession(address: string): Promise<string> {
  const client = createApiClient({ baseUrl: address, fetch, sleep: (ms) => wait(ms) });
  const photo = await drawnGarment(randomChoices(1));
  const { cloth_id } = await client.uploadImage({ userId: 'ann', photo, mimeType: 'image/png' });
  const { cloth3d_id } = await client.generate3d(cloth_id, { model: 'panels', quality: 'low' });
  await client.watchCloth3d(cloth3d_id, () => {});
  const { fitting_session_id } = await client.fit({
    cloth3d_id,
    avatar_preset_id: 'regular',
    method: 'rigid',
  });
  await client.watchSession(fitting_session_id, () => {});
  return fitting_session_id;
}

async function read(url: string): Promise<{ text: string; value: unknown }> {
  const text = await (await fetch(url)).text();
  // Fields that are added and empty are no other work.
  const withoutNulls = (_key: string, value: unknown) => value ?? undefined;
  return { text, value: JSON.parse(text.replaceAll(new URL(url).origin, 'ORIGIN'), withoutNulls) };
}

async function awaitAnswer(url: string): Promise<void> {
  for (let i = 0; ; i++) {
    if (
      await fetch(url).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
    if (i === 200) throw new Error(`${url} does not answer.`);
    await wait(100);
  }
}

installPeer();
const folder = await mkdtemp(join(tmpdir(), 'fitroom-service-'));
const layout = embeddedLayout(folder, {
  FITROOM_SIGNING_KEY: SECRET,
  // One line a request, as the peer writes it; limits that count and do not refuse.
  FITROOM_LOG_LEVEL: 'debug',
  FITROOM_RATE_PER_MINUTE: '100000000',
  FITROOM_WORK_PER_MINUTE: '100000000',
});
const maker = startProcess(layout, layout.processes[0]!);
const id = await maker.ready.then(makeSession).finally(() => maker.stop());
await copyFile(join(folder, 'fitroom.sqlite'), join(folder, 'peer.sqlite'));
const [ownPort, peerPort] = await freePorts(2);
const services = {
  Fitroom: {
    words: [process.execPath, ...layout.processes[0]!.args],
    environment: { ...layout.environment, PORT: String(ownPort) },
    url: `http://127.0.0.1:${ownPort}/session/${id}`,
  },
  'FastAPI + Uvicorn': {
    words: [
      PYTHON,
      join(import.meta.dirname, 'service', 'peer.py'),
      join(folder, 'peer.sqlite'),
      SECRET,
      String(peerPort),
    ],
    environment: {},
    url: `http://127.0.0.1:${peerPort}/session/${id}`,
  },
} as const;
type Name = keyof typeof services;
const NAMES = Object.keys(services) as Name[];
const children = NAMES.map((name) => {
  const { words, environment } = services[name];
  const [program = '', ...rest] = onCore(0, words);
  // Logs go where a collector would read them; written, and not looked at.
  return spawn(program, rest, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
});
/** Seconds of CPU that a process used so far (Linux counts hundredths). */
async function cpuSeconds(pid: number | undefined): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

interface Round extends LoopFigures {
  /** Of the server's CPU for one poll, microseconds: what others do on the machine moves it least. */
  readonly cpuMicroseconds: number;
}

async function oneRound(name: Name): Promise<Round> {
  const { pid } = children[NAMES.indexOf(name)]!;
  const before = await cpuSeconds(pid);
  const figures = await drive(services[name].url, SECONDS);
  const used = (await cpuSeconds(pid)) - before;
  return { ...figures, cpuMicroseconds: (used * 1e6) / figures.answers };
}

const results: Record<Name, Round[]> = { Fitroom: [], 'FastAPI + Uvicorn': [] };
try {
  for (const name of NAMES) await awaitAnswer(services[name].url);
  const [own, peer] = await Promise.all(NAMES.map((name) => read(services[name].url)));
  if (!isDeepStrictEqual(own!.value, peer!.value)) {
    throw new Error(`The two do not answer the same:\n${own!.text}\n${peer!.text}`);
  }
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT }).toString();
  console.log(
    `${cpus()[0]?.model ?? 'CPU'}, ${hasTaskset ? 'one core for the server, one for the load' : 'cores not pinned'}, load ${loadavg()[0]!.toFixed(1)} at the start; ` +
      `${CONNECTIONS} connections, ${ROUNDS} x ${SECONDS} s, answers of ${own!.text.length} bytes; Node ${process.version}, commit ${commit.trim()}`,
  );
  for (const name of NAMES) await drive(services[name].url, WARM_UP_S);
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of NAMES) results[name].push(await oneRound(name));
  }
} finally {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

const rate = ({ answers, seconds }: LoopFigures) => answers / seconds;
const best = (name: Name) => results[name].toSorted((a, b) => rate(b) - rate(a))[0]!;
const cpu = (name: Name) => Math.min(...results[name].map((one) => one.cpuMicroseconds));
console.log(
  '\n| service | polls a second | p50 ms | p99 ms | all rounds | CPU of a poll, us (least) | other answers | load, cores |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const name of NAMES) {
  const { p50, p99, cores } = best(name);
  const all = results[name].map((one) => rate(one).toFixed(0)).join(', ');
  const others = results[name].reduce((sum, one) => sum + one.others, 0);
  console.log(
    `| ${name} | ${rate(best(name)).toFixed(0)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${all} | ${cpu(name).toFixed(0)} | ${others} | ${cores.toFixed(2)} |`,
  );
}
console.log(
  `\n${(rate(best('Fitroom')) / rate(best('FastAPI + Uvicorn'))).toFixed(1)} x as many; by CPU of a poll ${(cpu('FastAPI + Uvicorn') / cpu('Fitroom')).toFixed(1)} x.`,
);
