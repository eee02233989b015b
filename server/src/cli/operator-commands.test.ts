import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OPERATOR_COMMANDS } from './operator-commands.ts';
import { USAGE } from './usage.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

test('the launcher runs them from the sources: they need files that the bundle has not', () => {
  const launcher = readFileSync(join(ROOT, '.setup', 'fitroom.mjs'), 'utf8');
  const named = /FROM_SOURCES = \[(.*?)\]/.exec(launcher)?.[1]?.match(/\w+/g);
  expect(named?.sort()).toEqual(Object.keys(OPERATOR_COMMANDS).sort());
});

test('the usage names them', () => {
  for (const name of Object.keys(OPERATOR_COMMANDS)) expect(USAGE).toContain(`fitroom -- ${name}`);
});
