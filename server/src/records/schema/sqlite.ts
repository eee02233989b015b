import type {
  Category,
  Ease,
  FabricChoice,
  Generator,
  Method,
  Quality,
} from '@fitroom/shared/garment/vocabulary';
import type { PoseName } from '@fitroom/shared/posing/named-poses';
import type { UPLOADED } from '@fitroom/shared/schemas/cloth3d';
import type { JobStage, JobStatus } from '@fitroom/shared/schemas/job-state';
import type { DeliveryState } from '@fitroom/shared/schemas/webhook';
import { sql, sqliteCore } from '../drizzle.ts';
import type { JsonText } from '../json-text.ts';
import {
  type Capability,
  type FitOptions,
  type GenerationOptions,
  type HostedGenerator,
  type JobKind,
  type JobNeed,
  type JobPhase,
  type KeptPicture,
  type KeyScope,
  OPEN_TENANT,
  type OutfitEntry,
  type SessionExtras,
} from './stored-values.ts';

const { customType, foreignKey, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } =
  sqliteCore;

// postgres.ts is the same schema in the other dialect; a test holds the two together.

const id = () => text('id').primaryKey();
const time = (name: string) => integer(name, { mode: 'timestamp_ms' });
const createdAt = () => time('created_at').notNull();
const flag = (name: string) => integer(name, { mode: 'boolean' });
const json = (name: string) => text(name, { mode: 'json' });
/** JSON that is given out as it is stored. */
const jsonText = customType<{ data: JsonText<unknown> }>({ dataType: () => 'text' });
const log = () => text('log').notNull().default('');
const tenantId = () => text('tenant_id').notNull().default(OPEN_TENANT);

/** State of a job as its 3D garment or session shows it. */
const jobColumns = () => ({
  status: text('status').$type<JobStatus>().notNull().default('processing'),
  stage: text('stage').$type<JobStage>().notNull().default('queued'),
  progress: real('progress').notNull().default(0),
  log: log(),
  errorCode: text('error_code'),
  errorDetail: text('error_detail'),
  report: jsonText('report'),
  /** When the files were removed because their time was over. */
  expiredAt: time('expired_at'),
  createdAt: createdAt(),
});

/** Who may use the API where keys are on; all that a tenant's keys make belongs to it. */
export const tenants = sqliteTable('tenants', {
  id: id(),
  name: text('name').notNull(),
  createdAt: createdAt(),
});

export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: id(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    /** The one user that the key speaks for; null: any of the tenant's. */
    userId: text('user_id'),
    name: text('name').notNull(),
    /** SHA-256 of the key, hexadecimal; the key itself is never stored. */
    hash: text('hash').notNull(),
    scopes: json('scopes').$type<readonly KeyScope[]>().notNull(),
    requestsPerMinute: integer('requests_per_minute'),
    jobsPerDay: integer('jobs_per_day'),
    createdAt: createdAt(),
    revokedAt: time('revoked_at'),
  },
  (table) => [uniqueIndex('api_keys_hash').on(table.hash)],
);

