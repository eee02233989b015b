import { type Database, firstRow } from './database.ts';
import { eq, inArray } from './drizzle.ts';
import type { SessionExtras } from './schema/stored-values.ts';

/** What a row says about the objects that it owns. */
export interface OwnerRow {
  /** Its files are gone or about to go; the thumbnail stays. */
  readonly isExpired: boolean;
  /** Its job has not ended. */
  readonly isOpen: boolean;
  /** The objects that it names. */
  readonly keys: ReadonlySet<string>;
}

export type OwnerIds = Readonly<Record<'clothes' | 'clothes3d' | 'sessions', readonly string[]>>;

/** The rows of these ids, by table and id; what is not there has been deleted. */
export async function findOwners(
  { query, tables: { clothes, clothes3d, fittingSessions } }: Database,
  ids: OwnerIds,
): Promise<Readonly<Record<keyof OwnerIds, ReadonlyMap<string, OwnerRow>>>> {
  const cloths =
    ids.clothes.length === 0
      ? []
      : await query
          .select()
          .from(clothes)
          .where(inArray(clothes.id, [...ids.clothes]));
  // Not the whole rows: reports are large.
  const garments =
    ids.clothes3d.length === 0
      ? []
      : await query
          .select({
            id: clothes3d.id,
            status: clothes3d.status,
            expiredAt: clothes3d.expiredAt,
            gltfKey: clothes3d.gltfKey,
            objKey: clothes3d.objKey,
            mtlKey: clothes3d.mtlKey,
            textureKey: clothes3d.textureKey,
            thumbKey: clothes3d.thumbKey,
            patternKey: clothes3d.patternKey,
            patternSvgKey: clothes3d.patternSvgKey,
            patternDxfKey: clothes3d.patternDxfKey,
          })
          .from(clothes3d)
          .where(inArray(clothes3d.id, [...ids.clothes3d]));
  const sessions =
    ids.sessions.length === 0
      ? []
      : await query
          .select({
            id: fittingSessions.id,
            status: fittingSessions.status,
            expiredAt: fittingSessions.expiredAt,
            fittedGltfKey: fittingSessions.fittedGltfKey,
            thumbKey: fittingSessions.thumbKey,
            extras: fittingSessions.extras,
          })
          .from(fittingSessions)
          .where(inArray(fittingSessions.id, [...ids.sessions]));
  return {
    clothes: new Map(
      cloths.map(({ id, expiredAt, imageKey, backImageKey }) => [
        id,
        ownerRow(expiredAt, 'done', [imageKey, backImageKey]),
      ]),
    ),
    clothes3d: new Map(
      garments.map(({ id, status, expiredAt, ...keys }) => [
        id,
        ownerRow(expiredAt, status, Object.values(keys)),
      ]),
    ),
    sessions: new Map(
      sessions.map(({ id, status, expiredAt, fittedGltfKey, thumbKey, extras }) => [
        id,
        ownerRow(expiredAt, status, [fittedGltfKey, thumbKey, ...extraKeys(extras)]),
      ]),
    ),
  };
}

/** When the files of a row were removed for their age; null: they were not, or there is no such row. */
export async function findExpiry(
  { query, tables }: Database,
  owner: keyof OwnerIds,
  id: string,
): Promise<Date | null> {
  const { clothes, clothes3d, fittingSessions } = tables;
  const table = { clothes, clothes3d, sessions: fittingSessions }[owner];
  const row = await firstRow(
    query.select({ expiredAt: table.expiredAt }).from(table).where(eq(table.id, id)),
  );
  return row?.expiredAt ?? null;
}

const extraKeys = (extras: SessionExtras | null) => [
  extras?.walkKey ?? null,
  ...(extras?.maps ?? []).flatMap(({ pictureKey, gltfKey }) => [pictureKey, gltfKey]),
];

const ownerRow = (
  expiredAt: Date | null,
  status: string,
  keys: readonly (string | null)[],
): OwnerRow => ({
  isExpired: expiredAt !== null,
  isOpen: status === 'processing',
  keys: new Set(keys.filter((key) => key !== null)),
});
