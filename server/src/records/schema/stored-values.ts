import type { FitMap } from '@fitroom/shared/evidence/map-scales';
import type {
  Category,
  Ease,
  FabricChoice,
  FrontWear,
  Quality,
  TextureSize,
} from '@fitroom/shared/garment/vocabulary';
import type { NeuralGeneratorName } from '@fitroom/shared/generators/neural-generator';
import type { LandmarkCorrection } from '@fitroom/shared/reading/landmark-correction';

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
  /** Left out: 4. */
  readonly offsetMm?: number;
  readonly textureSize?: TextureSize;
  readonly removeBackground: boolean;
  readonly obj: boolean;
  /** Of neural generators, as the next two. */
  readonly seed?: number;
  readonly views?: number | null;
  readonly large?: boolean;
}

/** What POST /fit or /outfit asked for beside what has a column of its own. */
export interface FitOptions {
  readonly offsetMm: number;
  /** Null: no file that moves. */
  readonly walk: WalkWish | null;
  readonly maps: boolean;
}

/** How the cloth of a file that moves is moved. */
export type WalkWish = 'skinned' | 'simulated';

/** The stored files of a session that were asked for beside the dressed body and its picture. */
export interface SessionExtras {
  readonly walkKey: string | null;
  readonly maps: readonly {
    readonly map: FitMap;
    readonly pictureKey: string;
    readonly gltfKey: string;
  }[];
}

/** A picture of a job's way that is kept for a while. */
export interface KeptPicture {
  readonly kind: 'matte' | 'view';
  /** Of its kind, in the order made. */
  readonly index: number;
  /** Name of the object. */
  readonly key: string;
}

/** A neural generator as one host has it. */
export interface HostedGenerator {
  readonly id: NeuralGeneratorName;
  /** In words. */
  readonly licence: string;
  readonly commercialUse: boolean;
  /** That can be asked for; empty where it cannot run. */
  readonly qualities: readonly Quality[];
  /** `cuda`, `cpu` or `sidecar`. */
  readonly device: string;
  /** Why it cannot run, and what would make it, as rows keep sentences (kept-sentence.ts); null where it can. */
  readonly reason: string | null;
  /** Of weights, that are fetched before its first garment; left out: none. */
  readonly toDownloadMb?: number | null;
  /**
   * Whether jobs in line are taken though it cannot run, to tell them why: a job failed for this reason, and
   * without it the others would have too, instead of waiting for somebody to mend it. Left out: no.
   */
  readonly failsJobs?: boolean;
}

/** A garment of an outfit, as POST /outfit states it. */
export interface OutfitEntry {
  readonly cloth3dId: string;
  readonly tucked: boolean;
  /** Left out: what the garment was made of. */
  readonly fabric?: FabricChoice;
}

export const JOB_KINDS = ['inspect', 'generate', 'fit', 'outfit'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export type JobPhase = 'queued' | 'running' | 'finished';

/** What a host must have to run a job; a host says which of them it has. */
export const CAPABILITIES = ['cpu', 'cuda'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/**
 * What a job asks of its host: `cpu`, nothing special; `neural`, that it can run neural generators, on
 * whatever; `cuda`, that it can on a GPU.
 */
export const JOB_NEEDS = ['cpu', 'neural', 'cuda'] as const;
export type JobNeed = (typeof JOB_NEEDS)[number];

/** What a key may do: read alone, or also make and delete. */
export const KEY_SCOPES = ['read', 'write'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** Rows made without an API key belong to this tenant. */
export const OPEN_TENANT = '';
