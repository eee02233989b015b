import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openGatheredOutput } from './gathered-output.ts';
import { createLogger } from './logger.ts';

function openLog() {
  const folder = mkdtempSync(join(tmpdir(), 'fitroom-log-'));
  const file = join(folder, 'log');
  const fd = openSync(file, 'a');
  onTestFinished(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });
  const messages = () =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { msg: string }).msg);
  return { logger: createLogger('debug', false, openGatheredOutput(fd)), messages };
}

test('debug lines wait for the next of another level, and keep their order', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { logger, messages } = openLog();
  const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  logger.debug({}, 'one');
  logger.debug({}, 'two');
  for (let i = 0; i < 20; i++) await settle();
  expect(messages()).toEqual([]);
  logger.info({}, 'three');
  for (let i = 0; messages().length < 3 && i < 1e5; i++) await settle();
  expect(messages()).toEqual(['one', 'two', 'three']);
});

test('debug lines alone are written soon, and many at once when they are many', async () => {
  const { logger, messages } = openLog();
  logger.debug({}, 'alone');
  await vi.waitFor(() => expect(messages()).toEqual(['alone']));
  const many = Array.from({ length: 200 }, (_, i) => `line ${i}`);
  for (const line of many) logger.debug({}, line);
  await vi.waitFor(() => expect(messages()).toEqual(['alone', ...many]));
});

test('a process that exits loses no line that was gathered', async () => {
  const module = pathToFileURL(join(import.meta.dirname, 'logger.ts')).href;
  const program = `
    const { createLogger } = await import(${JSON.stringify(module)});
    const logger = createLogger('debug', false);
    for (const line of ['first', 'second', 'third']) logger.debug({}, line);
    process.exit(0);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, 'close');
  expect(output.match(/first|second|third/g)).toEqual(['first', 'second', 'third']);
});
