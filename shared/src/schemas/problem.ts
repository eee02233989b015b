import { z } from 'zod';

/** RFC 9457 problem details, with `code`, `retryable` and, for 422, JSON Pointers (RFC 6901). */
export const ProblemSchema = z
  .object({
    type: z.string().describe('urn:fitroom:problem:<code>, stable'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe('What was expected, what came, and what to do next'),
    instance: z.string().describe('urn of this occurrence; carries the request id'),
    code: z.string(),
    retryable: z.boolean().describe('Whether the same request may succeed later'),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .optional()
      .describe('The places in the body that do not match the schema'),
    thumb_url: z
      .string()
      .nullable()
      .optional()
      .describe('The picture of an expired result, which stays'),
    log: z.string().optional().describe('The log of the job that failed before'),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof ProblemSchema>;
