import { PROBLEMS } from '@fitroom/shared/schemas/problems';
import { html, raw } from 'hono/html';
import { z } from 'zod';

const SchemaObject = z.looseObject({});
const ContentMap = z.record(z.string(), z.looseObject({ schema: SchemaObject.optional() }));

/** The parts of an OpenAPI document that the page shows. */
const DocumentSchema = z.looseObject({
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        summary: z.string().optional(),
        description: z.string().optional(),
        tags: z.array(z.string()).optional(),
        security: z.array(z.unknown()).optional(),
        requestBody: z.looseObject({ content: ContentMap }).optional(),
        'x-codeSamples': z.array(z.looseObject({ source: z.string() })).optional(),
        responses: z.record(
          z.string(),
          z.looseObject({ description: z.string(), content: ContentMap.optional() }),
        ),
      }),
    ),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), SchemaObject) }),
});
type Content = z.infer<typeof ContentMap>;

const FormSchema = z.looseObject({
  properties: z.record(z.string(), z.looseObject({ description: z.string().optional() })),
  required: z.array(z.string()),
});

type Fragment = ReturnType<typeof html>;

/** A page about an OpenAPI document for people: no script, nothing from elsewhere. */
export function renderDocsPage(openapi: unknown): Fragment {
  const { info, paths, components } = DocumentSchema.parse(openapi);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
  const tags = [...new Set(operations.flatMap((operation) => operation.tags ?? []))];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
<main>
<h1>${info.title} <small>${info.version}</small></h1>
<p>${info.description}</p>
<p>For programs: <a href="/openapi.json">openapi.json</a></p>
<p>The examples run in a shell with curl and jq, in the order of a try-on: upload, generate, fit, result. First say where the server is:</p>
<pre><code>FITROOM=http://localhost:8080${operations.some((operation) => operation.security) ? '\nFITROOM_KEY=frk_…' : ''}</code></pre>
${tags.map(
  (tag) => html`<h2>${tag}</h2>
${operations.filter((operation) => operation.tags?.includes(tag)).map(renderOperation)}`,
)}
<h2>Problems</h2>
<p>Every error is <code>application/problem+json</code> (RFC 9457) with one of these codes.</p>
<table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th><th>Retry</th></tr></thead><tbody>
${Object.entries(PROBLEMS).map(
  ([code, { status, title, retry }]) =>
    html`<tr><td><code>${code}</code></td><td>${status}</td><td>${title}</td><td>${retry ? 'may help' : ''}</td></tr>`,
)}
</tbody></table>
<h2>Schemas</h2>
${Object.entries(components.schemas).map(
  ([name, schema]) => html`<details id="schema-${name}"><summary><code>${name}</code></summary>
<pre>${linkRefs(JSON.stringify(schema, null, 2))}</pre></details>`,
)}
</main>
</body>
</html>`;
}

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  readonly 'x-codeSamples'?: readonly { readonly source: string }[] | undefined;
  readonly requestBody?: { readonly content: Content } | undefined;
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Content | undefined }>
  >;
}

function renderOperation(operation: Operation): Fragment {
  const { path, method, summary, description, requestBody, responses } = operation;
  const samples = operation['x-codeSamples'] ?? [];
  return html`<section>
<h3><span class="method">${method.toUpperCase()}</span> <code>${path}</code></h3>
<p>${summary ?? ''}${description ? html` ${description}` : ''}</p>
${requestBody ? html`<p>Body: ${renderContent(requestBody.content)}</p>${renderFields(requestBody.content)}` : ''}
<ul>
${Object.entries(responses).map(
  ([status, response]) =>
    html`<li><b>${status}</b> ${response.description} ${response.content ? renderContent(response.content) : ''}</li>`,
)}
</ul>
${samples.map(({ source }) => html`<pre><code>${source}</code></pre>`)}
</section>`;
}

function renderContent(content: Content): Fragment[] {
  return Object.entries(content).map(([type, { schema }]) => {
    const ref = typeof schema?.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;
    return ref
      ? html`<code>${type}</code> <a href="#schema-${ref}">${ref}</a> `
      : html`<code>${type}</code> `;
  });
}

/** The fields of a form, which has no schema of its own below. */
function renderFields(content: Content): Fragment | '' {
  const form = FormSchema.safeParse(content['multipart/form-data']?.schema);
  if (!form.success) return '';
  const { properties, required } = form.data;
  return html`<ul>
${Object.entries(properties).map(
  ([name, { description }]) =>
    html`<li><code>${name}</code>${required.includes(name) ? '' : ' (may be left out)'} ${description ?? ''}</li>`,
)}
</ul>`;
}

/** The text of a schema, escaped, with its references as links. */
function linkRefs(text: string): ReturnType<typeof raw> {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return raw(escaped.replace(/"#\/components\/schemas\/(\w+)"/g, '"<a href="#schema-$1">$1</a>"'));
}

export const DOCS_STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 54rem; margin: 2rem auto; padding: 0 1rem; }
h1 small { font-weight: normal; opacity: 0.6; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; }
.method { display: inline-block; min-width: 4.5rem; font-size: 0.85em; }
code, pre { font: 0.9em/1.45 ui-monospace, monospace; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid; border-radius: 0.4rem; }
table { border-collapse: collapse; }
td, th { text-align: left; padding: 0.2rem 1rem 0.2rem 0; vertical-align: top; }
`;
