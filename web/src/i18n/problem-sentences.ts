import type { Language } from '@fitroom/shared/messages/language';
import { PROBLEM_TEXTS } from '@fitroom/shared/messages/problem-texts';
import { PROBLEM_CODES, type ProblemCode } from '@fitroom/shared/schemas/problems';

/** Codes a person never meets: they tell a program that its request is malformed. */
const FOR_PROGRAMS: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'malformed-json',
  'malformed-upload',
  'bad-request',
  'link-invalid',
  'link-expired',
  'range-not-satisfiable',
  'body-too-large',
  'unsupported-media-type',
  'schema-mismatch',
  'already-finished',
  'webhooks-need-key',
  'webhook-url-refused',
  'too-many-webhooks',
  'landmarks-unreadable',
  'not-a-garment-glb',
  'not-a-fitted-glb',
]);

export const SHOWN_PROBLEMS = PROBLEM_CODES.filter((code) => !FOR_PROGRAMS.has(code));

/** What the server's own answers say about each failure that a person can meet. */
export function problemSentences(language: Language): Record<string, string> {
  return Object.fromEntries(
    SHOWN_PROBLEMS.map((code) => [code, PROBLEM_TEXTS[code].advice[language]]),
  );
}
