import { z } from 'zod';

import { pageOf } from './page.ts';
import { UserIdSchema } from './user-id.ts';
import { CreatedAtSchema, IdSchema } from './words.ts';

/** What a webhook can be told of. */
export const WEBHOOK_EVENTS = ['cloth.failed', 'cloth3d.finished', 'session.finished'] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

const LONGEST_URL = 2048;

/** The body of POST /webhooks. */
export const WebhookRequestSchema = z
  .strictObject({
    url: z.string().min(1).max(LONGEST_URL).describe('https, at an address of the public internet'),
    events: z
      .array(z.enum(WEBHOOK_EVENTS))
      .min(1)
      .max(WEBHOOK_EVENTS.length)
      .optional()
      .describe('Left out: all'),
  })
  .meta({ id: 'WebhookRequest' });

const webhookFields = {
  id: IdSchema,
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  is_active: z.boolean().describe('False once the receiver answered 410'),
  created_at: CreatedAtSchema,
} as const;

export const WebhookSchema = z.object(webhookFields).meta({ id: 'Webhook' });

/** The answer of POST /webhooks. */
export const NewWebhookSchema = z
  .object({
    ...webhookFields,
    secret: z.string().describe('whsec_…, to verify messages with; never shown again'),
  })
  .meta({ id: 'NewWebhook' });

export const WebhookListSchema = z.array(WebhookSchema);

const endFields = {
  user_id: UserIdSchema,
  status: z.enum(['done', 'error']),
  error_code: z.string().nullable().describe('Null when done'),
  valid: z.boolean().nullable().describe('Whether all gates held; null without a report'),
} as const;

const message = <Type extends WebhookEventType, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({
    type: z.literal(type),
    timestamp: z.iso.datetime().describe('When it was noted'),
    data,
  });

/**
 * What a webhook is sent: ids and how it ended, no links, for links expire while messages wait; the ids lead to
 * fresh ones.
 */
export const WebhookEventSchema = z
  .discriminatedUnion('type', [
    message('cloth.failed', z.object({ cloth_id: IdSchema, user_id: UserIdSchema })),
    message(
      'cloth3d.finished',
      z.object({ cloth3d_id: IdSchema, cloth_id: IdSchema, ...endFields }),
    ),
    message(
      'session.finished',
      z.object({
        fitting_session_id: IdSchema,
        cloth3d_id: IdSchema,
        avatar_preset_id: IdSchema,
        ...endFields,
      }),
    ),
  ])
  .meta({ id: 'WebhookEvent' });

export const DELIVERY_STATES = ['waiting', 'delivered', 'given-up'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** A message to a webhook and how it fares; messages that are over are listed for a week. */
export const WebhookDeliverySchema = z
  .object({
    id: z.string().describe('The webhook-id that it is sent with'),
    message: WebhookEventSchema.describe('What it says'),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int().min(0),
    next_attempt_at: z.union([z.iso.datetime(), z.null()]).describe('Null: it is over'),
    last_error: z.string().nullable().describe('Of the last attempt; null: none, or it went well'),
    created_at: CreatedAtSchema,
  })
  .meta({ id: 'WebhookDelivery' });

export const WebhookDeliveryPageSchema = pageOf(WebhookDeliverySchema).meta({
  id: 'WebhookDeliveryPage',
});

export type WebhookDelivery = z.infer<typeof WebhookDeliverySchema>;
export type WebhookDeliveryPage = z.infer<typeof WebhookDeliveryPageSchema>;
export type WebhookRequest = z.infer<typeof WebhookRequestSchema>;
export type Webhook = z.infer<typeof WebhookSchema>;
export type NewWebhook = z.infer<typeof NewWebhookSchema>;
export type WebhookEvent = z.infer<typeof WebhookEventSchema>;
