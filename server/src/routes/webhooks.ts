import { PageQuerySchema } from '@fitroom/shared/schemas/page';
import {
  NewWebhookSchema,
  WebhookDeliveryPageSchema,
  WebhookEventSchema,
  WebhookListSchema,
  WebhookRequestSchema,
} from '@fitroom/shared/schemas/webhook';
import { createRoute, z } from '@hono/zod-openapi';
import type { AppPorts } from '../services/app-ports.ts';
import {
  readDeliveries,
  readWebhooks,
  registerWebhook,
  removeWebhook,
} from '../services/webhooks.ts';
import { createRouter } from './create-router.ts';
import { byId, json, problems } from './route-parts.ts';

const tags = ['Webhooks'];

const registerRoute = createRoute({
  method: 'post',
  path: '/webhooks',
  tags,
  summary: 'Be told when jobs end',
  description:
    'Each message is a POST of a WebhookEvent, signed after the Standard Webhooks specification (`webhook-id`, ' +
    '`webhook-timestamp`, `webhook-signature`). Answer 2xx within 10 seconds. Anything else is tried again, ten ' +
    'times over a day; 410 ends the webhook. A message may come more than once, with the same `webhook-id`.',
  request: {
    body: { required: true, content: { 'application/json': { schema: WebhookRequestSchema } } },
  },
  responses: {
    201: json(NewWebhookSchema, 'Registered; the secret is not shown again'),
    ...problems(
      'malformed-json',
      'webhooks-need-key',
      'foreign-user',
      'too-many-webhooks',
      'body-too-large',
      'unsupported-media-type',
      'schema-mismatch',
      'webhook-url-refused',
      'storage-full',
    ),
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/webhooks',
  tags,
  summary: 'The webhooks of the caller',
  responses: {
    200: json(WebhookListSchema, 'The webhooks, oldest first'),
    ...problems('webhooks-need-key', 'foreign-user'),
  },
});

const deliveriesRoute = createRoute({
  method: 'get',
  path: '/webhooks/{id}/deliveries',
  tags,
  summary: 'What a webhook was sent and is to be sent, the newest first',
  ...byId(),
  request: { query: PageQuerySchema },
  responses: {
    200: json(WebhookDeliveryPageSchema, 'A page of them'),
    ...problems('webhooks-need-key', 'foreign-user', 'not-found', 'schema-mismatch'),
  },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/webhooks/{id}',
  tags,
  summary: 'Delete a webhook and the messages that wait for it',
  ...byId(),
  responses: {
    204: { description: 'Deleted' },
    ...problems('webhooks-need-key', 'foreign-user', 'not-found'),
  },
});

/** What the receiver is to take, as the document tells it. */
const jobEnded = {
  method: 'post',
  path: 'jobEnded',
  tags,
  summary: 'A job has ended',
  request: {
    headers: z.object({
      'webhook-id': z.string().describe('The same each time the message is sent'),
      'webhook-timestamp': z.string().describe('Seconds since 1970'),
      'webhook-signature': z.string().describe('v1,base64 of HMAC-SHA256 over id.timestamp.body'),
    }),
    body: { required: true, content: { 'application/json': { schema: WebhookEventSchema } } },
  },
  responses: { 204: { description: 'Taken' }, 410: { description: 'Send no more' } },
} as const;

export function webhookRoutes(ports: AppPorts) {
  const router = createRouter();
  router.openAPIRegistry.registerWebhook(jobEnded);
  return router
    .openapi(registerRoute, async (context) =>
      context.json(
        await registerWebhook(ports, context.get('access'), context.req.valid('json')),
        201,
      ),
    )
    .openapi(listRoute, async (context) =>
      context.json(await readWebhooks(ports, context.get('access')), 200),
    )
    .openapi(deliveriesRoute, async (context) => {
      const id = context.req.param('id');
      const query = context.req.valid('query');
      return context.json(await readDeliveries(ports, context.get('access'), id, query), 200);
    })
    .openapi(deleteRoute, async (context) => {
      await removeWebhook(ports, context.get('access'), context.req.param('id'));
      return context.body(null, 204);
    });
}
