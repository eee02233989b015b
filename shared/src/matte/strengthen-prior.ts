import { labelComponents } from '../image/components.ts';
import type { RgbaImage } from '../image/image.ts';
import { carveGapTip } from './carve-gap-tip.ts';
import { carveGaps } from './carve-gaps.ts';
import { findPaleCloth } from './pale-cloth.ts';
import { differenceAt, isShadow, type PlainBackground } from './plain-background.ts';

/** Levels above the background's noise from which a pixel cannot be background; soft shadows stay below. */
const CERTAIN_DIFFERENCE = 45;
/** Levels above the noise within which a pixel may be background. */
const SAME_DIFFERENCE = 4;
/** What is found to be cloth is believed in so much. */
const CLOTH = 0.95;
/** Gaps are not looked for when this share of the garment looks like background. */
const MOST_ALIKE = 0.3;

/**
 * Corrects the network where a plain background speaks for itself: what differs from it strongly
 * and hangs together with the garment is garment, and a tall gap of its very colour is the space
 * between two legs, or between a sleeve and the body; pale cloth is found beside what it belongs to.
 *
 * @param prior 0..1 by pixel; not changed.
 */
export function strengthenPrior(
  image: RgbaImage,
  prior: Float32Array,
  plain: PlainBackground,
): Float32Array {
  const { width, height } = image;
  const size = width * height;
  const told: Told = {
    different: new Uint8Array(size),
    same: new Uint8Array(size),
    depth: new Float32Array(size),
  };
  const claim: Claim = { claimed: 0, alike: 0, left: width, right: 0, top: height, bottom: 0 };
  for (let y = 0; y < height; y++) tellRow(image, prior, plain, y, told, claim);
  const { different, same, depth } = told;
  const result = prior.slice();
  const parts = labelComponents(different, width, height);
  const overlap = new Float64Array(parts.areas.length);
  for (let i = 0; i < size; i++) {
    if (different[i] && prior[i]! > 0.5) overlap[parts.labels[i]!]!++;
  }
  for (let i = 0; i < size; i++) {
    if (!different[i] || prior[i]! >= CLOTH) continue;
    const label = parts.labels[i]!;
    // A part of its own, such as a hanger or a tag, has no pixels the network is sure of.
    if (overlap[label]! > 0.03 * parts.areas[label]!) result[i] = CLOTH;
  }
  // A garment of the background's own colour shows gaps everywhere: then none is believed.
  if (claim.alike < MOST_ALIKE * claim.claimed) {
    carveGaps(result, same, width, height, claim);
    carveGapTip(image, result, plain, claim);
  }
  const pale = findPaleCloth(image, plain, depth, result);
  if (pale) for (let i = 0; i < size; i++) if (pale[i]) result[i] = CLOTH;
  return result;
}

/** What the background says of each pixel. */
interface Told {
  /** 1 where it cannot be background, nor background in a shadow. */
  readonly different: Uint8Array;
  /** 1 where the network claims what looks just like the background. */
  readonly same: Uint8Array;
  /** Levels off the background. */
  readonly depth: Float32Array;
}

/** What the network claims: how many pixels, how many of them look like the background, and within what box. */
interface Claim {
  claimed: number;
  alike: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function tellRow(
  image: RgbaImage,
  prior: Float32Array,
  plain: PlainBackground,
  y: number,
  { different, same, depth }: Told,
  claim: Claim,
): void {
  const row = y * image.width;
  for (let x = 0; x < image.width; x++) {
    const difference = differenceAt(image, plain, x, y);
    depth[row + x] = difference;
    if (difference > plain.noise + CERTAIN_DIFFERENCE && !isShadow(image, plain, x, y)) {
      different[row + x] = 1;
    }
    if (!(prior[row + x]! > 0.5)) continue;
    claim.claimed++;
    if (difference <= plain.noise + SAME_DIFFERENCE) {
      same[row + x] = 1;
      claim.alike++;
    }
    if (x < claim.left) claim.left = x;
    if (x > claim.right) claim.right = x;
    if (y < claim.top) claim.top = y;
    claim.bottom = y;
  }
}
