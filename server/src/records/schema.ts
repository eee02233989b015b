import type {
  Category,
  Ease,
  FabricChoice,
  FrontWear,
  Generator,
  Method,
  Quality,
  TextureSize,
} from '@fitroom/shared/garment/vocabulary';
import type { PoseName } from '@fitroom/shared/posing/named-poses';
import type { LandmarkCorrection } from '@fitroom/shared/reading/landmark-correction';
import type { JobStage, JobStatus } from '@fitroom/shared/schemas/job-state';
import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What POST generate-3d asked for, beside model and quality. */
export interface GenerationOptions {
  readonly category: Category | 'auto';
  readonly ease: Ease;
  readonly knownWidthCm: number | null;
  /** Rows of earlier versions lack these five. */
  readonly fabric?: FabricChoice;
  readonly sizeLabel?: string | null;
  readonly front?: FrontWear;
  readonly corrections?: readonly LandmarkCorrection[];
  readonly textureSize?: TextureSize;
  readonly removeBackground: boolean;
  readonly obj: boolean;
}

/** A garment of an outfit, as POST /outfit states it. */
export interface OutfitEntry {
  readonly cloth3dId: string;
  readonly tucked: boolean;
}

const id = () => text('id').primaryKey();
const createdAt = () => integer('created_at', { mode: 'timestamp_ms' }).notNull();
const log = () => text('log').notNull().default('');

/** State of a job as its 3D garment or session shows it. */
const jobColumns = () => ({
  status: text('status').$type<JobStatus>().notNull().default('processing'),
  stage: text('stage').$type<JobStage>().notNull().default('queued'),
  progress: real('progress').notNull().default(0),
  log: log(),
  errorCode: text('error_code'),
  errorDetail: text('error_detail'),
  report: text('report', { mode: 'json' }).$type<unknown>(),
  createdAt: createdAt(),
});

export const users = sqliteTable('users', {
  id: id(),
  email: text('email'),
  createdAt: createdAt(),
});

/** Columns ending in _key hold names of objects in the store; links are signed when they are read. */
export const clothes = sqliteTable(
  'clothes',
  {
    id: id(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    imageKey: text('image_key').notNull(),
    backImageKey: text('back_image_key'),
    widthPx: integer('width_px').notNull(),
    heightPx: integer('height_px').notNull(),
    status: text('status').$type<'uploaded' | 'failed'>().notNull().default('uploaded'),
    log: log(),
    createdAt: createdAt(),
  },
  (table) => [index('clothes_user').on(table.userId)],
);

export const clothes3d = sqliteTable(
  'clothes3d',
  {
    id: id(),
    clothId: text('cloth_id')
      .notNull()
      .references(() => clothes.id, { onDelete: 'cascade' }),
    modelUsed: text('model_used').$type<Generator>().notNull(),
    quality: text('quality').$type<Quality>().notNull(),
    category: text('category').$type<Category>(),
    options: text('options', { mode: 'json' }).$type<GenerationOptions>().notNull(),
    gltfKey: text('gltf_key'),
    objKey: text('obj_key'),
    mtlKey: text('mtl_key'),
    textureKey: text('texture_key'),
    thumbKey: text('thumb_key'),
    /** The stored MadeGarment, draped again on every avatar. */
    patternKey: text('pattern_key'),
    patternSvgKey: text('pattern_svg_key'),
    patternDxfKey: text('pattern_dxf_key'),
    ...jobColumns(),
  },
  (table) => [index('clothes3d_cloth').on(table.clothId)],
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
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
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
    outfit: text('outfit', { mode: 'json' }).$type<readonly OutfitEntry[]>(),
    fittedGltfKey: text('fitted_gltf_key'),
    thumbKey: text('thumb_key'),
    ...jobColumns(),
  },
  (table) => [index('fitting_sessions_cloth3d').on(table.cloth3dId)],
);

/** The queue. A row stays after its job for the record; `targetId` is the row that the job fills. */
export const jobs = sqliteTable(
  'jobs',
  {
    id: id(),
    kind: text('kind').$type<'inspect' | 'generate' | 'fit' | 'outfit'>().notNull(),
    targetId: text('target_id').notNull(),
    /** The 3D garment that must be finished first. */
    waitsFor: text('waits_for'),
    /** Higher first. */
    priority: integer('priority').notNull().default(0),
    state: text('state').$type<'queued' | 'running' | 'finished'>().notNull().default('queued'),
    attempts: integer('attempts').notNull().default(0),
    heartbeatAt: integer('heartbeat_at', { mode: 'timestamp_ms' }),
    /** `done` or the code of the failure. */
    outcome: text('outcome'),
    createdAt: createdAt(),
    finishedAt: integer('finished_at', { mode: 'timestamp_ms' }),
  },
  (table) => [
    index('jobs_queue').on(table.state, table.priority, table.createdAt),
    index('jobs_target').on(table.targetId),
  ],
);
