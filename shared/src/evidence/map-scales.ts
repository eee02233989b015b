/**
 * What a fit can be looked at by. `strain` compares with the cloth as cut, `strain-fitted` with the ease that
 * pattern and fittings gave.
 */
export const FIT_MAPS = ['strain', 'strain-fitted', 'gap', 'contact'] as const;
export type FitMap = (typeof FIT_MAPS)[number];

/** A legend: the colour of each step and the values between which it lies. */
export interface MapScale {
  readonly unit: '%' | 'mm';
  /**
   * Lowest value of each step, ascending: a step ends where the next begins. What is below the first
   * counts as the first, and the last has no end.
   */
  readonly from: readonly number[];
  /** sRGB bytes of each step. */
  readonly colors: readonly Rgb[];
}

export type Rgb = readonly [number, number, number];

/**
 * Viridis (van der Walt and Smith 2015, CC0) at eight even places: its lightness rises evenly, so that
 * the steps keep their order for every kind of colour blindness and in grey.
 */
const VIRIDIS: readonly Rgb[] = [
  [68, 1, 84],
  [70, 50, 127],
  [54, 92, 141],
  [39, 127, 142],
  [31, 161, 135],
  [74, 194, 109],
  [159, 218, 58],
  [253, 231, 37],
];

/**
 * Stretch from 100 % (as cut) to 120 % in eight even steps: jersey is cut to give up to a fifth,
 * woven cloth a few percent.
 */
const STRAIN: MapScale = {
  unit: '%',
  from: [100, 102.5, 105, 107.5, 110, 112.5, 115, 117.5],
  colors: VIRIDIS,
};

/**
 * Cloth lies 3 to 5 mm off the skin, so the first step is cloth that lies on it; steps widen, since 5 mm
 * matter near the skin and not at a wide hem. Light is tight, as in the strain's legend.
 */
const GAP: MapScale = {
  unit: 'mm',
  from: [0, 6, 10, 15, 20, 30, 50, 80],
  colors: [...VIRIDIS].reverse(),
};

/** Millimetres within which cloth touches the skin: the 3 to 5 it is kept off, and the sag of skin between its points. */
export const TOUCHING_MM = 6;
/** Within which a breath or a step makes it touch. */
export const NEAR_MM = 15;

/** Touching, near, away. */
const CONTACT: MapScale = {
  unit: 'mm',
  from: [0, TOUCHING_MM, NEAR_MM],
  colors: [VIRIDIS[7]!, VIRIDIS[3]!, VIRIDIS[0]!],
};

export const MAP_SCALES: Readonly<Record<FitMap, MapScale>> = {
  strain: STRAIN,
  'strain-fitted': STRAIN,
  gap: GAP,
  contact: CONTACT,
};

/** What has no value is drawn in this grey, which no step has. */
export const NO_VALUE: Rgb = [176, 176, 176];

/** Step of a value, from 0; null for NaN. */
export function stepOf({ from }: MapScale, value: number): number | null {
  if (Number.isNaN(value)) return null;
  let step = 0;
  while (step + 1 < from.length && value >= from[step + 1]!) step++;
  return step;
}

/** The colour of a value, sRGB bytes. */
export function colorOf(scale: MapScale, value: number): Rgb {
  const step = stepOf(scale, value);
  return step === null ? NO_VALUE : scale.colors[step]!;
}
