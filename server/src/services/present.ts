import { OFFSET_MM } from '@fitroom/shared/garment/vocabulary';
import type { Language } from '@fitroom/shared/messages/language';
import { STAGE_TEXTS } from '@fitroom/shared/messages/stage-texts';
import type { AvatarPreset } from '@fitroom/shared/schemas/avatar-preset';
import type { Cloth } from '@fitroom/shared/schemas/cloth';
import type { Cloth3d } from '@fitroom/shared/schemas/cloth3d';
import type { FittingSession, SessionResult } from '@fitroom/shared/schemas/fitting-session';
import { failureOfRow, sayRowLog } from '../problems/kept-words.ts';
import { resultExpired } from '../problems/problem-error.ts';
import type { ClothRow } from '../records/clothes.ts';
import type { Cloth3dRow } from '../records/clothes3d.ts';
import { type JsonText, writeJson, writeJsonWith } from '../records/json-text.ts';
import type { PresetRow } from '../records/presets.ts';
import type { DressedSession, SessionRow } from '../records/sessions.ts';

/** Makes the link to an object, as the client who asks can reach it. */
export type LinkTo = (key: string) => string;

/** What of an answer depends on who reads it. */
export interface Viewer {
  readonly linkTo: LinkTo;
  readonly language: Language;
}

const linkOrNull = (linkTo: LinkTo, key: string | null) => (key === null ? null : linkTo(key));

/** A file that goes when its time is over; the row goes on to name it. */
const linkUnlessExpired = (
  { expiredAt }: { readonly expiredAt: Date | null },
  linkTo: LinkTo,
  key: string | null,
) => (expiredAt ? null : linkOrNull(linkTo, key));

