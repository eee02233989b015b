import { Generate3dRequestSchema } from '@fitroom/shared/schemas/cloth3d';
import { OutfitRequestSchema } from '@fitroom/shared/schemas/outfit';
import { UserIdSchema } from '@fitroom/shared/schemas/user-id';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { issueInKorean } from './issue-in-korean.ts';

const said = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(issueInKorean) ?? [];

const GOOD = { model: 'panels', quality: 'med' };

test.each([
  [{ ...GOOD, quality: 'high' }, '다음 중 하나여야 해요: "low", "med".'],
  [{ ...GOOD, views: 2.5 }, '정수 값이 필요해요.'],
  [{ ...GOOD, seed: -1 }, '0 이상이어야 해요.'],
  [{ ...GOOD, size_label: '' }, '1글자 이상이어야 해요.'],
  [{ ...GOOD, size_label: 'x'.repeat(50) }, '12글자 이하여야 해요.'],
  [{ ...GOOD, remove_background: 'no' }, 'true 또는 false 값이 필요해요.'],
  [{ ...GOOD, formats: ['obj', 'obj'] }, '1개 이하여야 해요.'],
  [{ ...GOOD, known_width_cm: 50, size_label: 'M' }, /하나만 보내 주세요\.$/],
])('%j', (value, sentence) => {
  expect(said(Generate3dRequestSchema, value)).toEqual([
    typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
  ]);
});

test("our schemas' own messages have their Korean", () => {
  expect(said(UserIdSchema, 'a b')).toEqual([expect.stringMatching(/ASCII 문자만/)]);
  const twice = { garments: [{ cloth3d_id: 'a' }, { cloth3d_id: 'a' }], avatar_preset_id: 'slim' };
  expect(said(OutfitRequestSchema, twice)).toEqual(['같은 옷은 한 번만 입힐 수 있어요.']);
});
