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
  /** Standard deviation of the width's scale, as a share of it: what girths are off by. */
  readonly widthError: number;
  /** Standard deviation of the height's scale, as a share of it. */
  readonly heightError: number;
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
  return { x, y, ...scaleErrors(cues, { aspect, spread: prior.spread }) };
}

/** What cues of one axis say of its scale's logarithm. */
interface AxisFinding {
  readonly mean: number;
  /** Infinite where no cue says anything. */
  readonly variance: number;
}

/**
 * How far off each scale may be: what the cues of its own axis leave open, narrowed by what those of the
 * other axis say through the aspect. Cues of an axis that lie farther apart than their spreads allow
 * were trusted too much (Birge's ratio), and so were the two axes where they contradict each other; but for
 * the width that only takes back what the lengths had helped: sleeves that disagree with a chest make
 * it no less certain than the ease that it was taken from.
 */
function scaleErrors(
  cues: readonly ScaleCue[],
  { aspect, spread }: AspectPrior,
): Pick<FittedScale, 'widthError' | 'heightError'> {
  const across = axisFinding(cues.filter(({ alongX }) => alongX > 0.5));
  const along = axisFinding(cues.filter(({ alongX }) => alongX <= 0.5));
  const between = across.variance + along.variance + spread ** 2;
  const apart = along.mean - across.mean - Math.log(aspect);
  const ratio = Number.isFinite(between) ? Math.max(1, apart ** 2 / between) : 1;
  const variance = (own: AxisFinding, other: AxisFinding) =>
    ratio / (1 / own.variance + 1 / (other.variance + spread ** 2));
  return {
    widthError: Math.sqrt(Math.min(across.variance, variance(across, along))),
    heightError: Math.sqrt(variance(along, across)),
  };
}

function axisFinding(cues: readonly ScaleCue[]): AxisFinding {
  let weights = 0;
  let sum = 0;
  for (const { metresPerPixel, spread } of cues) {
    weights += 1 / spread ** 2;
    sum += Math.log(metresPerPixel) / spread ** 2;
  }
  if (weights === 0) return { mean: 0, variance: Number.POSITIVE_INFINITY };
  const mean = sum / weights;
  let squares = 0;
  for (const { metresPerPixel, spread } of cues) {
    squares += ((Math.log(metresPerPixel) - mean) / spread) ** 2;
  }
  return { mean, variance: Math.max(1, squares / Math.max(1, cues.length - 1)) / weights };
}

/** The aspect of a garment graded to a girth that is so many times the photographed one's. */
export function gradedAspect(aspect: number, girthRatio: number): number {
  return aspect * girthRatio ** -GRADING_POWER;
}
