import type { z } from 'zod';
import type { Category } from '../garment/vocabulary.ts';
import type { CancelSignal } from '../job/context.ts';
import { CancelledError, throwIfCancelled } from '../job/context.ts';
import { AvatarPresetListSchema } from '../schemas/avatar-preset.ts';
import {
  ClothPageSchema,
  ClothSchema,
  MeshUploadAnswerSchema,
  UploadAnswerSchema,
} from '../schemas/cloth.ts';
import {
  type Cloth3d,
  Cloth3dPageSchema,
  Cloth3dSchema,
  Generate3dAnswerSchema,
  type Generate3dRequest,
} from '../schemas/cloth3d.ts';
import {
  FitAnswerSchema,
  type FitRequest,
  type FittingSession,
  FittingSessionPageSchema,
  FittingSessionSchema,
  SessionResultSchema,
} from '../schemas/fitting-session.ts';
import { ModelListSchema } from '../schemas/model-info.ts';
import type { OutfitRequest } from '../schemas/outfit.ts';
import { HealthSchema, ReadinessSchema } from '../schemas/service-state.ts';
import { UploadBatchAnswerSchema } from '../schemas/upload-batch.ts';
import {
  NewWebhookSchema,
  WebhookDeliveryPageSchema,
  WebhookListSchema,
  type WebhookRequest,
} from '../schemas/webhook.ts';
import { ApiUnreachableError, readApiError } from './api-error.ts';
import { encodeMultipart } from './multipart.ts';
import type { Transport, TransportResponse } from './transport.ts';
import { watchJob } from './watch-job.ts';

export interface ApiClientOptions extends Transport {
  /** Where the API answers, without a slash at the end; empty for the page's own origin. */
  readonly baseUrl: string;
  /**
   * Of the sentences in problems, of jobs and of generators: `ko`, `en`; a function where it changes. Left
   * out: what the platform itself asks for.
   */
  readonly language?: string | (() => string);
  /**
   * A key of the API (`frk_…`), where the server asks for one. It gives away all that its tenant has: in a
   * page it is the public's; keep it on a server of your own, or make one for the page's user alone. A
   * function is asked at each call: null sends none.
   */
  readonly apiKey?: string | (() => string | null);
}

export interface PhotoToUpload {
  readonly userId: string;
  readonly photo: Uint8Array;
  readonly mimeType: string;
  /** The garment from behind, of the same type. */
  readonly back?: Uint8Array;
}

/** Photos of one user, a garment each. */
export interface BatchToUpload {
  readonly userId: string;
  readonly photos: readonly { readonly bytes: Uint8Array; readonly mimeType: string }[];
}

export interface MeshToUpload {
  readonly userId: string;
  /** A GLB. */
  readonly mesh: Uint8Array;
  /** Left out: what the file or its openings say. */
  readonly category?: Category;
}

/** A page of a list; see ListQuerySchema. */
export interface PageWanted {
  readonly userId?: string;
  readonly limit?: number;
  /** `next_cursor` of the page before. */
  readonly cursor?: string;
}

interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly json?: unknown;
  readonly form?: { readonly contentType: string; readonly body: Uint8Array<ArrayBuffer> };
  readonly accept?: string;
  readonly signal?: CancelSignal | undefined;
  /** A status that is an answer although it says failure. */
  readonly alsoTaken?: number;
  /** A link, which says itself what it opens and may lead to another server: no key is sent. */
  readonly isLink?: boolean;
}

const NOT_READY = 503;

export type ApiClient = ReturnType<typeof createApiClient>;

/**
 * The API's calls with their types; every answer is checked against its schema.
 *
 * Each call throws `ApiError` for a problem that the server names, `ApiUnreachableError` when no
 * answer of this API came, and `CancelledError` when its signal was aborted. Nothing is retried here:
 * that is the caller's one policy.
 */
