import { randomBytes, randomUUID } from 'node:crypto';
import type { Localized } from '@fitroom/shared/messages/language';
import type { PageQuery } from '@fitroom/shared/schemas/page';
import {
  type NewWebhook,
  WEBHOOK_EVENTS,
  type Webhook,
  type WebhookDelivery,
  type WebhookDeliveryPage,
  type WebhookEvent,
  type WebhookRequest,
} from '@fitroom/shared/schemas/webhook';
import { ProblemError } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { listDeliveries } from '../records/pages.ts';
import {
  addWebhook,
  countWebhooks,
  type DeliveryRow,
  deleteWebhook,
  findWebhook,
  listWebhooks,
  type WebhookRow,
} from '../records/webhooks.ts';
import { hostOf, PrivateAddressError, requirePublicHost } from '../webhooks/public-address.ts';
import type { Access } from './access.ts';
import type { AppPorts } from './app-ports.ts';
import { readPage } from './list-page.ts';

type WebhookPorts = Pick<AppPorts, 'database' | 'settings' | 'now'>;

/** A shop has a few systems; each message is sent to all of them. */
const MOST_WEBHOOKS = 20;
/** As long as the hash; the specification wants 24 to 64. */
const SECRET_BYTES = 32;

/**
 * Registers an address that is told of the tenant's jobs.
 *
 * @returns the webhook with its secret, which is not shown again.
 * @throws {ProblemError} `webhooks-need-key`, `foreign-user`, `webhook-url-refused`, `too-many-webhooks`
 */
export async function registerWebhook(
  { database, settings, now }: WebhookPorts,
  access: Access,
  request: WebhookRequest,
): Promise<NewWebhook> {
  requireWebhooks(settings, access);
  const url = await requireReceiver(request.url, settings.webhooksAllowPrivate);
  if ((await countWebhooks(database, access.tenantId)) >= MOST_WEBHOOKS) {
    throw new ProblemError('too-many-webhooks', SERVICE_DETAILS.tooManyWebhooks(MOST_WEBHOOKS));
  }
  const row: WebhookRow = {
    id: randomUUID(),
    tenantId: access.tenantId,
    url,
    secret: `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`,
    events: [...new Set(request.events ?? WEBHOOK_EVENTS)],
    isActive: true,
    createdAt: new Date(now()),
  };
  await addWebhook(database, row);
  return { ...present(row), secret: row.secret };
}

/** @throws {ProblemError} `webhooks-need-key`, `foreign-user` */
export async function readWebhooks(
  { database, settings }: WebhookPorts,
  access: Access,
): Promise<Webhook[]> {
  requireWebhooks(settings, access);
  return (await listWebhooks(database, access.tenantId)).map(present);
}

/** @throws {ProblemError} `webhooks-need-key`, `foreign-user`, `not-found` */
export async function removeWebhook(
  { database, settings }: WebhookPorts,
  access: Access,
  id: string,
): Promise<void> {
  requireWebhooks(settings, access);
  if (await deleteWebhook(database, access.tenantId, id)) return;
  throw new ProblemError('not-found', SERVICE_DETAILS.noSuchThing('webhook'));
}

/**
 * The messages to a webhook, the newest first.
 *
 * @throws {ProblemError} `webhooks-need-key`, `foreign-user`, `not-found`; `schema-mismatch` for a foreign cursor.
 */
export async function readDeliveries(
  { database, settings }: WebhookPorts,
  access: Access,
  id: string,
  query: PageQuery,
): Promise<WebhookDeliveryPage> {
  requireWebhooks(settings, access);
  if ((await findWebhook(database, id))?.tenantId !== access.tenantId) {
    throw new ProblemError('not-found', SERVICE_DETAILS.noSuchThing('webhook'));
  }
  const { rows, nextCursor } = await readPage(
    query,
    (part) => listDeliveries(database, id, part),
    (row) => row,
  );
  return { items: rows.map(presentDelivery), next_cursor: nextCursor };
}

const presentDelivery = (row: DeliveryRow): WebhookDelivery => ({
  id: row.id,
  // As this server wrote it.
  message: JSON.parse(row.body) as WebhookEvent,
  state: row.state,
  attempts: row.attempts,
  next_attempt_at: row.state === 'waiting' ? row.notBefore.toISOString() : null,
  last_error: row.lastError,
  created_at: row.createdAt.toISOString(),
});

const present = ({ id, url, events, isActive, createdAt }: WebhookRow): Webhook => ({
  id,
  url,
  events: WEBHOOK_EVENTS.filter((event) => events.includes(event)),
  is_active: isActive,
  created_at: createdAt.toISOString(),
});

/** Whoever registers an address hears of everybody's jobs: in the open that would be anybody. */
function requireWebhooks({ webhooks }: AppPorts['settings'], access: Access): void {
  if (access.keyId === null && webhooks !== 'open') {
    throw new ProblemError('webhooks-need-key', SERVICE_DETAILS.webhooksNeedKey());
  }
  if (access.userId !== null) {
    throw new ProblemError('foreign-user', SERVICE_DETAILS.webhookOfOneUser());
  }
}

/** The address in its plain form, if messages may be sent there. */
async function requireReceiver(text: string, allowsPrivate: boolean): Promise<string> {
  const refuse = (detail: Localized) => {
    throw new ProblemError('webhook-url-refused', detail, {
      errors: [{ pointer: '/url', detail }],
    });
  };
  const url = URL.parse(text);
  const isAllowed = url?.protocol === 'https:' || (allowsPrivate && url?.protocol === 'http:');
  if (!url || !isAllowed) return refuse(SERVICE_DETAILS.webhookNotHttps());
  if (url.username || url.password) return refuse(SERVICE_DETAILS.webhookWithPassword());
  url.hash = '';
  if (allowsPrivate) return url.href;
  try {
    await requirePublicHost(hostOf(url));
  } catch (error) {
    return refuse(
      error instanceof PrivateAddressError
        ? SERVICE_DETAILS.webhookNotPublic(hostOf(url))
        : SERVICE_DETAILS.webhookWithoutAddress(hostOf(url)),
    );
  }
  return url.href;
}
