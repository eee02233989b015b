import { createHash } from 'node:crypto';
import type { WebhookEvent } from '@fitroom/shared/schemas/webhook';
import { z } from 'zod';
import { findCloth } from '../records/clothes.ts';
import { type Cloth3dRow, findCloth3d } from '../records/clothes3d.ts';
import type { Database } from '../records/database.ts';
import { readJson } from '../records/json-text.ts';
import { findSession, type SessionRow } from '../records/sessions.ts';
import { hasWebhooks, listWebhooks, type NewDelivery } from '../records/webhooks.ts';

interface Told {
  readonly tenantId: string;
  /** Of the row that the event is about: it is told once. */
  readonly about: string;
  readonly event: WebhookEvent;
}

/**
 * The messages that say how a job's target stands, for each webhook of its tenant that asked for them. A
 * target that has not ended, or is gone, has none. Their ids follow from what they say: however often a job
 * is ended, each is sent as one.
 */
export async function endMessages(
  database: Database,
  targetId: string,
  now: Date,
): Promise<NewDelivery[]> {
  if (!(await hasWebhooks(database))) return [];
  const messages: NewDelivery[] = [];
  for (const { tenantId, about, event } of await eventsAbout(database, targetId, now)) {
    for (const webhook of await listWebhooks(database, tenantId)) {
      if (!webhook.isActive || !webhook.events.includes(event.type)) continue;
      messages.push({
        id: messageId(webhook.id, event.type, about),
        webhookId: webhook.id,
        event: event.type,
        body: JSON.stringify(event),
        notBefore: now,
        createdAt: now,
      });
    }
  }
  return messages;
}

const messageId = (...parts: string[]) =>
  `msg_${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)}`;

async function eventsAbout(database: Database, id: string, now: Date): Promise<Told[]> {
  const timestamp = now.toISOString();
  const garment = await findCloth3d(database, id);
  if (garment) {
    const { tenantId, clothId, status } = garment;
    const cloth = await findCloth(database, clothId);
    if (status === 'processing' || !cloth) return [];
    const data = {
      cloth3d_id: id,
      cloth_id: clothId,
      user_id: cloth.userId,
      ...endOf(garment, status),
    };
    const failed = status === 'error' ? await eventsAbout(database, clothId, now) : [];
    return [
      { tenantId, about: id, event: { type: 'cloth3d.finished', timestamp, data } },
      ...failed,
    ];
  }
  const session = await findSession(database, id);
  if (session) {
    const { tenantId, status } = session;
    if (status === 'processing') return [];
    const data = {
      fitting_session_id: id,
      cloth3d_id: session.cloth3dId,
      avatar_preset_id: session.avatarPresetId,
      user_id: session.userId,
      ...endOf(session, status),
    };
    return [{ tenantId, about: id, event: { type: 'session.finished', timestamp, data } }];
  }
  const cloth = await findCloth(database, id);
  if (cloth?.status !== 'failed') return [];
  const data = { cloth_id: id, user_id: cloth.userId };
  return [
    { tenantId: cloth.tenantId, about: id, event: { type: 'cloth.failed', timestamp, data } },
  ];
}

const Judged = z.object({ valid: z.boolean() });

const endOf = ({ errorCode, report }: Cloth3dRow | SessionRow, status: 'done' | 'error') => ({
  status,
  error_code: errorCode,
  valid: Judged.safeParse(report && readJson(report)).data?.valid ?? null,
});
