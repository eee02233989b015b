import type { FitGarmentOptions } from '@fitroom/shared/tryon/fit-garment';
import type { MakeGarmentOptions } from '@fitroom/shared/tryon/make-garment';

/** What every photo is asked; the standard choices. */
export const STANDARD: MakeGarmentOptions = {
  category: 'auto',
  quality: 'med',
  ease: 'regular',
  knownWidthCm: null,
};

/** How its garment is put on. */
export const STANDARD_FIT = {
  method: 'drape',
  ease: null,
  offsetMm: 4,
} as const satisfies FitGarmentOptions;
