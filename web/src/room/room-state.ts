import type { FitMap } from '@fitroom/shared/evidence/map-scales';
import {
  type Category,
  type Ease,
  type FabricChoice,
  type FrontWear,
  type Generator,
  type Method,
  OFFSET_MM,
  type Quality,
  type TextureSize,
} from '@fitroom/shared/garment/vocabulary';
import type { Stance } from '@fitroom/shared/posing/stances';
import type { LandmarkCorrection } from '@fitroom/shared/reading/landmark-correction';
import type { JobStage } from '@fitroom/shared/schemas/job-state';
import type { SeenMesh } from '@fitroom/shared/tryon/inspect-mesh';
import type { JobProblem } from '@fitroom/web-workers/protocol/outcome';
import type { PaintedMap } from '@fitroom/web-workers/protocol/try-on-worker';
import type {
  Place,
  StoredGarment,
  StoredPhoto,
  StoredResult,
  StoredStance,
} from '../storage/database.ts';

/** How the dressed body stands; `own`: as its garment was draped. */
export type WishedStance = Stance | 'own';

/** What the user asked for; outlives jobs. */
export interface Wishes {
  readonly bodyId: string;
  readonly category: Category | 'auto';
  readonly ease: Ease;
  /** What the garment is made of. */
  readonly fabric: FabricChoice;
  /** How the garment is put on. */
  readonly method: Method;
  /** What the cloth keeps off the skin, millimetres. */
  readonly offsetMm: number;
  readonly quality: Quality;
  /** How the garment is made of the photo, and where. */
  readonly generator: Generator;
  readonly place: Place;
  readonly knownWidthCm: number | null;
  /** The label sewn into the garment; at most one of width and label is set. */
  readonly sizeLabel: string | null;
  /** How a front that opens is worn. */
  readonly front: FrontWear;
  /** Longer side of the texture, pixels. */
  readonly textureSize: TextureSize;
  /** Landmarks that the user moved, each name once. */
  readonly corrections: readonly LandmarkCorrection[];
  readonly stance: WishedStance;
  /** What the cloth is painted with; null: its own colours. */
  readonly map: FitMap | null;
  /** A photo of the garment's back. */
  readonly back: StoredPhoto | null;
}

/** A stage as the app shows it: the pipeline's, the queue's, or its own traffic. */
export type ShownStage = JobStage | 'upload' | 'download';

export interface RunningJob {
  /** `look`: at a 3D file that the user brought. */
  readonly kind: 'make' | 'fit' | 'stance' | 'map' | 'look';
  readonly place: Place;
  readonly stage: ShownStage;
  /** 0..1 of everything the user waits for. */
  readonly overall: number;
}

/** A 3D file of which the user is asked what garment it is. */
export interface AskedMesh {
  readonly blob: Blob;
  readonly name: string;
  readonly seen: SeenMesh;
}

/** What is about to leave the device, and why. */
export interface AskedConsent {
  /** The garment without its background, or the photo as it is. */
  readonly what: 'cut-out' | 'photo';
  /** What leaves, as the user can look at it. */
  readonly picture: Blob;
  readonly generator: Generator;
  /** Code of the problem for which this device cannot do it; null where the user chose the server. */
  readonly because: string | null;
}

/** Something the user should know that is no failure. */
export type Notice = 'cancelled' | 'not-kept';

export interface RoomState {
  readonly photo: StoredPhoto | null;
  readonly wishes: Wishes;
  readonly job: RunningJob | null;
  /** Lines of the running or the last job. */
  readonly log: readonly string[];
  readonly problem: JobProblem | null;
  readonly notice: Notice | null;
  readonly result: StoredResult | null;
  /** A pose of a result, as it was last shown; see what-is-shown.ts. */
  readonly standing: StoredStance | null;
  /** The maps of what was last looked at by them. */
  readonly maps: { readonly of: Blob; readonly painted: readonly PaintedMap[] } | null;
  /** The dressed body of the running job while its cloth still lies coarsely; shown until it is done. */
  readonly preview: Blob | null;
  /** What the result is made of; null before the first one and where it is no longer kept. */
  readonly garment: StoredGarment | null;
  /** A photo waits for the user's word before it goes to the server. */
  readonly consent: AskedConsent | null;
  readonly asked: AskedMesh | null;
}

export const FIRST_WISHES: Wishes = {
  bodyId: 'regular',
  category: 'auto',
  ease: 'regular',
  fabric: 'auto',
  method: 'drape',
  offsetMm: OFFSET_MM.usual,
  quality: 'med',
  generator: 'panels',
  place: 'device',
  knownWidthCm: null,
  sizeLabel: null,
  front: 'auto',
  textureSize: 1024,
  corrections: [],
  stance: 'own',
  map: null,
  back: null,
};
