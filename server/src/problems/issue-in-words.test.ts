import { Generate3dRequestSchema } from '@fitroom/shared/schemas/cloth3d';
import { FitRequestSchema } from '@fitroom/shared/schemas/fitting-session';
import { OutfitRequestSchema } from '@fitroom/shared/schemas/outfit';
import { UserIdSchema } from '@fitroom/shared/schemas/user-id';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { issueInWords } from './issue-in-words.ts';

const said = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(issueInWords) ?? [];

const GOOD = { model: 'panels', quality: 'med' };

test.each([
  [
    { ...GOOD, quality: 'high' },
    'Expected one of "low", "med".',
    '다음 중 하나여야 해요: "low", "med".',
  ],
  [{ ...GOOD, views: 2.5 }, 'Expected a whole number.', '정수 값이 필요해요.'],
  [{ ...GOOD, seed: -1 }, 'Expected at least 0.', '0 이상이어야 해요.'],
  [{ ...GOOD, size_label: '' }, 'Expected at least 1 character.', '1글자 이상이어야 해요.'],
  [
    { ...GOOD, size_label: 'x'.repeat(50) },
    'Expected at most 12 characters.',
    '12글자 이하여야 해요.',
  ],
  [
    { ...GOOD, remove_background: 'no' },
    'Expected true or false.',
    'true 또는 false 값이 필요해요.',
  ],
  [{ ...GOOD, formats: ['obj', 'obj'] }, 'Expected at most 1 item.', '1개 이하여야 해요.'],
  [
    { ...GOOD, known_width_cm: 50, size_label: 'M' },
    /send one of them\.$/,
    /하나만 보내 주세요\.$/,
  ],
])('%j', (value, en, ko) => {
  const as = (sentence: string | RegExp) =>
    typeof sentence === 'string' ? sentence : expect.stringMatching(sentence);
  expect(said(Generate3dRequestSchema, value)).toEqual([{ en: as(en), ko: as(ko) }]);
});

test('a field that was left out is said to be missing', () => {
  expect(said(FitRequestSchema, { avatar_preset_id: 'slim' })).toEqual([
    { en: 'It is missing; expected a string.', ko: '빠져 있어요. 문자열 값이 필요해요.' },
  ]);
});

test("our schemas' own messages are said in both languages", () => {
  const korean = (schema: z.ZodType, value: unknown) => said(schema, value).map(({ ko }) => ko);
  expect(korean(UserIdSchema, 'a b')).toEqual([expect.stringMatching(/ASCII 문자만/)]);
  const twice = { garments: [{ cloth3d_id: 'a' }, { cloth3d_id: 'a' }], avatar_preset_id: 'slim' };
  expect(korean(OutfitRequestSchema, twice)).toEqual(['같은 옷은 한 번만 입힐 수 있어요.']);
  const still = { cloth3d_id: 'a', avatar_preset_id: 'slim', simulate: true };
  expect(said(FitRequestSchema, still)).toEqual([
    { en: expect.stringMatching(/"walk" with it\.$/), ko: expect.stringMatching(/"walk"도 함께/) },
  ]);
  const stiff = { cloth3d_id: 'a', avatar_preset_id: 'slim', method: 'rigid' };
  expect(said(FitRequestSchema, { ...stiff, fabric: 'silk' })).toEqual([
    { en: expect.stringMatching(/"rigid" none does/), ko: expect.stringMatching(/하나만 보내/) },
  ]);
  expect(said(FitRequestSchema, { ...stiff, fabric: 'auto' })).toEqual([]);
});