export function createApiClient({ baseUrl, language, apiKey, ...transport }: ApiClientOptions) {
  // Browsers refuse their fetch when it is called as the method of another object.
  const { fetch } = transport;
  const send = async (path: string, call: Call = {}): Promise<TransportResponse> => {
    const headers: Record<string, string> = { Accept: call.accept ?? 'application/json' };
    const key = typeof apiKey === 'function' ? apiKey() : apiKey;
    if (key && !call.isLink) headers.Authorization = `Bearer ${key}`;
    const spoken = typeof language === 'function' ? language() : language;
    if (spoken) headers['Accept-Language'] = spoken;
    if (call.json !== undefined) headers['Content-Type'] = 'application/json';
    if (call.form) headers['Content-Type'] = call.form.contentType;
    const body = call.json === undefined ? call.form?.body : JSON.stringify(call.json);
    const response = await fetch(resolve(path), {
      method: call.method ?? 'GET',
      headers,
      ...(body === undefined ? {} : { body }),
      ...(call.signal ? { signal: call.signal } : {}),
    }).catch((cause: unknown) => {
      if (call.signal?.aborted) throw new CancelledError();
      throw new ApiUnreachableError('The server does not answer.', { cause });
    });
    if (!response.ok && response.status !== call.alsoTaken) throw await readApiError(response);
    return response;
  };
  const read = async <T>(schema: z.ZodType<T>, path: string, call: Call = {}): Promise<T> => {
    const response = await send(path, call);
    try {
      return schema.parse(JSON.parse(await response.text()));
    } catch (cause) {
      if (call.signal) throwIfCancelled(call.signal);
      throw new ApiUnreachableError('The answer is not one of this API.', { cause });
    }
  };
  /** Links are absolute, or relative to the API. */
  const resolve = (address: string) => (address.startsWith('/') ? baseUrl + address : address);
  const at = (...parts: string[]) => `/${parts.map(encodeURIComponent).join('/')}`;
  const listing = (path: string, { userId, limit, cursor }: PageWanted) => {
    const asked = Object.entries({ user_id: userId, limit, cursor }).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
    );
    return asked.length > 0 ? `${path}?${asked.join('&')}` : path;
  };
  const watch = <State extends { readonly status: 'processing' | 'done' | 'error' }>(
    schema: z.ZodType<State>,
    path: string,
    onState: (state: State) => void,
    signal?: CancelSignal,
  ) =>
    watchJob(
      {
        schema,
        openEvents: () => send(`${path}/events`, { accept: 'text/event-stream', signal }),
        poll: () => read(schema, path, { signal }),
      },
      transport,
      onState,
      signal,
    );

  const readiness = (signal?: CancelSignal) =>
    read(ReadinessSchema, '/readyz', { signal, alsoTaken: NOT_READY });

  return {
    uploadImage({ userId, photo, mimeType, back }: PhotoToUpload, signal?: CancelSignal) {
      const form = encodeMultipart([
        { name: 'user_id', value: userId },
        { name: 'file', value: { bytes: photo, mimeType } },
        ...(back ? [{ name: 'back_file', value: { bytes: back, mimeType } }] : []),
      ]);
      return read(UploadAnswerSchema, '/clothes/upload-image', { method: 'POST', form, signal });
    },
    /** Each photo is taken or refused for itself: see the items of the answer, in the photos' order. */
    uploadBatch({ userId, photos }: BatchToUpload, signal?: CancelSignal) {
      const form = encodeMultipart([
        // First: the server stores each photo as it comes.
        { name: 'user_id', value: userId },
        ...photos.map((value) => ({ name: 'file', value })),
      ]);
      return read(UploadBatchAnswerSchema, '/clothes/upload-batch', {
        method: 'POST',
        form,
        signal,
      });
    },
    uploadMesh({ userId, mesh, category }: MeshToUpload, signal?: CancelSignal) {
      const form = encodeMultipart([
        { name: 'user_id', value: userId },
        ...(category ? [{ name: 'category', value: category }] : []),
        { name: 'file', value: { bytes: mesh, mimeType: 'model/gltf-binary' } },
      ]);
      return read(MeshUploadAnswerSchema, '/clothes/upload-mesh', { method: 'POST', form, signal });
    },
    /** Newest first. */
    listClothes: (page: PageWanted, signal?: CancelSignal) =>
      read(ClothPageSchema, listing('/clothes', page), { signal }),
    getCloth: (id: string, signal?: CancelSignal) =>
      read(ClothSchema, at('clothes', id), { signal }),
    async deleteCloth(id: string): Promise<void> {
      await send(at('clothes', id), { method: 'DELETE' });
    },
    generate3d: (clothId: string, request: Generate3dRequest, signal?: CancelSignal) =>
      read(Generate3dAnswerSchema, at('clothes', clothId, 'generate-3d'), {
        method: 'POST',
        json: request,
        signal,
      }),
    /** Newest first. */
    listClothes3d: (page: PageWanted, signal?: CancelSignal) =>
      read(Cloth3dPageSchema, listing('/clothes3d', page), { signal }),
    getCloth3d: (id: string, signal?: CancelSignal) =>
      read(Cloth3dSchema, at('clothes3d', id), { signal }),
    async deleteCloth3d(id: string): Promise<void> {
      await send(at('clothes3d', id), { method: 'DELETE' });
    },
    cancelCloth3d: (id: string) =>
      read(Cloth3dSchema, at('clothes3d', id, 'cancel'), { method: 'POST' }),
    /** Follows the making until it has ended; see watchJob. */
    watchCloth3d: (id: string, onState: (state: Cloth3d) => void, signal?: CancelSignal) =>
      watch(Cloth3dSchema, at('clothes3d', id), onState, signal),
    listAvatarPresets: (signal?: CancelSignal) =>
      read(AvatarPresetListSchema, '/avatar-presets', { signal }),
    listModels: (signal?: CancelSignal) => read(ModelListSchema, '/models', { signal }),
    fit: (request: FitRequest, signal?: CancelSignal) =>
      read(FitAnswerSchema, '/fit', { method: 'POST', json: request, signal }),
    /** Several garments at once; the session is read and followed as that of one. */
    wearOutfit: (request: OutfitRequest, signal?: CancelSignal) =>
      read(FitAnswerSchema, '/outfit', { method: 'POST', json: request, signal }),
    /** Newest first. */
    listSessions: (page: PageWanted, signal?: CancelSignal) =>
      read(FittingSessionPageSchema, listing('/sessions', page), { signal }),
    getSession: (id: string, signal?: CancelSignal) =>
      read(FittingSessionSchema, at('session', id), { signal }),
    getSessionResult: (id: string, signal?: CancelSignal) =>
      read(SessionResultSchema, at('session', id, 'result'), { signal }),
    async deleteSession(id: string): Promise<void> {
      await send(at('session', id), { method: 'DELETE' });
    },
    cancelSession: (id: string) =>
      read(FittingSessionSchema, at('session', id, 'cancel'), { method: 'POST' }),
    /** Follows the fitting until it has ended; see watchJob. */
    watchSession: (id: string, onState: (state: FittingSession) => void, signal?: CancelSignal) =>
      watch(FittingSessionSchema, at('session', id), onState, signal),
    /** The answer has the secret, which is not shown again; see verifyWebhook. */
    createWebhook: (request: WebhookRequest, signal?: CancelSignal) =>
      read(NewWebhookSchema, '/webhooks', { method: 'POST', json: request, signal }),
    listWebhooks: (signal?: CancelSignal) => read(WebhookListSchema, '/webhooks', { signal }),
    /** What it was sent and is to be sent, newest first. */
    listDeliveries: (
      webhookId: string,
      page: Omit<PageWanted, 'userId'> = {},
      signal?: CancelSignal,
    ) =>
      read(WebhookDeliveryPageSchema, listing(at('webhooks', webhookId, 'deliveries'), page), {
        signal,
      }),
    async deleteWebhook(id: string): Promise<void> {
      await send(at('webhooks', id), { method: 'DELETE' });
    },
    /** The bytes behind a link of an answer. */
    async fetchBytes(url: string, signal?: CancelSignal): Promise<Uint8Array<ArrayBuffer>> {
      const response = await send(url, { accept: '*/*', signal, isLink: true });
      return new Uint8Array(await response.arrayBuffer());
    },
    getHealth: (signal?: CancelSignal) => read(HealthSchema, '/healthz', { signal }),
    /** Which of the things that requests need are there; a server that lacks some tells it too. */
    getReadiness: readiness,
    /** Figures for Prometheus, as text. */
    async getMetrics(signal?: CancelSignal): Promise<string> {
      return (await send('/metrics', { accept: 'text/plain', signal })).text();
    },
    /** Whether a server of this API answers and can work; never throws. */
    async isReady(signal?: CancelSignal): Promise<boolean> {
      const state = await readiness(signal).catch(() => null);
      return state?.ready ?? false;
    },
  };
}
