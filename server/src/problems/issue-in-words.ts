import type { Localized } from '@fitroom/shared/messages/language';
import type { z } from 'zod';

/** Messages that our own schemas give, by their words. */
const OWN: Readonly<Record<string, Localized>> = {
  'printable ASCII without spaces': {
    en: 'It takes printable ASCII without spaces.',
    ko: '공백 없이 출력할 수 있는 ASCII 문자만 쓸 수 있어요.',
  },
  'known_width_cm and size_label both say how large it is; send one of them': {
    en: 'known_width_cm and size_label both say how large it is; send one of them.',
    ko: 'known_width_cm와 size_label은 둘 다 크기를 말해요. 하나만 보내 주세요.',
  },
  'Each garment can be worn once.': {
    en: 'Each garment can be worn once.',
    ko: '같은 옷은 한 번만 입힐 수 있어요.',
  },
  'simulate is about cloth that moves; send animate: "walk" with it': {
    en: 'simulate is about cloth that moves; send animate: "walk" with it.',
    ko: 'simulate는 움직이는 옷감에 대한 것이에요. animate: "walk"도 함께 보내 주세요.',
  },
  'fabric says how cloth falls, and with method "rigid" none does; send one of them': {
    en: 'fabric says how cloth falls, and with method "rigid" none does; send one of them.',
    ko: 'fabric은 천이 어떻게 늘어지는지를 정해요. method가 "rigid"면 천이 늘어지지 않으니 둘 중 하나만 보내 주세요.',
  },
};

const TYPES: Readonly<Record<string, Localized>> = {
  string: { en: 'a string', ko: '문자열' },
  number: { en: 'a number', ko: '숫자' },
  int: { en: 'a whole number', ko: '정수' },
  boolean: { en: 'true or false', ko: 'true 또는 false' },
  array: { en: 'a list', ko: '목록' },
  object: { en: 'an object', ko: '객체' },
};

/** What is counted where a length is too small or too big. */
const UNITS: Readonly<Record<string, Localized>> = {
  string: { en: 'character', ko: '글자' },
  array: { en: 'item', ko: '개' },
  set: { en: 'item', ko: '개' },
};

/** A length, or a plain number. */
function amount(value: number | bigint, origin: string): Localized {
  const unit = UNITS[origin];
  if (!unit) return { en: `${value}`, ko: `${value}` };
  return { en: `${value} ${unit.en}${Number(value) === 1 ? '' : 's'}`, ko: `${value}${unit.ko}` };
}

/** zod tells a field that was left out by these words alone. */
const isMissing = (issue: z.core.$ZodIssue) => issue.message.endsWith('received undefined');

/** What a schema says about a value, for people: zod's own sentences are English, and for programmers. */
export function issueInWords(issue: z.core.$ZodIssue): Localized {
  const own = OWN[issue.message];
  if (own) return own;
  switch (issue.code) {
    case 'invalid_type': {
      const type = TYPES[issue.expected] ?? { en: issue.expected, ko: issue.expected };
      return isMissing(issue)
        ? {
            en: `It is missing; expected ${type.en}.`,
            ko: `빠져 있어요. ${type.ko} 값이 필요해요.`,
          }
        : { en: `Expected ${type.en}.`, ko: `${type.ko} 값이 필요해요.` };
    }
    case 'invalid_value': {
      const values = issue.values.map((value) => JSON.stringify(value)).join(', ');
      return {
        en: issue.values.length === 1 ? `Expected ${values}.` : `Expected one of ${values}.`,
        ko: `다음 중 하나여야 해요: ${values}.`,
      };
    }
    case 'too_small': {
      const { en, ko } = amount(issue.minimum, issue.origin);
      const { inclusive } = issue;
      return {
        en: `Expected ${inclusive ? 'at least' : 'more than'} ${en}.`,
        ko: `${ko} ${inclusive ? '이상이어야' : '보다 커야'} 해요.`,
      };
    }
    case 'too_big': {
      const { en, ko } = amount(issue.maximum, issue.origin);
      const { inclusive } = issue;
      return {
        en: `Expected ${inclusive ? 'at most' : 'less than'} ${en}.`,
        ko: `${ko} ${inclusive ? '이하여야' : '보다 작아야'} 해요.`,
      };
    }
    case 'not_multiple_of':
      return {
        en: `Expected a multiple of ${issue.divisor}.`,
        ko: `${issue.divisor}의 배수여야 해요.`,
      };
    case 'invalid_format':
      return {
        en: `It is not in the form that is expected (${issue.format}).`,
        ko: `형식이 맞지 않아요(${issue.format}).`,
      };
    default:
      return {
        en: 'The value does not match the schema; see /openapi.json.',
        ko: '값이 스키마와 맞지 않아요. /openapi.json을 확인해 주세요.',
      };
  }
}
