/** Roughness is the deviation of light in windows of this half side, pixels. */
const RADIUS = 2;
/** All but this share of a shaggy ground is rougher than the least, levels. */
const SMOOTH_SHARE = 0.05;
const LEAST_ROUGHNESS = 1.5 / 255;
/** Every so many pixels of the ground are looked at to tell. */
const STRIDE = 7;
/** Shares below this are not told apart. */
const LEAST_SHARE = 0.004;
/** Smoothness alone outweighs colour by no more than e to this power. */
const MOST_EVIDENCE = 4.5;
/** Roughness is counted by quarter levels, up to this many. */
const STEPS = 128;
const STEP = 0.25 / 255;

/**
 * How much the smoothness of each pixel speaks for the garment, on a ground that is rough everywhere, a
 * carpet: pale smooth cloth on a pale carpet is told by nothing else. The smoothest of the windows that
 * hold a pixel counts, so that the garment's edge is not taken for roughness.
 *
 * @param light Luminance 0..1 at half the working size.
 * @param garment Non-zero where a pixel is surely garment; `background` likewise.
 * @returns By pixel, 0 or more, natural log; null where the ground is not rough.
 */
export function smoothnessEvidence(
  light: Float32Array,
  width: number,
  height: number,
  garment: Uint8Array,
  background: Uint8Array,
): Float32Array | null {
  if (!isShaggy(light, background, width, height)) return null;
  const variance = new Float32Array(light.length).fill(Infinity);
  for (let y = RADIUS; y < height - RADIUS; y++) {
    for (let x = RADIUS; x < width - RADIUS; x++) {
      variance[y * width + x] = varianceAt(light, width, y * width + x);
    }
  }
  const steps = new Uint8Array(light.length).fill(STEPS - 1);
  for (let y = RADIUS; y < height - RADIUS; y++) {
    for (let x = RADIUS; x < width - RADIUS; x++) {
      const i = y * width + x;
      const least = leastAround(variance, width, i);
      steps[i] = Math.min(STEPS - 1, Math.floor(Math.sqrt(least) / STEP));
    }
  }
  const ofGarment = shareUpTo(steps, garment);
  const ofGround = shareUpTo(steps, background);
  return Float32Array.from(steps, (step) => {
    const ratio = (ofGarment[step]! + LEAST_SHARE) / (ofGround[step]! + LEAST_SHARE);
    return Math.min(MOST_EVIDENCE, Math.max(0, Math.log(ratio)));
  });
}

function varianceAt(light: Float32Array, width: number, i: number): number {
  let sum = 0;
  let square = 0;
  for (let dy = -RADIUS; dy <= RADIUS; dy++) {
    for (let dx = -RADIUS; dx <= RADIUS; dx++) {
      const value = light[i + dy * width + dx]!;
      sum += value;
      square += value * value;
    }
  }
  const count = (2 * RADIUS + 1) ** 2;
  return Math.max(0, square / count - (sum / count) ** 2);
}

/** Of the nine windows that a pixel is a corner, an edge's middle or the centre of. */
function leastAround(variance: Float32Array, width: number, i: number): number {
  let least = variance[i]!;
  for (let dy = -RADIUS; dy <= RADIUS; dy += RADIUS) {
    for (let dx = -RADIUS; dx <= RADIUS; dx += RADIUS) {
      const value = variance[i + dy * width + dx];
      if (value !== undefined && value < least) least = value;
    }
  }
  return least;
}

function isShaggy(
  light: Float32Array,
  background: Uint8Array,
  width: number,
  height: number,
): boolean {
  let looked = 0;
  let smooth = 0;
  for (let y = RADIUS; y < height - RADIUS; y += STRIDE) {
    for (let x = RADIUS; x < width - RADIUS; x += STRIDE) {
      const i = y * width + x;
      if (!background[i]) continue;
      looked++;
      if (varianceAt(light, width, i) < LEAST_ROUGHNESS * LEAST_ROUGHNESS) smooth++;
    }
  }
  return looked > 0 && smooth <= SMOOTH_SHARE * looked;
}

/** By step of roughness, the share of the samples that are no rougher. */
function shareUpTo(steps: Uint8Array, samples: Uint8Array): Float64Array {
  const shares = new Float64Array(STEPS);
  let all = 0;
  for (let i = 0; i < steps.length; i++) {
    if (!samples[i]) continue;
    shares[steps[i]!]!++;
    all++;
  }
  let sum = 0;
  for (let step = 0; step < STEPS; step++) {
    sum += shares[step]!;
    shares[step] = sum / Math.max(1, all);
  }
  return shares;
}