export function presentCloth(row: ClothRow, { linkTo, language }: Viewer): Cloth {
  return {
    id: row.id,
    user_id: row.userId,
    image_url: row.expiredAt ? null : linkTo(row.imageKey),
    back_image_url: linkUnlessExpired(row, linkTo, row.backImageKey),
    status: row.status,
    width_px: row.widthPx,
    height_px: row.heightPx,
    log: sayRowLog(row.log, language),
    expired_at: row.expiredAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}

/** The fields that both kinds of jobs show. */
function presentJob(row: Cloth3dRow | SessionRow, language: Language, etaSeconds: number | null) {
  const { errorCode, errorDetail } = row;
  return {
    status: row.status,
    stage: row.stage,
    stage_text: STAGE_TEXTS[row.stage][language],
    progress: row.progress,
    eta_s: etaSeconds,
    log: sayRowLog(row.log, language),
    error:
      errorCode === null
        ? null
        : { code: errorCode, detail: failureOfRow(errorCode, errorDetail ?? '')[language] },
    expired_at: row.expiredAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}

/** A 3D garment but for its report, which is stored as it is sent. */
export type Cloth3dState = Omit<Cloth3d, 'report'>;

/** A session but for its reports, which are stored as they are sent. */
export type SessionState = Omit<FittingSession, 'report' | 'outfit_report'>;

type Report = NonNullable<Cloth3d['report']>;
type OutfitReport = NonNullable<FittingSession['outfit_report']>;

/** As it was stored: this server wrote it, and to read it and write it again takes as long as all else of a poll. */
const reportOrNull = <Report>(report: JsonText<unknown> | null) =>
  (report ?? writeJson(null)) as JsonText<Report | null>;

/**
 * @param etaSeconds until the job will have ended; null when that is not known, or over.
 * @param isKept whether what was made on the way is kept still; left out: it is.
 */
export function presentCloth3d(
  row: Cloth3dRow,
  { linkTo, language }: Viewer,
  etaSeconds: number | null,
  isKept: (row: Cloth3dRow) => boolean = () => true,
): Cloth3dState {
  return {
    id: row.id,
    cloth_id: row.clothId,
    model_used: row.modelUsed,
    quality: row.quality,
    category: row.category,
    gltf_url: linkUnlessExpired(row, linkTo, row.gltfKey),
    mesh_url: row.patternKey?.endsWith('.glb')
      ? linkUnlessExpired(row, linkTo, row.patternKey)
      : null,
    obj_url: linkUnlessExpired(row, linkTo, row.objKey),
    mtl_url: linkUnlessExpired(row, linkTo, row.mtlKey),
    texture_url: linkUnlessExpired(row, linkTo, row.textureKey),
    thumb_url: linkOrNull(linkTo, row.thumbKey),
    pattern_svg_url: linkUnlessExpired(row, linkTo, row.patternSvgKey),
    pattern_dxf_url: linkUnlessExpired(row, linkTo, row.patternDxfKey),
    intermediates: (isKept(row) && !row.expiredAt ? (row.intermediates ?? []) : []).map(
      ({ kind, index, key }) => ({ kind, index, url: linkTo(key) }),
    ),
    ...presentJob(row, language, etaSeconds),
  };
}

export function writeCloth3d(
  state: Cloth3dState,
  { report }: Pick<Cloth3dRow, 'report'>,
): JsonText<Cloth3d> {
  return writeJsonWith(state, { report: reportOrNull<Report>(report) });
}

export function presentSession(
  row: DressedSession,
  { linkTo, language }: Viewer,
  etaSeconds: number | null,
): SessionState {
  return {
    id: row.id,
    user_id: row.userId,
    cloth3d_id: row.cloth3dId,
    outfit:
      row.outfit?.map(({ cloth3dId, ...worn }) => ({ cloth3d_id: cloth3dId, ...worn })) ?? null,
    avatar_preset_id: row.avatarPresetId,
    method: row.method,
    ease: row.ease,
    fabric: row.fabric,
    pose: row.pose,
    cloth3d_url: row.status === 'done' ? linkUnlessExpired(row, linkTo, row.gltfKey) : null,
    fitted_gltf_url: linkUnlessExpired(row, linkTo, row.fittedGltfKey),
    thumb_url: linkOrNull(linkTo, row.thumbKey),
    offset_mm: row.options?.offsetMm ?? OFFSET_MM.usual,
    walk_gltf_url: linkUnlessExpired(row, linkTo, row.extras?.walkKey ?? null),
    maps: (row.expiredAt ? [] : (row.extras?.maps ?? [])).map(({ map, pictureKey, gltfKey }) => ({
      map,
      picture_url: linkTo(pictureKey),
      gltf_url: linkTo(gltfKey),
    })),
    ...presentJob(row, language, etaSeconds),
  };
}

/** @param row whose state it is: an outfit has a report of its own kind. */
export function writeSession(
  state: SessionState,
  { outfit, report }: Pick<SessionRow, 'outfit' | 'report'>,
): JsonText<FittingSession> {
  return writeJsonWith(state, {
    report: reportOrNull<Report>(outfit ? null : report),
    outfit_report: reportOrNull<OutfitReport>(outfit ? report : null),
  });
}

/** @throws {ProblemError} `result-expired`, with the link to the picture that stays. */
export function presentSessionResult(session: SessionState): SessionResult {
  if (session.expired_at) {
    throw resultExpired('result', new Date(session.expired_at), session.thumb_url);
  }
  return {
    status: session.status,
    cloth3d_url: session.cloth3d_url,
    avatar_preset_id: session.avatar_preset_id,
    fitted_gltf_url: session.fitted_gltf_url,
    thumb_url: session.thumb_url,
    ...(session.log === '' ? {} : { log: session.log }),
  };
}

export function presentPreset(row: PresetRow, linkTo: LinkTo): AvatarPreset {
  return {
    id: row.id,
    name: row.name,
    height_cm: row.heightCm,
    ...(row.notes ? { notes: row.notes } : {}),
    gltf_url: linkTo(row.gltfKey),
    thumbnail_url: linkTo(row.thumbnailKey),
  };
}
