import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@fitroom/shared/job/input-error';
import { DETAILS } from '@fitroom/shared/messages/details';
import { PROBLEM_CODES, PROBLEMS } from '@fitroom/shared/schemas/problems';
import { expect, test } from 'vitest';
import { ProblemError, toProblem } from './problem-error.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Every code that the sources of the pipeline and the server throw by name. */
function thrownCodes(): string[] {
  const codes = ['shared', 'server', 'web-workers'].flatMap((room) =>
    readdirSync(join(ROOT, room, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .flatMap((file) => {
        const text = readFileSync(join(ROOT, room, 'src', file), 'utf8');
        return [...text.matchAll(/new (?:Input|Problem)Error\(\s*'([a-z0-9-]+)'/g)];
      })
      .map((found) => found[1]!),
  );
  return [...new Set(codes)].sort();
}

test('every code that is thrown has its entry in the registry', () => {
  const codes = thrownCodes();
  expect(codes.length).toBeGreaterThan(15);
  expect(codes.filter((code) => !(PROBLEM_CODES as string[]).includes(code))).toEqual([]);
});

test('an error of a known kind is explained, any other tells nothing of itself', () => {
  const known = toProblem(new InputError('no-garment', 'Lay one garment flat.'), 'r1');
  expect(known).toMatchObject({
    code: 'no-garment',
    status: 422,
    type: 'urn:fitroom:problem:no-garment',
    detail: 'Lay one garment flat.',
    instance: 'urn:fitroom:request:r1',
    retryable: false,
  });
  const finer = toProblem(new InputError('sleeve-folded', 'Unfold the sleeve.'), 'r2');
  expect(finer).toMatchObject({ code: 'sleeve-folded', status: 422 });
  const log = 'decode\nno';
  expect(toProblem(new ProblemError('cloth-failed', 'No.', { log }), 'r3').log).toBe(log);
  const unknown = toProblem(new Error('password 1234'), 'r4');
  expect(unknown).toMatchObject({ code: 'internal', status: 500, retryable: true });
  expect(JSON.stringify(unknown)).not.toContain('1234');
});

test('titles are sentences, and what is to be retried is a fault or a limit of ours', () => {
  for (const code of PROBLEM_CODES) {
    const { title, status, retry } = PROBLEMS[code];
    expect(title).toMatch(/^[A-Z].*\.$/);
    // The one conflict that passes by itself is that of a request with itself.
    const passes = status === 408 || status >= 429 || code === 'request-in-progress';
    if (retry) expect(passes).toBe(true);
  }
});

test('in Korean there is a Korean sentence, with values where the catalogue has one', () => {
  for (const code of PROBLEM_CODES) {
    const { title, detail } = toProblem(new ProblemError(code, 'Only English.'), 'r1', 'ko');
    expect(title).toMatch(/[가-힣]/);
    expect(detail).toMatch(/[가-힣]/);
  }
  const told = new InputError('photo-too-small', DETAILS.photoTooSmall(3, 4, 64));
  expect(told.message).toContain('3 x 4 pixels');
  expect(toProblem(told, 'r1', 'ko').detail).toContain('3 x 4픽셀');
  expect(toProblem(new InputError('sleeve-folded', 'Unfold.'), 'r1', 'ko').detail).toMatch(/옷/);
  expect(toProblem(new Error('password'), 'r1', 'ko')).toMatchObject({
    code: 'internal',
    detail: expect.stringMatching(/[가-힣]/),
  });
});
