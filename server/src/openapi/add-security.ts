import type { OpenAPIHono } from '@hono/zod-openapi';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/** A route that needs a key, as the router has it: `get` or `GET`, `/clothes/:id`. */
export interface KeyedRoute {
  readonly method: string;
  readonly path: string;
}

const problem = {
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Says of each of these routes that it needs a key, and how it answers without. The document itself is changed. */
export function addSecurity(document: Document, keyed: readonly KeyedRoute[]): void {
  if (keyed.length === 0) return;
  document.components = {
    ...document.components,
    securitySchemes: {
      key: {
        type: 'http',
        scheme: 'bearer',
        description:
          'A key that the operator made (`fitroom keys create`). Links in answers need none.',
      },
    },
  };
  for (const { method, path } of keyed) {
    const methods = document.paths?.[path.replace(/:(\w+)/g, '{$1}')];
    const operation = methods?.[method.toLowerCase() as 'get' | 'post' | 'delete'];
    if (!operation) continue;
    operation.security = [{ key: [] }];
    const described = (status: 403 | 429) => {
      const answer = operation.responses?.[status];
      return answer && !('$ref' in answer) ? answer : null;
    };
    const refused = described(403);
    const limited = described(429);
    if (limited) limited.description += ', quota-exceeded';
    operation.responses = {
      ...operation.responses,
      401: {
        description: 'unauthorized',
        headers: { 'WWW-Authenticate': { description: 'RFC 6750', schema: { type: 'string' } } },
        ...problem,
      },
      403: { description: `${refused ? `${refused.description}, ` : ''}scope-missing`, ...problem },
    };
  }
}
