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
  /** Percent; null for a mesh without a pattern. */
  readonly strain: { readonly asCut: MapFigures; readonly asFitted: MapFigures } | null;
  /** Millimetres. */
  readonly gap: MapFigures;
  /** Of the gap in millimetres, in the steps touching, near and away. */
  readonly contact: MapFigures;
}

export function evidenceFigures(evidence: FitEvidence): EvidenceFigures {
  const { asCutPercent, areas } = evidence;
  const of = (map: FitMap): MapFigures =>
    mapFigures(valuesOf(evidence, map)!, areas, MAP_SCALES[map]);
  return {
    strain: asCutPercent && { asCut: of('strain'), asFitted: of('strain-fitted') },
    gap: of('gap'),
    contact: of('contact'),
  };
}

/** @param values NaN are left out. @param areas The weight of each value. */
export function mapFigures(values: Float32Array, areas: Float32Array, scale: MapScale): MapFigures {
  const shares = new Float64Array(scale.from.length);
  const counted: number[] = [];
  let total = 0;
  let sum = 0;
  for (let v = 0; v < values.length; v++) {
    const step = stepOf(scale, values[v]!);
    if (step === null || !(areas[v]! > 0)) continue;
    counted.push(v);
    shares[step]! += areas[v]!;
    total += areas[v]!;
    sum += areas[v]! * values[v]!;
  }
  if (total === 0) return { mean: 0, p95: 0, max: 0, shares: [...shares] };
  counted.sort((a, b) => values[a]! - values[b]!);
  let below = 0;
  const at95 = counted.find((v) => {
    below += areas[v]!;
    return below >= 0.95 * total;
  });
  return {
    mean: sum / total,
    p95: values[at95 ?? counted.at(-1)!]!,
    max: values[counted.at(-1)!]!,
    shares: [...shares].map((share) => share / total),
  };
}
