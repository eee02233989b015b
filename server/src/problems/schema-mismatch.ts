import { DETAILS } from '@fitroom/shared/messages/details';
import type { Localized } from '@fitroom/shared/messages/language';
import type { z } from 'zod';
import { issueInWords } from './issue-in-words.ts';
import { ProblemError } from './problem-error.ts';

const escapePart = (part: PropertyKey) => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** A JSON Pointer (RFC 6901) to the place that an issue speaks of. */
const pointerTo = (path: readonly PropertyKey[]) => path.map((p) => `/${escapePart(p)}`).join('');

/** A request that is wrong in one place. */
export function mismatchAt(pointer: string, detail: Localized): ProblemError {
  const { en, ko } = detail;
  const whole = { en: `${pointer}: ${en}`, ko: `${pointer}: ${ko}` };
  return new ProblemError('schema-mismatch', whole, { errors: [{ pointer, detail }] });
}

/**
 * A request that fails its schema: every place at once, each with a pointer.
 *
 * @param base where in the request the value is that was looked at.
 */
export function schemaMismatch(
  issues: readonly z.core.$ZodIssue[],
  base: readonly PropertyKey[] = [],
): ProblemError {
  const errors = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: pointerTo([...base, ...issue.path, key]),
          detail: DETAILS.noSuchField(),
        }))
      : [
          {
            pointer: pointerTo([...base, ...issue.path]),
            detail: issueInWords(issue),
          },
        ],
  );
  const inOne = (body: string, language: 'en' | 'ko') =>
    errors.map(({ pointer, detail }) => `${pointer || body}: ${detail[language]}`).join(' ');
  const detail = { en: inOne('the body', 'en'), ko: inOne('본문', 'ko') };
  return new ProblemError('schema-mismatch', detail, { errors });
}
