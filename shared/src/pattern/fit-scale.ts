/** One estimate of metres per pixel. */
export interface ScaleCue {
  /** 1: along the photo's x; 0: along y; between: a slanted length, the square of its cosine to x. */
  readonly alongX: number;
  readonly metresPerPixel: number;
  /** Standard deviation of its logarithm: 0.05 = trusted to 5 %. */
  readonly spread: number;
}

/**
 * How far height and width may be scaled apart. A garment that goes round a body shows 2 / pi = 0.64
 * of its flat width in a projection; a flat-lay shows all of it.
 */
const MIN_ASPECT = 0.62;
const MAX_ASPECT = 1.1;
/** Trust in a photo showing height and width alike: weak, for both kinds of photo come. */
const ASPECT_SPREAD = 0.18;
/** Larger sizes grow in girth more than in length: by this power less (size charts: 19 % girth, 6 % length). */
const GRADING_POWER = 0.7;

/**
 * Scales along x and y that agree best with all cues and with each other: the least-squares solution
 * in logarithms, then the y scale held within 0.62 to 1.1 of the x scale.
 *
 * A garment on a hidden mannequin is photographed as a projection: its flat width is more than what
 * the photo shows, its height is not. So the width cues ask for more metres a pixel than the length
 * cues do, and the two are let apart; unroll.ts keeps prints in shape.
 *
 * @param girthRatio The body's girth over that of the person whom photographed samples fit.
 */
export function fitScale(
  cues: readonly ScaleCue[],
  girthRatio: number,
): { readonly x: number; readonly y: number } {
  const graded = girthRatio ** -GRADING_POWER;
  const aspectWeight = 1 / ASPECT_SPREAD ** 2;
  let xx = aspectWeight;
  let yy = aspectWeight;
  let xy = -aspectWeight;
  let rx = -aspectWeight * Math.log(graded);
  let ry = aspectWeight * Math.log(graded);
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
  return { x, y: Math.min(MAX_ASPECT * graded * x, Math.max(MIN_ASPECT * graded * x, y)) };
}
