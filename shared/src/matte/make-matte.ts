import { alphaOf } from '../image/alpha-of.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { lookCloser } from './closer-look.ts';
import { isLowContrast } from './low-contrast.ts';
import type { MattePrior } from './matte-prior.ts';
import { noGarmentFound } from './no-garment-found.ts';
import { isPersonSeen } from './person-seen.ts';
import { priorBelief, priorInput, priorMap } from './prior-tensor.ts';
import { refineMatte } from './refine-matte.ts';
import { hasSeveralGarments } from './several-garments.ts';

/** A photo counts as cut out already when this share of it is nearly transparent. */
const TRANSPARENT_SHARE = 0.02;

/** The network is this sure of some pixel of every garment; of bare ground it is not. */
const LEAST_BELIEF = 0.5;

/** Whether the photo's own alpha tells the garment from its background. */
export function hasOwnMatte(image: RgbaImage): boolean {
  let clear = 0;
  const pixels = image.width * image.height;
  for (let i = 0; i < pixels; i++) if (image.data[i * 4 + 3]! < 16) clear++;
  return clear > pixels * TRANSPARENT_SHARE;
}

/** What a photo shows beside its garment, by the code of the notice that says it. */
export type MatteFinding =
  | 'hanger-removed'
  | 'several-garments'
  | 'person-seen'
  | 'cut-from-person'
  | 'low-contrast';

/** A garment's matte, 0 background to 255 garment, and what was found on the way. */
export interface FoundMatte extends GrayImage {
  /** Absent where nobody looked. */
  readonly findings?: readonly MatteFinding[];
}

/**
 * Separates the garment from its background at the image's full size.
 *
 * @throws {InputError} `no-garment` when the network sees nothing that stands out.
 */
export async function makeMatte(image: RgbaImage, prior: MattePrior): Promise<FoundMatte> {
  const { width, height } = image;
  if (hasOwnMatte(image)) {
    return { width, height, data: alphaOf(image), findings: [] };
  }
  const { network } = prior;
  const belief = priorBelief(await prior.run(priorInput(image, network)), network);
  let most = 0;
  for (let i = 0; i < belief.length; i++) if (belief[i]! > most) most = belief[i]!;
  if (most < LEAST_BELIEF) {
    throw noGarmentFound();
  }
  const first = (w: number, h: number): Float32Array => priorMap(belief, network, w, h);
  const { matte, hanger } = refineMatte(image, await lookCloser(image, prior, first));
  const findings: MatteFinding[] = [];
  if (hanger) findings.push('hanger-removed');
  if (hasSeveralGarments(first(network.size, network.size), network.size, network.size)) {
    findings.push('several-garments');
  }
  if (isPersonSeen(image, matte)) findings.push('person-seen');
  if (isLowContrast(image, matte)) findings.push('low-contrast');
  return { ...matte, findings };
}
