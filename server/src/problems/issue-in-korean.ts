import type { z } from 'zod';

/** Messages that our own schemas give, by their English words. */
const OWN: Readonly<Record<string, string>> = {
  'printable ASCII without spaces': '공백 없이 출력할 수 있는 ASCII 문자만 쓸 수 있어요.',
  'known_width_cm and size_label both say how large it is; send one of them':
    'known_width_cm와 size_label은 둘 다 크기를 말해요. 하나만 보내 주세요.',
  'Each garment can be worn once.': '같은 옷은 한 번만 입힐 수 있어요.',
};

const TYPES: Readonly<Record<string, string>> = {
  string: '문자열',
  number: '숫자',
  int: '정수',
  boolean: 'true 또는 false',
  array: '목록',
  object: '객체',
};

const UNITS: Readonly<Record<string, string>> = { string: '글자', array: '개', set: '개' };

/** What a schema says about a value, in Korean; zod's own sentences are English. */
export function issueInKorean(issue: z.core.$ZodIssue): string {
  const own = OWN[issue.message];
  if (own) return own;
  switch (issue.code) {
    case 'invalid_type':
      return `${TYPES[issue.expected] ?? issue.expected} 값이 필요해요.`;
    case 'invalid_value':
      return `다음 중 하나여야 해요: ${issue.values.map((value) => JSON.stringify(value)).join(', ')}.`;
    case 'too_small':
      return `${issue.minimum}${UNITS[issue.origin] ?? ''} ${issue.inclusive ? '이상이어야' : '보다 커야'} 해요.`;
    case 'too_big':
      return `${issue.maximum}${UNITS[issue.origin] ?? ''} ${issue.inclusive ? '이하여야' : '보다 작아야'} 해요.`;
    case 'not_multiple_of':
      return `${issue.divisor}의 배수여야 해요.`;
    case 'invalid_format':
      return `형식이 맞지 않아요(${issue.format}).`;
    default:
      return '값이 스키마와 맞지 않아요. /openapi.json을 확인해 주세요.';
  }
}
