import type { Generator } from '../garment/vocabulary.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { makeMatte } from '../matte/make-matte.ts';
import type { TryOnPorts } from './ports.ts';
import type { SeparatedGarment } from './separate-garment.ts';

/** What a generator sees of a photo. */
export interface ShownPhoto {
  /** Transparent where there is nothing that it is to see. */
  readonly shown: RgbaImage;
  /** The garment alone: what `shown` is too, unless the generator is to see the person who wears it. */
  readonly cutOut: RgbaImage;
  /** The part of `shown` that is wanted, where that is less than all of it. */
  readonly garment?: RgbaImage;
}

/**
 * Generators see the garment alone. `pifuhd` has to see a whole person: where a garment was cut out of one, the
 * person is cut out as well, by the network that finds what stands out, and the garment is told beside it.
 */
export async function shownToGenerator(
  generator: Generator,
  { workingImage, matte }: Pick<SeparatedGarment, 'workingImage' | 'matte'>,
  { prior }: Pick<TryOnPorts, 'prior'>,
): Promise<ShownPhoto> {
  const cutOut = withMatte(workingImage, matte);
  if (generator !== 'pifuhd' || !matte.findings?.includes('cut-from-person')) {
    return { shown: cutOut, cutOut };
  }
  const person = await makeMatte(workingImage, prior);
  // The garment is the person's, whatever that network makes of it.
  const data = person.data.map((alpha, pixel) => Math.max(alpha, matte.data[pixel]!));
  return { shown: withMatte(workingImage, { ...person, data }), cutOut, garment: cutOut };
}

function withMatte({ width, height, data }: RgbaImage, matte: GrayImage): RgbaImage {
  const cut = Uint8ClampedArray.from(data);
  for (let pixel = 0; pixel < width * height; pixel++) cut[4 * pixel + 3] = matte.data[pixel]!;
  return { width, height, data: cut };
}
