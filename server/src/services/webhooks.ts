import { randomBytes, randomUUID } from 'node:crypto';
import {
  type NewWebhook,
  WEBHOOK_EVENTS,
  type Webhook,
  type WebhookRequest,
} from '@fitroom/shared/schemas/webhook';
import { ProblemError } from '../problems/problem-error.ts';
import {
  addWebhook,
  countWebhooks,
  deleteWebhook,
  listWebhooks,
  type WebhookRow,
} from '../records/webhooks.ts';
import { hostOf, PrivateAddressError, requirePublicHost } from '../webhooks/public-address.ts';
import type { Access } from './access.ts';
import type { AppPorts } from './app-ports.ts';

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
    throw new ProblemError(
      'too-many-webhooks',
      `There are ${MOST_WEBHOOKS} webhooks already. Delete one that is no longer needed.`,
    );
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
  throw new ProblemError('not-found', 'There is no webhook of that id; it may have been deleted.');
}

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
    throw new ProblemError(
      'webhooks-need-key',
      'This server has no API keys, so a webhook would tell anybody of all jobs. The operator can set FITROOM_AUTH=keys, or FITROOM_WEBHOOKS=open where only friends reach it.',
    );
  }
  if (access.userId !== null) {
    throw new ProblemError(
      'foreign-user',
      'A webhook tells of all users of a tenant, and this key speaks for one. Use a key of the tenant.',
    );
  }
}

/** The address in its plain form, if messages may be sent there. */
async function requireReceiver(text: string, allowsPrivate: boolean): Promise<string> {
  const refuse = (detail: string) => {
    throw new ProblemError('webhook-url-refused', detail, {
      errors: [{ pointer: '/url', detail }],
    });
  };
  const url = URL.parse(text);
  const isAllowed = url?.protocol === 'https:' || (allowsPrivate && url?.protocol === 'http:');
  if (!url || !isAllowed) return refuse('An https address is expected.');
  if (url.username || url.password) return refuse('The address must not carry a password.');
  url.hash = '';
  if (allowsPrivate) return url.href;
  try {
    await requirePublicHost(hostOf(url));
  } catch (error) {
    return refuse(
      error instanceof PrivateAddressError
        ? error.message
        : `${hostOf(url)} has no address: check its name.`,
    );
  }
  return url.href;
}
