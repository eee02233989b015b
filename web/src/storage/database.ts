import type {
  Category,
  Ease,
  FabricChoice,
  FrontWear,
  Generator,
  Method,
  Quality,
} from '@fitroom/shared/garment/vocabulary';
import type { Stance } from '@fitroom/shared/posing/stances';
import type { LandmarkCorrection } from '@fitroom/shared/reading/landmark-correction';
import type { OutfitReport } from '@fitroom/shared/report/outfit-report';
import type { ReportWalk, WornReport } from '@fitroom/shared/report/report';
import type { MadeGarment } from '@fitroom/shared/tryon/made-garment';
import type { MeshOrigin } from '@fitroom/shared/tryon/wear-mesh';
import type { EntityTable } from 'dexie';
import Dexie from 'dexie';

/** Where a garment is made, or put on. */
export type Place = 'device' | 'server';

export interface StoredPhoto {
  readonly id: string;
  readonly blob: Blob;
  readonly name: string;
  readonly createdAt: number;
}

/** Which generator's networks made a garment, where, and what it may be used for. */
export interface MadeBy {
  readonly generator: Exclude<Generator, 'panels'>;
  readonly place: Place;
  readonly licence: string;
  readonly commercialUse: boolean;
}

/** What is needed to put a garment on another body. */
export interface StoredGarment {
  readonly id: string;
  readonly photoId: string;
  /** Where it is put on: where it was made, or here where its mesh is kept here. */
  readonly place: Place;
  /** Made on the device; null where the server keeps it, or where it was never made of a photo. */
  readonly made: MadeGarment | null;
  /**
   * A GLB that is put on as it is: of a generator's networks (`madeBy`), or one that the user brought in place
   * of a photo; `photoId` then names no photo.
   */
  readonly mesh?: {
    readonly blob: Blob;
    readonly category: Category;
    /** How it was made of the photo, as its reports tell; null of one that the user brought. */
    readonly origin?: MeshOrigin | null;
  } | null;
  /** Absent or null of garments of `panels` and of those that the user brought. */
  readonly madeBy?: MadeBy | null;
  /** The server's cloth3d id; null where it was made on the device. */
  readonly cloth3dId: string | null;
  /** What the server found that it is; absent of garments made here, and of those kept by earlier versions. */
  readonly category?: Category | null;
  readonly askedCategory: Category | 'auto';
  readonly ease: Ease;
  readonly quality: Quality;
  /** Given by the user: the garment then keeps its size on every body. */
  readonly knownWidthCm: number | null;
  /** Absent on garments kept by earlier versions, as the five below. */
  readonly fabric?: FabricChoice;
  readonly sizeLabel?: string | null;
  readonly front?: FrontWear;
  readonly textureSize?: number;
  readonly corrections?: readonly LandmarkCorrection[];
  readonly backPhotoId?: string | null;
  /** The pose it was last shown in; absent: as it was draped. */
  readonly stance?: Stance | 'own';
  readonly createdAt: number;
}

/** How a garment is worn with another: over it, under it, or the top of the two tucked in. */
export type WornHow = 'over' | 'under' | 'tucked';

/** A garment that another one is worn with, and how that one is worn with it. */
export interface WornWith {
  readonly garmentId: string;
  readonly how: WornHow;
}

/** A garment on one body. */
export interface StoredResult {
  readonly id: string;
  readonly garmentId: string;
  readonly photoId: string;
  readonly bodyId: string;
  readonly ease: Ease;
  readonly knownWidthCm: number | null;
  /** Absent on results kept by earlier versions, as the one below. */
  readonly fabric?: FabricChoice;
  readonly sizeLabel?: string | null;
  /** How it was put on; absent on results kept by earlier versions: draped, 4 mm off the skin. */
  readonly method?: Method;
  readonly offsetMm?: number;
  readonly place: Place;
  /** The other garments, where several are worn together: at least one; the report then is of this one, its verdict of all. */
  readonly wornWith?: readonly WornWith[] | null;
  /** Where several are worn together, with the report of each, inner to outer. */
  readonly report: WornReport & {
    readonly layers?: OutfitReport['layers'];
    /** Whether nothing inner looks out through what is over it; absent in older records. */
    readonly inOrder?: boolean;
  };
  readonly garmentGlb: Blob;
  readonly fittedGlb: Blob;
  readonly thumbnail: Blob;
  readonly log: readonly string[];
  /** Milliseconds from the click to the result on screen's data. */
  readonly tookMs: number;
  readonly createdAt: number;
}

/** A result in a pose. */
export interface StoredStance {
  readonly id: string;
  readonly resultId: string;
  readonly stance: Stance;
  readonly glb: Blob;
  readonly thumbnail: Blob;
  /** Measured in the pose; null for a walk. */
  readonly report: StoredResult['report'] | null;
  /** Of a simulated walk; absent in records of earlier versions. */
  readonly walk?: ReportWalk | null;
  readonly createdAt: number;
}

export interface StoredSetting {
  readonly key: string;
  readonly value: unknown;
}

export type FitroomDatabase = Dexie & {
  photos: EntityTable<StoredPhoto, 'id'>;
  garments: EntityTable<StoredGarment, 'id'>;
  results: EntityTable<StoredResult, 'id'>;
  stances: EntityTable<StoredStance, 'id'>;
  settings: EntityTable<StoredSetting, 'key'>;
};

/** Opens the browser's database. Versions are numbered and never edited once released. */
export function openDatabase(name = 'fitroom'): FitroomDatabase {
  const database = new Dexie(name) as FitroomDatabase;
  database.version(1).stores({
    photos: 'id, createdAt',
    garments: 'id, photoId, createdAt',
    results: 'id, garmentId, photoId, [garmentId+bodyId], createdAt',
    settings: 'key',
  });
  database.version(2).stores({ stances: 'id, [resultId+stance], resultId' });
  // Until then a garment was worn with one other at most.
  database
    .version(3)
    .upgrade((changed) => changed.table('results').toCollection().modify(keepCompanionsAsList));
  return database;
}

/** Of a result as versions before the third kept it, changed in place. */
export function keepCompanionsAsList(result: { wornWith?: WornWith | readonly WornWith[] | null }) {
  const { wornWith } = result;
  if (wornWith && 'garmentId' in wornWith) result.wornWith = [wornWith];
}
