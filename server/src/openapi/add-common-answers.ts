import type { OpenAPIHono } from '@hono/zod-openapi';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/** Never refused; see http/limit-rate.ts. */
const UNLIMITED = new Set(['/healthz', '/readyz']);

const integer = { type: 'integer' as const };
const text = { type: 'string' as const };

/**
 * Adds what any call may be answered with, whatever its route: a refusal by the limits, with its headers.
 * The document itself is changed.
 */
export function addCommonAnswers(document: Document): void {
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    if (UNLIMITED.has(path)) continue;
    for (const operation of [methods.get, methods.post, methods.delete]) {
      if (!operation) continue;
      const own = operation.responses?.[429];
      const inRoute = own && !('$ref' in own) ? [own.description] : [];
      operation.responses = {
        ...operation.responses,
        429: {
          description: [...inRoute, 'rate-limited'].join(', '),
          headers: {
            'Retry-After': { description: 'Seconds', schema: integer },
            RateLimit: { description: 'What is left (IETF draft)', schema: text },
            'RateLimit-Policy': { description: 'The limits (IETF draft)', schema: text },
          },
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
        },
      };
    }
  }
}
