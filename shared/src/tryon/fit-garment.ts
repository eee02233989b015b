import type { Avatar } from '../body/avatar.ts';
import type { Ease, Method } from '../garment/vocabulary.ts';
import type { RgbaImage } from '../image/image.ts';
import type { JobContext } from '../job/context.ts';
import type { Report } from '../report/report.ts';
import type { MadeGarment } from './made-garment.ts';
import type { TryOnPorts } from './ports.ts';

export interface FitGarmentOptions {
  readonly method: Method;
  /** Null keeps the ease the garment was made with. */
  readonly ease: Ease | null;
  /** 3 to 5, default 4. */
  readonly offsetMm: number;
}

export interface FittedGarment {
  readonly garmentGlb: Uint8Array;
  readonly fittedGlb: Uint8Array;
  /** Front view of the dressed avatar, from the CPU rasteriser. */
  readonly thumbnail: RgbaImage;
  readonly report: Report;
}

/**
 * Puts a made garment on an avatar: pattern graded to the body, draped (or aligned, `rigid`),
 * snapped clear of the skin, written as GLB, decoded again and judged by the gates.
 *
 * @throws {InputError} when the garment cannot be put on; the message says what to do.
 * @throws {CancelledError}
 */
export declare function fitGarment(
  garment: MadeGarment,
  avatar: Avatar,
  options: FitGarmentOptions,
  ports: TryOnPorts,
  context: JobContext,
): Promise<FittedGarment>;
