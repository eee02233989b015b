import type { OpenAPIHono } from '@hono/zod-openapi';
import { curlSample, KEY_IN_SHELL } from './curl-sample.ts';
import { type CallExample, EXAMPLES } from './examples.ts';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

const NAME = /\$[A-Z][A-Z0-9_]*/g;

/** Ids to look at, where those of earlier answers go: one for each name. */
const IDS = new Map(
  [...new Set(JSON.stringify(EXAMPLES).match(NAME))].map((name, i) => [
    name,
    `7f3c9a52-6a1e-4d0b-9b57-${String(i + 1).padStart(12, '0')}`,
  ]),
);

const withIds = (text: string) => text.replace(NAME, (name) => IDS.get(name) ?? name);

/**
 * Puts an example into each call of the document: its parameters, its body, and what to type into a shell
 * (`x-codeSamples`, which documentation programs show). The document itself is changed.
 */
export function addExamples(document: Document): void {
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const method of ['get', 'post', 'delete'] as const) {
      const operation = methods[method];
      const example = EXAMPLES.find(({ call }) => call === `${method.toUpperCase()} ${path}`);
      if (operation && example) addExample(operation, example);
    }
  }
}

type Operation = NonNullable<NonNullable<Document['paths']>[string]['get']>;

function addExample(operation: Operation, example: CallExample): void {
  const key = operation.security ? KEY_IN_SHELL : undefined;
  operation['x-codeSamples'] = [{ lang: 'Shell', label: 'curl', source: curlSample(example, key) }];
  for (const parameter of operation.parameters ?? []) {
    if ('$ref' in parameter) continue;
    const value = example.path?.[parameter.name] ?? example.query?.[parameter.name];
    if (value !== undefined) parameter.example = withIds(value);
  }
  const { requestBody } = operation;
  if (!requestBody || '$ref' in requestBody) return;
  const json = requestBody.content['application/json'];
  if (json && example.json !== undefined) {
    json.example = JSON.parse(withIds(JSON.stringify(example.json)));
  }
}
