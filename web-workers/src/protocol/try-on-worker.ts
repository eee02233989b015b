import type { Category, Ease, Method, Quality } from '@fitroom/shared/garment/vocabulary';
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

export interface MakeRequest {
  readonly photo: Blob;
  readonly body: BodySource;
  readonly category: Category | 'auto';
  readonly quality: Quality;
  readonly ease: Ease;
  readonly knownWidthCm: number | null;
}

export interface FitRequest {
  readonly garment: MadeGarment;
  readonly body: BodySource;
  readonly method: Method;
  /** Null keeps the ease the garment was made with. */
  readonly ease: Ease | null;
}

export interface FittedFiles {
  readonly garmentGlb: Blob;
  readonly fittedGlb: Blob;
  readonly thumbnail: Blob;
  readonly report: Report;
}

/** The worker in which a photo becomes a garment and a garment is put on a body; one job at a time. */
export interface TryOnWorker {
  /** @param prior Port on which the inference worker serves; the port now belongs to this worker. */
  connect(prior: MessagePort): Promise<void>;
  /** Loads codecs and a body ahead of the first job. */
  warmUp(body: BodySource): Promise<Outcome<null>>;
  /** @param events Receives {@link JobEvent}s; the port now belongs to this worker, which closes it. */
  make(request: MakeRequest, events: MessagePort): Promise<Outcome<MadeGarment>>;
  /** @param events As for `make`. */
  fit(request: FitRequest, events: MessagePort): Promise<Outcome<FittedFiles>>;
}
