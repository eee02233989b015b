import { expect, test } from 'vitest';
import { negotiateLanguage } from './language.ts';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['ko', 'ko'],
  ['ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7', 'ko'],
  ['en-US,en;q=0.9,ko;q=0.8', 'en'],
  ['en;q=0.4, ko;q=0.5', 'ko'],
  ['fr-FR, ko;q=0.1', 'ko'],
  ['fr, de;q=0.5', 'en'],
  ['KO-kr', 'ko'],
  ['*', 'en'],
  ['en;q=0, *', 'ko'],
  ['ko;q=0, *;q=0.5', 'en'],
  ['fr, *;q=0.1, ko;q=0.2', 'ko'],
  ['ko;q=0', 'en'],
  ['ko;q=2, en', 'en'],
  ['ko;q=oops, en;q=0.3', 'en'],
  [`${'x, '.repeat(5000)}ko`, 'en'],
])('%s: %s', (header, language) => {
  expect(negotiateLanguage(header)).toBe(language);
});