/** Ids are the callers' own, so two tenants may have the same. */
export const users = sqliteTable(
  'users',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    email: text('email'),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** Columns ending in _key hold names of objects in the store; links are signed when they are read. */
export const clothes = sqliteTable(
  'clothes',
  {
    id: id(),
    tenantId: tenantId(),
    userId: text('user_id').notNull(),
    imageKey: text('image_key').notNull(),
    backImageKey: text('back_image_key'),
    widthPx: integer('width_px').notNull(),
    heightPx: integer('height_px').notNull(),
    status: text('status').$type<'uploaded' | 'failed'>().notNull().default('uploaded'),
    log: log(),
    expiredAt: time('expired_at'),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: 'clothes_user_fk',
      columns: [table.tenantId, table.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete('cascade'),
    index('clothes_user').on(table.tenantId, table.userId, table.createdAt),
  ],
);

export const clothes3d = sqliteTable(
  'clothes3d',
  {
    id: id(),
    tenantId: tenantId(),
    clothId: text('cloth_id')
      .notNull()
      .references(() => clothes.id, { onDelete: 'cascade' }),
    modelUsed: text('model_used').$type<Generator | typeof UPLOADED>().notNull(),
    quality: text('quality').$type<Quality>().notNull(),
    category: text('category').$type<Category>(),
    options: json('options').$type<GenerationOptions>().notNull(),
    gltfKey: text('gltf_key'),
    objKey: text('obj_key'),
    mtlKey: text('mtl_key'),
    textureKey: text('texture_key'),
    thumbKey: text('thumb_key'),
    /** The stored MadeGarment, draped again on every avatar. */
    patternKey: text('pattern_key'),
    patternSvgKey: text('pattern_svg_key'),
    patternDxfKey: text('pattern_dxf_key'),
    /** What a neural generator made on the way; kept shorter than the rest. */
    intermediates: json('intermediates').$type<readonly KeptPicture[]>(),
    ...jobColumns(),
  },
  (table) => [
    index('clothes3d_cloth').on(table.clothId),
    index('clothes3d_tenant').on(table.tenantId, table.createdAt),
  ],
);

export const avatarPresets = sqliteTable('avatar_presets', {
  id: id(),
  name: text('name').notNull(),
  heightCm: real('height_cm').notNull(),
  notes: text('notes'),
  gltfKey: text('gltf_key').notNull(),
  thumbnailKey: text('thumbnail_key').notNull(),
  /** The avatar record (landmarks, measures, joints) that fitting needs beside the mesh. */
  recordKey: text('record_key').notNull(),
  /** Order in lists. */
  position: integer('position').notNull().default(0),
  createdAt: createdAt(),
});

export const fittingSessions = sqliteTable(
  'fitting_sessions',
  {
    id: id(),
    tenantId: tenantId(),
    userId: text('user_id').notNull(),
    cloth3dId: text('cloth3d_id')
      .notNull()
      .references(() => clothes3d.id, { onDelete: 'cascade' }),
    avatarPresetId: text('avatar_preset_id')
      .notNull()
      .references(() => avatarPresets.id),
    method: text('method').$type<Method>().notNull(),
    ease: text('ease').$type<Ease>(),
    fabric: text('fabric').$type<FabricChoice>(),
    /** Null: as the garments hang. */
    pose: text('pose').$type<PoseName>(),
    /** Inner to outer; null for one garment. */
    outfit: json('outfit').$type<readonly OutfitEntry[]>(),
    /** Null: of an earlier version. */
    options: json('options').$type<FitOptions>(),
    fittedGltfKey: text('fitted_gltf_key'),
    thumbKey: text('thumb_key'),
    extras: json('extras').$type<SessionExtras>(),
    ...jobColumns(),
  },
  (table) => [
    foreignKey({
      name: 'fitting_sessions_user_fk',
      columns: [table.tenantId, table.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete('cascade'),
    index('fitting_sessions_cloth3d').on(table.cloth3dId),
    index('fitting_sessions_user').on(table.tenantId, table.userId, table.createdAt),
  ],
);

/** Which garments a session wears, also those of an outfit: it waits for them and goes with them. */
export const wornGarments = sqliteTable(
  'worn_garments',
  {
    sessionId: text('session_id')
      .notNull()
      .references(() => fittingSessions.id, { onDelete: 'cascade' }),
    cloth3dId: text('cloth3d_id')
      .notNull()
      .references(() => clothes3d.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.sessionId, table.cloth3dId] }),
    index('worn_garments_cloth3d').on(table.cloth3dId),
  ],
);

/** The queue. A row stays after its job for the record; `targetId` is the row that the job fills. */
export const jobs = sqliteTable(
  'jobs',
  {
    id: id(),
    kind: text('kind').$type<JobKind>().notNull(),
    targetId: text('target_id').notNull(),
    tenantId: tenantId(),
    userId: text('user_id').notNull().default(''),
    /** What the host that runs it must have. */
    needs: text('needs').$type<JobNeed>().notNull().default('cpu'),
    /** Higher first. */
    priority: integer('priority').notNull().default(0),
    /** Its place in a fair order: the users' jobs alternate (enqueue-job.ts). */
    turn: integer('turn').notNull().default(0),
    state: text('state').$type<JobPhase>().notNull().default('queued'),
    /** How often it was begun. */
    attempts: integer('attempts').notNull().default(0),
    /** Not to be begun before. */
    notBefore: time('not_before'),
    /** Who runs it, and until when that holds without another sign of life. */
    workerId: text('worker_id'),
    leaseUntil: time('lease_until'),
    /** The same request again, while this one is open, means this one. */
    sameAs: text('same_as'),
    /** The span of the request that asked for it (W3C Trace Context): the job's spans are parts of it. */
    traceparent: text('traceparent'),
    /** `done` or the code of the failure. */
    outcome: text('outcome'),
    createdAt: createdAt(),
    startedAt: time('started_at'),
    finishedAt: time('finished_at'),
  },
  (table) => [
    index('jobs_line').on(table.state, table.priority, table.turn),
    index('jobs_target').on(table.targetId),
    index('jobs_user').on(table.tenantId, table.userId, table.createdAt),
    uniqueIndex('jobs_same').on(table.sameAs).where(sql`state <> 'finished'`),
  ],
);

/** Processes that run jobs, each writing its sign of life. */
export const workers = sqliteTable('workers', {
  id: id(),
  host: text('host').notNull(),
  capabilities: json('capabilities').$type<readonly Capability[]>().notNull(),
  /** Jobs that it runs at once. */
  places: integer('places').notNull(),
  /** The neural generators that it can run; null: it did not say. */
  generators: json('generators').$type<readonly HostedGenerator[]>(),
  startedAt: time('started_at').notNull(),
  seenAt: time('seen_at').notNull(),
});

/** Work that one process at a time may do. */
export const leases = sqliteTable('leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  until: time('until').notNull(),
});

/** Answers to requests that carried an Idempotency-Key. */
export const idempotentRequests = sqliteTable(
  'idempotent_requests',
  {
    tenantId: tenantId(),
    key: text('key').notNull(),
    /** SHA-256 of method, path and body. */
    requestHash: text('request_hash').notNull(),
    /** Null while the first request is being answered. */
    status: integer('status'),
    answer: json('answer').$type<unknown>(),
    /** Until when whoever answers it holds it without another sign of life; null: nobody does. */
    leaseUntil: time('lease_until'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.key] }),
    index('idempotent_requests_age').on(table.createdAt),
  ],
);

/** Addresses that are told when jobs end. */
export const webhooks = sqliteTable(
  'webhooks',
  {
    id: id(),
    tenantId: tenantId(),
    url: text('url').notNull(),
    secret: text('secret').notNull(),
    events: json('events').$type<readonly string[]>().notNull(),
    isActive: flag('is_active').notNull().default(true),
    createdAt: createdAt(),
  },
  (table) => [index('webhooks_tenant').on(table.tenantId)],
);

export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    id: id(),
    webhookId: text('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    event: text('event').notNull(),
    body: text('body').notNull(),
    state: text('state').$type<DeliveryState>().notNull().default('waiting'),
    attempts: integer('attempts').notNull().default(0),
    notBefore: time('not_before').notNull(),
    lastError: text('last_error'),
    createdAt: createdAt(),
  },
  (table) => [
    index('webhook_deliveries_line').on(table.state, table.notBefore),
    index('webhook_deliveries_webhook').on(table.webhookId, table.createdAt),
  ],
);
