import { cropImage } from '../image/crop-image.ts';
import type { PixelBox } from '../image/edge-strength.ts';
import { extentAbove } from '../image/extent-above.ts';
import type { RgbaImage } from '../image/image.ts';
import type { MattePrior } from './matte-prior.ts';
import { priorBelief, priorInput, priorMap } from './prior-tensor.ts';

/** What the network takes for garment counts for the box from this belief on. */
const CLAIMED = 0.5;
/** Room left round the garment's box, as a share of the box. */
const MARGIN = 0.12;
/** A box that fills more of the photo than this shows the network little that is new. */
const MOST_OF_PHOTO = 0.75;

/** A network's belief of the whole photo. @returns 0..1 by pixel at any size asked for. */
export type BeliefMap = (width: number, height: number) => Float32Array;

/** The box round all that a map claims, with its margin; null when it claims nothing. */
function claimedBox(map: Float32Array, width: number, height: number): PixelBox | null {
  const claim = extentAbove(map, width, CLAIMED);
  if (claim.right < claim.left) return null;
  const { left, top } = claim;
  const [right, bottom] = [claim.right + 1, claim.bottom + 1];
  const across = Math.round(MARGIN * (right - left));
  const down = Math.round(MARGIN * (bottom - top));
  return {
    left: Math.max(0, left - across),
    right: Math.min(width, right + across),
    top: Math.max(0, top - down),
    bottom: Math.min(height, bottom + down),
  };
}

/**
 * Asks the network again about the garment's box alone, where the garment gets more of its few
 * pixels: pale hoods and narrow gaps that it missed at first are seen.
 *
 * @param first The network's belief of the whole photo.
 * @returns Both looks in one map; the first alone where the garment fills the photo already.
 */
export async function lookCloser(
  image: RgbaImage,
  prior: MattePrior,
  first: BeliefMap,
): Promise<BeliefMap> {
  const { size } = prior.network;
  const box = claimedBox(first(size, size), size, size);
  if (!box) return first;
  const share = ((box.right - box.left) * (box.bottom - box.top)) / (size * size);
  if (share > MOST_OF_PHOTO) return first;
  const across = image.width / size;
  const down = image.height / size;
  const cut: PixelBox = {
    left: Math.floor(box.left * across),
    right: Math.ceil(box.right * across),
    top: Math.floor(box.top * down),
    bottom: Math.ceil(box.bottom * down),
  };
  const crop = cropImage(image, cut);
  const belief = priorBelief(await prior.run(priorInput(crop, prior.network)), prior.network);
  return (width, height) => {
    const result = first(width, height).slice();
    const left = Math.round((cut.left / image.width) * width);
    const right = Math.round((cut.right / image.width) * width);
    const top = Math.round((cut.top / image.height) * height);
    const bottom = Math.round((cut.bottom / image.height) * height);
    const closer = priorMap(belief, prior.network, right - left, bottom - top);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const i = y * width + x;
        const near = closer[(y - top) * (right - left) + x - left]!;
        result[i] = 0.5 * (near + result[i]!);
      }
    }
    return result;
  };
}
