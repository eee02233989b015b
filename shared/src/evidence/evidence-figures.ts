import { type FitEvidence, valuesOf } from './fit-evidence.ts';
import { type FitMap, MAP_SCALES, type MapScale, stepOf } from './map-scales.ts';

/** The numbers of a map, each square centimetre of worn cloth counting alike. */
export interface MapFigures {
  readonly mean: number;
  readonly p95: number;
  readonly max: number;
  /** Share of the cloth's area in each step of the map's scale. */
  readonly shares: readonly number[];
}

export interface EvidenceFigures {
  /** Percent; null where nothing says what the cloth was before. */
  readonly strain: {
    readonly asCut: MapFigures;
    /** Of a mesh without a pattern the same: it was given no ease. */
    readonly asFitted: MapFigures;
    readonly basis: 'pattern' | 'mesh';
  } | null;
  /** Millimetres. */
  readonly gap: MapFigures;
  /** Of the gap in millimetres, in the steps touching, near and away. */
  readonly contact: MapFigures;
}

export function evidenceFigures(evidence: FitEvidence): EvidenceFigures {
  const { asCutPercent, asFittedPercent, areas } = evidence;
  const of = (map: FitMap): MapFigures =>
    mapFigures(valuesOf(evidence, map)!, areas, MAP_SCALES[map]);
  return {
    strain: asCutPercent && {
      asCut: of('strain'),
      asFitted: of(asFittedPercent ? 'strain-fitted' : 'strain'),
      basis: asFittedPercent ? 'pattern' : 'mesh',
    },
    gap: of('gap'),
    contact: of('contact'),
  };
}

/** @param values NaN are left out. @param areas The weight of each value. */
export function mapFigures(values: Float32Array, areas: Float32Array, scale: MapScale): MapFigures {
  const shares = new Float64Array(scale.from.length);
  let total = 0;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < values.length; v++) {
    const value = values[v]!;
    const area = areas[v]!;
    const step = stepOf(scale, value);
    if (step === null || !(area > 0)) continue;
    shares[step]! += area;
    total += area;
    sum += area * value;
    if (value < least) least = value;
    if (value > max) max = value;
  }
  if (total === 0) return { mean: 0, p95: 0, max: 0, shares: [...shares] };
  return {
    mean: sum / total,
    p95: valueAt(0.95 * total, values, areas, least, max),
    max,
    shares: [...shares].map((share) => share / total),
  };
}

/** Bins that values are counted in before those of one bin are sorted: sorting all of them took twenty times as long. */
const BINS = 512;

/**
 * The value up to which the cloth's area adds up to `area`.
 *
 * @param least The least of the values that count. @param most The largest.
 */
function valueAt(
  area: number,
  values: Float32Array,
  areas: Float32Array,
  least: number,
  most: number,
): number {
  const scale = most > least ? BINS / (most - least) : 0;
  const binned = new Float64Array(BINS);
  for (let v = 0; v < values.length; v++) {
    if (!Number.isNaN(values[v]!) && areas[v]! > 0) {
      binned[binOf(values[v]!, least, scale)]! += areas[v]!;
    }
  }
  let bin = 0;
  let below = 0;
  while (bin < BINS - 1 && below + binned[bin]! < area) below += binned[bin++]!;
  const within: number[] = [];
  for (let v = 0; v < values.length; v++) {
    if (areas[v]! > 0 && binOf(values[v]!, least, scale) === bin) within.push(v);
  }
  within.sort((a, b) => values[a]! - values[b]!);
  for (const v of within) {
    below += areas[v]!;
    if (below >= area) return values[v]!;
  }
  return within.length > 0 ? values[within.at(-1)!]! : most;
}

/** Not a number for a value that is none. */
function binOf(value: number, least: number, scale: number): number {
  return Math.min(BINS - 1, Math.floor((value - least) * scale));
}
