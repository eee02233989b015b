import type {
  Category,
  Ease,
  FrontWear,
  Method,
  Quality,
} from '@fitroom/shared/garment/vocabulary';
import type { LandmarkCorrection } from '@fitroom/shared/reading/landmark-correction';
import type { OutfitReport } from '@fitroom/shared/report/outfit-report';
import type { Report } from '@fitroom/shared/report/report';
import type { MadeGarment } from '@fitroom/shared/tryon/made-garment';
import type { Outcome } from './outcome.ts';

/** Where a body's files are; same-origin or with CORP, absolute URLs. */
export interface BodySource {
  readonly id: string;
  readonly glbUrl: string;
  /** The avatar record (JSON). */
  readonly recordUrl: string;
}

/** A photo and the name that the app keeps it under: the same name is the same photo. */
export interface GivenPhoto {
  readonly id: string;
  readonly blob: Blob;
}

export interface TryOnRequest {
  readonly photo: GivenPhoto;
  /** A photo of the garment's back, where the user has one. */
  readonly back: GivenPhoto | null;
  readonly body: BodySource;
  readonly category: Category | 'auto';
  readonly quality: Quality;
  readonly ease: Ease;
  readonly front: FrontWear;
  readonly knownWidthCm: number | null;
  /** The label sewn into the garment. */
  readonly sizeLabel: string | null;
  /** Longer side of the texture, pixels. */
  readonly textureSize: number;
  /** Landmarks that the user moved. */
  readonly corrections: readonly LandmarkCorrection[];
}

export interface FitRequest {
  readonly garment: MadeGarment;
  readonly body: BodySource;
  readonly method: Method;
  /** Null keeps the ease the garment was made with. */
  readonly ease: Ease | null;
}

/** Several garments to be worn together. */
export interface OutfitRequest {
  /** Inner to outer; `tucked`: its hem goes inside what hangs from the waist. */
  readonly garments: readonly { readonly garment: MadeGarment; readonly tucked: boolean }[];
  readonly body: BodySource;
}

export interface OutfitFiles {
  readonly fittedGlb: Blob;
  readonly thumbnail: Blob;
  readonly report: OutfitReport;
}

/** A garment and how it is worn. */
export interface TriedOnFiles {
  readonly made: MadeGarment;
  readonly fitted: FittedFiles;
}

export interface FittedFiles {
  readonly garmentGlb: Blob;
  readonly fittedGlb: Blob;
  readonly thumbnail: Blob;
  readonly report: Report;
}

/**
 * Shared with a running job; anything but 0 asks it to end. Null where the page may not share memory:
 * then a job ends only with its worker.
 */
export type CancelFlag = Int32Array<SharedArrayBuffer> | null;

/** The worker in which a photo becomes a garment and a garment is put on a body; one job at a time. */
export interface TryOnWorker {
  /** @param prior Port on which the inference worker serves; the port now belongs to this worker. */
  connect(prior: MessagePort): Promise<void>;
  /** Loads codecs and a body ahead of the first job. */
  warmUp(body: BodySource): Promise<Outcome<null>>;
  /** @param events Receives {@link JobEvent}s; the port now belongs to this worker, which closes it. */
  tryOn(
    request: TryOnRequest,
    cancel: CancelFlag,
    events: MessagePort,
  ): Promise<Outcome<TriedOnFiles>>;
  /**
   * Puts a garment that was made before on a body.
   *
   * @param events As for `tryOn`.
   */
  fit(request: FitRequest, cancel: CancelFlag, events: MessagePort): Promise<Outcome<FittedFiles>>;
  /**
   * Puts several garments that were made before on one body.
   *
   * @param events As for `tryOn`.
   */
  wear(
    request: OutfitRequest,
    cancel: CancelFlag,
    events: MessagePort,
  ): Promise<Outcome<OutfitFiles>>;
}
