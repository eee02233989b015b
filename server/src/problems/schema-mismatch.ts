import type { z } from 'zod';
import { ProblemError } from './problem-error.ts';

const escapePart = (part: PropertyKey) => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** A JSON Pointer (RFC 6901) to the place that an issue speaks of. */
const pointerTo = (path: readonly PropertyKey[]) => path.map((p) => `/${escapePart(p)}`).join('');

/** A request that fails its schema: every place at once, each with a pointer. */
export function schemaMismatch(issues: readonly z.core.$ZodIssue[]): ProblemError {
  const errors = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: pointerTo([...issue.path, key]),
          detail: 'There is no such field; see /openapi.json.',
        }))
      : [{ pointer: pointerTo(issue.path), detail: issue.message }],
  );
  const places = errors.map(({ pointer, detail }) => `${pointer || 'the body'}: ${detail}`);
  return new ProblemError('schema-mismatch', places.join(' '), { errors });
}
