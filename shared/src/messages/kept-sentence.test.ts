import { expect, test } from 'vitest';
import { keepLine, sayKept, sayKeptLog } from './kept-sentence.ts';
import { catalogue } from './sentence.ts';

const KNOWN = catalogue({
  photos: (count: number, of: string) => ({
    en: `${count} photos of ${of}`,
    ko: `${of} 사진 ${count}장`,
  }),
  because: (why: { readonly en: string; readonly ko: string }) => ({
    en: `It waits: ${why.en}.`,
    ko: `기다려요: ${why.ko}.`,
  }),
});

test('a sentence is kept by its key and values, and said in either language', () => {
  const kept = keepLine(KNOWN.photos(3, 'a "shirt",\nblue'));
  expect(kept).toBe('["photos",3,"a \\"shirt\\",\\nblue"]');
  expect(sayKept(KNOWN, kept, 'en')).toBe('3 photos of a "shirt",\nblue');
  expect(sayKept(KNOWN, kept, 'ko')).toBe('a "shirt",\nblue 사진 3장');
  const nested = keepLine(KNOWN.because(KNOWN.photos(1, 'x')));
  expect(sayKept(KNOWN, nested, 'ko')).toBe('기다려요: x 사진 1장.');
});

test('words are kept as they are, on one line, whatever they begin with', () => {
  for (const words of ['half way', '["photos",3,"x"]', '["', '[] 1']) {
    expect(sayKept(KNOWN, keepLine(words), 'ko')).toBe(words);
  }
  expect(keepLine('two\nlines')).toBe('two lines');
  // A row of an earlier version.
  expect(sayKept(KNOWN, '["broken', 'ko')).toBe('["broken');
});

test('a sentence of a newer version is told by what it is made of', () => {
  expect(sayKept(KNOWN, '["toString",4]', 'en')).toBe('toString 4');
  expect(sayKept(KNOWN, '["never-heard-of",4,"x"]', 'ko')).toBe('never-heard-of 4 x');
});

test('a log is said line by line', () => {
  const log = `old words\n${keepLine(KNOWN.photos(2, 'y'))}\n`;
  expect(sayKeptLog(KNOWN, log, 'ko')).toBe('old words\ny 사진 2장\n');
  expect(sayKeptLog(KNOWN, 'old words\n', 'ko')).toBe('old words\n');
  expect(sayKeptLog(KNOWN, '', 'ko')).toBe('');
});
