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
import { postgresCore, sql } from '../drizzle.ts';
import { type JsonText, writeJson } from '../json-text.ts';
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

const {
  boolean,
  customType,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} = postgresCore;

// sqlite.ts is the same schema in the other dialect and says what the columns mean.

const id = () => text('id').primaryKey();
const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });
const createdAt = () => time('created_at').notNull();
const flag = (name: string) => boolean(name);
const json = (name: string) => jsonb(name);
// The driver reads jsonb before anyone can ask it not to.
const jsonText = customType<{ data: JsonText<unknown>; driverData: unknown }>({
  dataType: () => 'jsonb',
  fromDriver: writeJson,
});
const log = () => text('log').notNull().default('');
const tenantId = () => text('tenant_id').notNull().default(OPEN_TENANT);

const jobColumns = () => ({
  status: text('status').$type<JobStatus>().notNull().default('processing'),
  stage: text('stage').$type<JobStage>().notNull().default('queued'),
  progress: doublePrecision('progress').notNull().default(0),
  log: log(),
  errorCode: text('error_code'),
  errorDetail: text('error_detail'),
  report: jsonText('report'),
  expiredAt: time('expired_at'),
  createdAt: createdAt(),
});

export const tenants = pgTable('tenants', {
  id: id(),
  name: text('name').notNull(),
  createdAt: createdAt(),
});

export const apiKeys = pgTable(
  'api_keys',
  {
    id: id(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    userId: text('user_id'),
    name: text('name').notNull(),
    hash: text('hash').notNull(),
    scopes: json('scopes').$type<readonly KeyScope[]>().notNull(),
    requestsPerMinute: integer('requests_per_minute'),
    jobsPerDay: integer('jobs_per_day'),
    createdAt: createdAt(),
    revokedAt: time('revoked_at'),
  },
  (table) => [uniqueIndex('api_keys_hash').on(table.hash)],
);

export const users = pgTable(
  'users',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    email: text('email'),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

export const clothes = pgTable(
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

export const clothes3d = pgTable(
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
    patternKey: text('pattern_key'),
    patternSvgKey: text('pattern_svg_key'),
    patternDxfKey: text('pattern_dxf_key'),
    intermediates: json('intermediates').$type<readonly KeptPicture[]>(),
    ...jobColumns(),
  },
  (table) => [
    index('clothes3d_cloth').on(table.clothId),
    index('clothes3d_tenant').on(table.tenantId, table.createdAt),
  ],
);

export const avatarPresets = pgTable('avatar_presets', {
  id: id(),
  name: text('name').notNull(),
  heightCm: doublePrecision('height_cm').notNull(),
  notes: text('notes'),
  gltfKey: text('gltf_key').notNull(),
  thumbnailKey: text('thumbnail_key').notNull(),
  recordKey: text('record_key').notNull(),
  position: integer('position').notNull().default(0),
  createdAt: createdAt(),
});

export const fittingSessions = pgTable(
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
    pose: text('pose').$type<PoseName>(),
    outfit: json('outfit').$type<readonly OutfitEntry[]>(),
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

export const wornGarments = pgTable(
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

export const jobs = pgTable(
  'jobs',
  {
    id: id(),
    kind: text('kind').$type<JobKind>().notNull(),
    targetId: text('target_id').notNull(),
    tenantId: tenantId(),
    userId: text('user_id').notNull().default(''),
    needs: text('needs').$type<JobNeed>().notNull().default('cpu'),
    priority: integer('priority').notNull().default(0),
    turn: integer('turn').notNull().default(0),
    state: text('state').$type<JobPhase>().notNull().default('queued'),
    attempts: integer('attempts').notNull().default(0),
    notBefore: time('not_before'),
    workerId: text('worker_id'),
    leaseUntil: time('lease_until'),
    sameAs: text('same_as'),
    traceparent: text('traceparent'),
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

export const workers = pgTable('workers', {
  id: id(),
  host: text('host').notNull(),
  capabilities: json('capabilities').$type<readonly Capability[]>().notNull(),
  places: integer('places').notNull(),
  generators: json('generators').$type<readonly HostedGenerator[]>(),
  startedAt: time('started_at').notNull(),
  seenAt: time('seen_at').notNull(),
});

export const leases = pgTable('leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  until: time('until').notNull(),
});

export const idempotentRequests = pgTable(
  'idempotent_requests',
  {
    tenantId: tenantId(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    status: integer('status'),
    answer: json('answer').$type<unknown>(),
    leaseUntil: time('lease_until'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.key] }),
    index('idempotent_requests_age').on(table.createdAt),
  ],
);

export const webhooks = pgTable(
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

export const webhookDeliveries = pgTable(
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
