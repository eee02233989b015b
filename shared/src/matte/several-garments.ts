import { labelComponents, largestComponent } from '../image/components.ts';

/** The network takes a pixel for a thing that stands out from here on. */
const CLAIMED = 0.5;
/** A second thing this large beside the first is another garment, no tag or button. */
const SECOND_SHARE = 0.3;

/**
 * Whether the network sees more than one large thing in the photo.
 *
 * @param belief 0..1 by pixel, `width * height`.
 */
export function hasSeveralGarments(belief: Float32Array, width: number, height: number): boolean {
  const mask = new Uint8Array(belief.length);
  for (let i = 0; i < mask.length; i++) mask[i] = belief[i]! > CLAIMED ? 1 : 0;
  const parts = labelComponents(mask, width, height);
  const main = largestComponent(parts);
  return parts.areas.some(
    (area, label) => label !== main && area > SECOND_SHARE * parts.areas[main]!,
  );
}
