import {
  CATEGORIES,
  EASES,
  FABRIC_CHOICES,
  FRONT_WEARS,
  GENERATORS,
  OPENING_KINDS,
  QUALITIES,
} from '@fitroom/shared/garment/vocabulary';
import { NOTICES } from '@fitroom/shared/reading/notices';
import { JOB_STAGES } from '@fitroom/shared/schemas/job-state';
import { expect, test } from 'vitest';
import { SHOWN_PROBLEMS } from './problem-sentences.ts';
import { pickLanguage, RESOURCES } from './setup.ts';

const en = RESOURCES.en.translation;
const ko = RESOURCES.ko.translation;

function entries(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : entries(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();

test('both languages have the same texts with the same placeholders, none empty', () => {
  const english = new Map(entries(en));
  const korean = new Map(entries(ko));
  expect([...korean.keys()].sort()).toEqual([...english.keys()].sort());
  for (const [key, text] of english) {
    expect(text.trim(), key).not.toBe('');
    expect(placeholders(korean.get(key) ?? ''), key).toEqual(placeholders(text));
  }
});

test('Korean is Korean, except for names of formats', () => {
  const untranslated = entries(ko).filter(
    ([, text]) => !/[가-힣]/.test(text.replace(/\{\{.*?\}\}/g, '')),
  );
  const keys = untranslated.map(([key]) => key);
  expect(keys).toEqual([
    'bodies.height',
    'options.widthUnit',
    'job.percent',
    'adjust.point',
    'result.cm',
    'map.between',
  ]);
});

test('every word of the vocabulary and every failure has a text', () => {
  const has = (group: Record<string, unknown>, words: readonly string[]) => {
    for (const word of words) expect(group, word).toHaveProperty([word]);
  };
  has(en.category, CATEGORIES);
  has(en.ease, EASES);
  has(en.fabric, FABRIC_CHOICES);
  has(en.quality, QUALITIES);
  has(en.generator.name, GENERATORS);
  has(en.generator.what, GENERATORS);
  has(en.opening, OPENING_KINDS);
  has(en.front, FRONT_WEARS);
  has(en.notice, Object.keys(NOTICES));
  has(en.stage, JOB_STAGES);
  has(en.problem, SHOWN_PROBLEMS);
});

test('what a file is refused for as a 3D garment is said of that file, not of a photo', () => {
  for (const code of ['not-a-glb', 'mesh-not-readable', 'mesh-too-large', 'mesh-not-fittable']) {
    for (const { problem } of [en, ko]) expect(problem, code).toHaveProperty([code]);
  }
});

test('the language is the first wished one that the app speaks', () => {
  expect(pickLanguage(['fr-FR', 'ko-KR', 'en'])).toBe('ko');
  expect(pickLanguage(['EN-gb', 'ko'])).toBe('en');
  expect(pickLanguage(['fr'])).toBe('en');
});
