import { FitAnswerSchema } from '@fitroom/shared/schemas/fitting-session';
import { ProblemSchema } from '@fitroom/shared/schemas/problem';
import { PROBLEMS, type ProblemCode } from '@fitroom/shared/schemas/problems';
import { z } from '@hono/zod-openapi';

/**
 * The path parameter `id`: any text, for an id that cannot exist is unknown (404). Told to the document alone:
 * a validator of what is always valid would cost each poll as much as to read its row. An object for each
 * route, for the document gives each an example of its own.
 */
export const byId = () => ({
  parameters: [
    { schema: { type: 'string' as const }, required: true, name: 'id', in: 'path' as const },
  ],
});

/** An answer with a JSON body. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** The field of a form that says whose the upload is. */
export const userIdField = {
  type: 'string',
  minLength: 1,
  maxLength: 128,
  description: 'Any stable id of the caller; an unknown one makes a new user',
} as const;

/** A multipart body: documented here, read by the service, for a validator would hold all of it before judging it. */
export const formBody = (properties: Readonly<Record<string, object>>) => ({
  body: {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object' as const,
          required: ['file', 'user_id'],
          properties: { ...properties },
        },
      },
    },
  },
});

/** The problems that a route may answer with, by status. */
export function problems(...codes: ProblemCode[]) {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.join(', '),
        content: { 'application/problem+json': { schema: ProblemSchema } },
      },
    ]),
  );
}

/** Of each list. */
export const listProblems = problems('schema-mismatch', 'foreign-user');

/** The stream of a job's states. */
export const eventStream = (state: string) => ({
  description: `Events \`state\`, each with a whole ${state}, until the job has ended.`,
  content: { 'text/event-stream': { schema: z.string() } },
});

/** What every call that puts something on an avatar has: a JSON body, a session in line for an answer. */
export const dressingCall = <Schema extends z.ZodType>(schema: Schema, waitsFor: string) => ({
  request: { body: { required: true, content: { 'application/json': { schema } } } },
  responses: {
    202: json(FitAnswerSchema, `In line; waits for ${waitsFor} still in the making`),
    ...problems(
      'malformed-json',
      'not-found',
      'cloth3d-failed',
      'result-expired',
      'body-too-large',
      'unsupported-media-type',
      'schema-mismatch',
      'queue-full',
      'storage-full',
    ),
  },
});
