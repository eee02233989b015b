import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnvironment } from '../http/app-environment.ts';
import { schemaMismatch } from '../problems/schema-mismatch.ts';

export type Router = OpenAPIHono<AppEnvironment>;

/** A router whose validators answer with the places that do not match (422). */
export function createRouter(): Router {
  return new OpenAPIHono<AppEnvironment>({
    defaultHook: (result) => {
      if (!result.success) throw schemaMismatch(result.error.issues);
    },
  });
}
