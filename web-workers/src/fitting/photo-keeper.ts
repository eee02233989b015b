import type { RgbaImage } from '@fitroom/shared/image/image';
import type { JobContext } from '@fitroom/shared/job/context';
import { type SeparatedGarment, separateGarment } from '@fitroom/shared/tryon/make-garment';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import type { GivenPhoto } from '../protocol/try-on-worker.ts';

export interface OpenedPhoto {
  readonly photo: RgbaImage;
  readonly separated: SeparatedGarment;
}

/** Opens photos, and remembers what the last one came to: a correction needs neither step again. */
export interface PhotoKeeper {
  /** Decoded and apart from its background. */
  open(given: GivenPhoto, ports: TryOnPorts, context: JobContext): Promise<OpenedPhoto>;
  /** Decoded only. */
  openBack(given: GivenPhoto): Promise<RgbaImage>;
}

/**
 * @param decode Photo's bytes to upright pixels; throws an InputError for what is no photo.
 * @param separate See shared/src/tryon/make-garment.ts.
 */
export function createPhotoKeeper(
  decode: (photo: Blob) => Promise<RgbaImage>,
  separate: typeof separateGarment = separateGarment,
): PhotoKeeper {
  let front: { readonly key: string; readonly opened: OpenedPhoto } | null = null;
  let back: { readonly id: string; readonly photo: RgbaImage } | null = null;
  return {
    async open(given, ports, context) {
      // Another network separates the same photo in another way.
      const key = `${given.id} ${ports.prior.network.name}`;
      if (front?.key === key) return front.opened;
      front = null;
      context.progress('decode', 0);
      const photo = await timed(context, 'decoding', () => decode(given.blob));
      context.log(`photo: ${photo.width} x ${photo.height} pixels`);
      context.progress('decode', 1);
      const separated = await separate(photo, {}, ports, context);
      front = { key, opened: { photo, separated } };
      return front.opened;
    },
    async openBack(given) {
      if (back?.id !== given.id) back = { id: given.id, photo: await decode(given.blob) };
      return back.photo;
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
  context.log(`${step}: ${Math.round(context.now() - began)} ms`);
  return result;
}
