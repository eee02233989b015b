import { labelComponents } from '../image/components.ts';
import { dilate, erode } from '../image/dilate.ts';
import { opaque } from './opaque.ts';

/** Parts thinner than twice this share of the long side are thin. */
const THIN = 0.0065;
/** A thin part stays when the network takes it for garment on the whole. */
const LEAST_PRIOR = 0.5;

/**
 * Clears thin parts that the network does not believe in: tile joints, seams of a cloth, a shadow's
 * rim. Straps and ties stay, because the network knows them.
 *
 * @param soft Matte 0..1; not changed.
 * @param prior The network's opinion, 0..1.
 */
export function dropThinParts(
  soft: Float32Array,
  prior: Float32Array,
  width: number,
  height: number,
): Float32Array {
  const radius = THIN * Math.max(width, height);
  const count = soft.length;
  const mask = opaque(soft);
  const core = dilate(erode(mask, width, height, radius), width, height, radius + 1);
  const thin = new Uint8Array(count);
  for (let i = 0; i < count; i++) thin[i] = soft[i]! > 0.1 && !core[i] ? 1 : 0;
  const parts = labelComponents(thin, width, height);
  const belief = new Float64Array(parts.areas.length);
  for (let i = 0; i < count; i++) if (thin[i]) belief[parts.labels[i]!]! += prior[i]!;
  const result = soft.slice();
  for (let i = 0; i < count; i++) {
    const label = parts.labels[i]!;
    if (label > 0 && belief[label]! < LEAST_PRIOR * parts.areas[label]!) result[i] = 0;
  }
  return result;
}

/** Inlets narrower than twice this share of the long side are thin. */
const THIN_INLET = 0.012;
/** A thin inlet is filled when the network takes it for garment on the whole. */
const LEAST_INLET_PRIOR = 0.5;
/**
 * Fills thin inlets and gaps that the network does not believe in: a drawstring or a print of the
 * background's colour that reaches the edge.
 *
 * @param soft Matte 0..1; not changed.
 * @param prior The network's opinion, 0..1.
 */
export function fillThinInlets(
  soft: Float32Array,
  prior: Float32Array,
  width: number,
  height: number,
): Float32Array {
  const radius = THIN_INLET * Math.max(width, height);
  const count = soft.length;
  const mask = opaque(soft);
  const closed = erode(dilate(mask, width, height, radius), width, height, radius);
  const thin = new Uint8Array(count);
  for (let i = 0; i < count; i++) thin[i] = closed[i] && !mask[i] ? 1 : 0;
  const parts = labelComponents(thin, width, height);
  const belief = new Float64Array(parts.areas.length);
  for (let i = 0; i < count; i++) if (thin[i]) belief[parts.labels[i]!]! += prior[i]!;
  const filled = parts.areas.map((area, label) => belief[label]! > LEAST_INLET_PRIOR * area);
  const result = soft.slice();
  for (let i = 0; i < count; i++) if (thin[i] && filled[parts.labels[i]!]) result[i] = 1;
  return result;
}
