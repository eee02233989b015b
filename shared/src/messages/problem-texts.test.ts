import { expect, test } from 'vitest';
import { PROBLEM_CODES } from '../schemas/problems.ts';
import { DETAILS } from './details.ts';
import { PROBLEM_TEXTS } from './problem-texts.ts';

const SENTENCE_EN = /^[A-Z].*[.]$/;
/** Polite and friendly, as the app speaks. */
const SENTENCE_KO = /[가-힣].*요\.$/;

test.each(PROBLEM_CODES)('%s speaks to people in whole sentences of both languages', (code) => {
  const { titleKo, advice } = PROBLEM_TEXTS[code];
  expect(titleKo).toMatch(SENTENCE_KO);
  expect(advice.en).toMatch(SENTENCE_EN);
  expect(advice.ko).toMatch(SENTENCE_KO);
});

test('sentences with values say the same values in both languages', () => {
  const said = [
    DETAILS.photoTooManyPixels(9001, 8002),
    DETAILS.photoTooSmall(11, 12, 64),
    DETAILS.photoTooLarge('12.3'),
    DETAILS.rangeBeyond(77),
    DETAILS.bodyTooLarge(65_536),
    DETAILS.rateLimited(300, true, 60, 13),
    DETAILS.rateLimited(300, false, 60, 600),
    DETAILS.uploadBusy(7),
  ];
  for (const { en, ko } of said) {
    // "10 MB" and "50 megapixels" are words, not values.
    const numbers = (text: string) =>
      (text.match(/\d+(\.\d+)?/g) ?? []).filter((n) => n !== '50' && n !== '5').sort();
    expect(numbers(ko)).toEqual(numbers(en));
    expect(en).toMatch(SENTENCE_EN);
    expect(ko).toMatch(SENTENCE_KO);
  }
  for (const file of ['heic', 'gif', 'svg', 'animated', 'other'] as const) {
    expect(DETAILS.photoUnsupported(file).ko).toMatch(SENTENCE_KO);
  }
});
