import type { Category } from '@fitroom/shared/garment/vocabulary';
import type { RgbaImage } from '@fitroom/shared/image/image';
import type { JobContext } from '@fitroom/shared/job/context';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import type { GarmentTexture } from '@fitroom/shared/tryon/made-garment';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { type SeparatedGarment, separateGarment } from '@fitroom/shared/tryon/separate-garment';
import type { GivenPhoto } from '../protocol/try-on-worker.ts';

export interface OpenedPhoto {
  readonly photo: RgbaImage;
  readonly separated: SeparatedGarment;
  /** The last texture that was made of it; null before the first. Whoever makes one leaves it here. */
  texture: GarmentTexture | null;
}

/** The photos of one garment. */
export interface GivenPhotos {
  readonly photo: GivenPhoto;
  readonly back: GivenPhoto | null;
  /** Which garment is meant where somebody wears several; left out: `auto`. */
  readonly category?: Category | 'auto';
}

/** Opens photos, and remembers what the last ones came to: a correction needs no step of it again. */
export interface PhotoKeeper {
  /** Decoded and apart from its background, the back's as well. */
  open(given: GivenPhotos, ports: TryOnPorts, context: JobContext): Promise<OpenedPhoto>;
}

/**
 * @param decode Photo's bytes to upright pixels; throws an InputError for what is no photo.
 * @param separate See shared/src/tryon/separate-garment.ts.
 */
export function createPhotoKeeper(
  decode: (photo: Blob) => Promise<RgbaImage>,
  separate: typeof separateGarment = separateGarment,
): PhotoKeeper {
  let kept: { readonly key: string; readonly opened: OpenedPhoto } | null = null;
  return {
    async open({ photo: given, back: givenBack, category = 'auto' }, ports, context) {
      // Another network separates the same photos in another way.
      const { prior, parser } = ports;
      const parsing = parser ? [parser.network.name, category] : [];
      const key = [given.id, givenBack?.id, prior.network.name, ...parsing].join(' ');
      if (kept?.key === key) return kept.opened;
      kept = null;
      context.progress('decode', 0);
      const [photo, back] = await timed(context, 'decoding', () =>
        Promise.all([decode(given.blob), givenBack && decode(givenBack.blob)]),
      );
      context.log(JOB_LINES.photoSize(photo.width, photo.height));
      context.progress('decode', 1);
      const separated = await separate(photo, { back, category }, ports, context);
      kept = { key, opened: { photo, separated, texture: null } };
      return kept.opened;
    },
  };
}

/** Writes into the job's log how long a step took. */
export async function timed<T>(
  context: JobContext,
  step: string,
  run: () => Promise<T>,
): Promise<T> {
  const began = context.now();
  const result = await run();
  context.log(JOB_LINES.stepTook(step, Math.round(context.now() - began)));
  return result;
}
