import { expect, test } from 'vitest';
import { hoistSchemas } from './hoist-schemas.ts';

test('named schemas move to the components, nested ones too, and fields called id stay', () => {
  const inner = { id: 'Inner', type: 'object', properties: { id: { type: 'string' } } };
  const outer = { id: 'Outer', type: 'array', items: inner };
  const answer = (schema: unknown) => ({ content: { 'application/json': { schema } } });
  const document = hoistSchemas({
    info: { id: 'kept' },
    paths: { '/a': { get: { responses: { 200: answer(outer), 201: answer(inner) } } } },
  });
  expect(document).toEqual({
    info: { id: 'kept' },
    paths: {
      '/a': {
        get: {
          responses: {
            200: answer({ $ref: '#/components/schemas/Outer' }),
            201: answer({ $ref: '#/components/schemas/Inner' }),
          },
        },
      },
    },
    components: {
      schemas: {
        Inner: { type: 'object', properties: { id: { type: 'string' } } },
        Outer: { type: 'array', items: { $ref: '#/components/schemas/Inner' } },
      },
    },
  });
});
