/** One estimate of metres per pixel. */
export interface ScaleCue {
  /** 1: along the photo's x; 0: along y; between: a slanted length, the square of its cosine to x. */
  readonly alongX: number;
  readonly metresPerPixel: number;
  /** Standard deviation of its logarithm: 0.05 = trusted to 5 %. */
  readonly spread: number;
}

/** What a photo says about height against width, before any cue. */
export interface AspectPrior {
  /** y scale over x scale: 1 for a garment laid flat, less for a projection. */
  readonly aspect: number;
  /** Standard deviation of its logarithm. */
  readonly spread: number;
}

/** Metres per pixel along both axes. */
export interface FittedScale {
  readonly x: number;
  readonly y: number;
  /** Standard deviation of the height's scale, as a share of it. */
  readonly error: number;
}

/** Larger sizes grow in girth more than in length: by this power less (size charts: 19 % girth, 6 % length). */
const GRADING_POWER = 0.7;

/**
 * Scales along x and y that agree best with all cues and with the aspect the photo ought to have: the
 * least-squares solution in logarithms.
 *
 * A garment on a hidden mannequin is photographed as a projection: its flat width is more than what
 * the photo shows, its height is not. So width takes more metres a pixel than height does; unroll.ts
 * keeps prints in shape.
 *
 * @param girthRatio The body's girth over that of the person whom photographed samples fit.
 */
export function fitScale(
  cues: readonly ScaleCue[],
  prior: AspectPrior,
  girthRatio: number,
): FittedScale {
  const aspect = gradedAspect(prior.aspect, girthRatio);
  const aspectWeight = 1 / prior.spread ** 2;
  let xx = aspectWeight;
  let yy = aspectWeight;
  let xy = -aspectWeight;
  let rx = -aspectWeight * Math.log(aspect);
  let ry = aspectWeight * Math.log(aspect);
  for (const cue of cues) {
    const weight = 1 / cue.spread ** 2;
    const log = Math.log(cue.metresPerPixel);
    const alongY = 1 - cue.alongX;
    xx += weight * cue.alongX ** 2;
    yy += weight * alongY ** 2;
    xy += weight * cue.alongX * alongY;
    rx += weight * cue.alongX * log;
    ry += weight * alongY * log;
  }
  const determinant = xx * yy - xy * xy;
  const x = Math.exp((rx * yy - ry * xy) / determinant);
  const y = Math.exp((ry * xx - rx * xy) / determinant);
  return { x, y, error: Math.sqrt(xx / determinant) * disagreement(cues, x, y) };
}

/** How much farther cues lie from the scale than their spreads say; at least 1. */
function disagreement(cues: readonly ScaleCue[], x: number, y: number): number {
  let sum = 0;
  for (const { alongX, metresPerPixel, spread } of cues) {
    const expected = alongX * Math.log(x) + (1 - alongX) * Math.log(y);
    sum += ((Math.log(metresPerPixel) - expected) / spread) ** 2;
  }
  return Math.sqrt(Math.max(1, sum / Math.max(1, cues.length - 1)));
}

/** The aspect of a garment graded to a girth that is so many times the photographed one's. */
export function gradedAspect(aspect: number, girthRatio: number): number {
  return aspect * girthRatio ** -GRADING_POWER;
}
