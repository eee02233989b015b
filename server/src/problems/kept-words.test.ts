import { InputError } from '@fitroom/shared/job/input-error';
import { DETAILS } from '@fitroom/shared/messages/details';
import { expect, test } from 'vitest';
import { CATALOGUES, failureOfRow, keepFailure, sayRow } from './kept-words.ts';
import { ProblemError } from './problem-error.ts';
import { SERVICE_DETAILS } from './service-details.ts';

test('no two sentences that a row may keep have the same key', () => {
  const keys = CATALOGUES.flatMap((known) => Object.keys(known));
  expect(keys.length).toBeGreaterThan(100);
  expect(keys.filter((key, n) => keys.indexOf(key) !== n)).toEqual([]);
});

test('a failure is kept with its values, or by its code where it has English words alone', () => {
  const small = keepFailure(new InputError('photo-too-small', DETAILS.photoTooSmall(20, 900, 64)));
  expect(sayRow(small, 'en')).toContain('20 x 900 pixels');
  expect(sayRow(small, 'ko')).toContain('20 x 900픽셀');
  const late = keepFailure(
    new ProblemError('time-limit', SERVICE_DETAILS.stageOfJobTooLong('drape', 180)),
  );
  expect(sayRow(late, 'ko')).toMatch(/^천 드리우기 단계가 180초를 넘겨/);
  const english = keepFailure(new InputError('no-garment', 'There is no garment.'));
  expect(sayRow(english, 'en')).toBe('There is no garment.');
  expect(sayRow(english, 'ko')).toMatch(/[가-힣]{2}.*\.$/);
  expect(sayRow(keepFailure(new InputError('finer-code', 'So.')), 'ko')).toMatch(/[가-힣]{2}/);
});

test('rows of earlier versions have English words, told in Korean by their code', () => {
  expect(failureOfRow('cancelled', 'The job was cancelled.')).toMatchObject({
    en: 'The job was cancelled.',
    ko: '작업이 취소됐어요.',
  });
});
