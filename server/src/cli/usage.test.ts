import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OPTIONS, PHOTO_COMMANDS } from './parse-arguments.ts';
import { USAGE } from './usage.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

it.each([
  ['the usage', () => USAGE],
  ['README.md', () => readFileSync(join(ROOT, 'README.md'), 'utf8')],
  ['README.ko.md', () => readFileSync(join(ROOT, 'README.ko.md'), 'utf8')],
])('%s explains every command and option', (_, read) => {
  const text = read();
  const silent = Object.keys(OPTIONS).filter(
    (name) => name !== 'help' && !text.includes(`--${name}`),
  );
  expect(silent).toEqual([]);
  for (const command of [...PHOTO_COMMANDS, 'batch', 'outfit', 'fit']) {
    expect(text).toContain(`fitroom -- ${command} `);
  }
});
