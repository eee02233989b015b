import type {
  Category,
  Ease,
  FabricChoice,
  FrontWear,
  TextureSize,
} from '@fitroom/shared/garment/vocabulary';
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
  readonly textureSize?: TextureSize;
  readonly removeBackground: boolean;
  readonly obj: boolean;
}

/** A garment of an outfit, as POST /outfit states it. */
export interface OutfitEntry {
  readonly cloth3dId: string;
  readonly tucked: boolean;
}

export const JOB_KINDS = ['inspect', 'generate', 'fit', 'outfit'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export type JobPhase = 'queued' | 'running' | 'finished';

/** What a host must have to run a job; a host says which of them it has. */
export const CAPABILITIES = ['cpu', 'cuda'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** What a key may do: read alone, or also make and delete. */
export const KEY_SCOPES = ['read', 'write'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

export type DeliveryState = 'waiting' | 'delivered' | 'given-up';

/** Rows made without an API key belong to this tenant. */
export const OPEN_TENANT = '';
