import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnvironment } from '../http/app-environment.ts';
import { addCommonAnswers } from '../openapi/add-common-answers.ts';
import { addExamples } from '../openapi/add-examples.ts';
import { addSecurity, type KeyedRoute } from '../openapi/add-security.ts';
import { DOCS_STYLE, renderDocsPage } from '../openapi/render-docs-page.ts';

const DESCRIPTION =
  'One photo of a garment in, that garment worn by a 3D avatar out. Upload a photo, ask for a 3D garment, put it on an avatar; follow each job by its events or by asking again. The same request twice is done once: while its job is open, and for a day where it carries an Idempotency-Key. Problems, stages, logs of jobs and why a generator cannot run are told in English or Korean, as Accept-Language asks.';

/**
 * Adds /openapi.json and a page of it for people at /docs. Both are put together when somebody first asks for one: that takes
 * half of a server's start.
 *
 * @param keyed the routes that need a key.
 */
export function addDocumentation(
  app: OpenAPIHono<AppEnvironment>,
  keyed: readonly KeyedRoute[],
): void {
  let made: OpenApiDocument | undefined;
  const document = () => {
    made ??= describe(app, keyed);
    return made;
  };
  app.get('/openapi.json', (context) => context.json(document()));
  app.get('/docs', (context) => context.html(renderDocsPage(document())));
  app.get('/docs/page.css', (context) =>
    context.body(DOCS_STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  );
}

type OpenApiDocument = ReturnType<OpenAPIHono<AppEnvironment>['getOpenAPI31Document']>;

function describe(app: OpenAPIHono<AppEnvironment>, keyed: readonly KeyedRoute[]): OpenApiDocument {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Fitroom API', version: '1', description: DESCRIPTION },
  });
  addCommonAnswers(document);
  addSecurity(document, keyed);
  addExamples(document);
  return document;
}
