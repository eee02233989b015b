import { labelComponents } from '../image/components.ts';
import { dilate, erode } from '../image/distance-transform.ts';

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
  const mask = new Uint8Array(soft.length);
  for (let i = 0; i < soft.length; i++) mask[i] = soft[i]! >= 0.5 ? 1 : 0;
  const core = dilate(erode(mask, width, height, radius), width, height, radius + 1);
  const thin = new Uint8Array(soft.length);
  for (let i = 0; i < soft.length; i++) thin[i] = soft[i]! > 0.1 && !core[i] ? 1 : 0;
  const parts = labelComponents(thin, width, height);
  const belief = new Float64Array(parts.areas.length);
  for (let i = 0; i < soft.length; i++) if (thin[i]) belief[parts.labels[i]!]! += prior[i]!;
  const result = soft.slice();
  for (let i = 0; i < soft.length; i++) {
    const label = parts.labels[i]!;
    if (label > 0 && belief[label]! < LEAST_PRIOR * parts.areas[label]!) result[i] = 0;
  }
  return result;
}

/** Inlets narrower than twice this share of the long side are thin. */
const THIN_INLET = 0.012;
/** A thin inlet is filled when the network takes it for garment on the whole. */
const LEAST_INLET_PRIOR = 0.5;
/** But not a slit: the ground can be followed through this share of it, */
const SLIT_GROUND = 0.5;
/** it is this high, as a share of the long side, */
const SLIT_HEIGHT = 0.03;
/** this many times as high as it is wide on average, */
const SLIT_SHAPE = 2;
/** and it opens downwards: its mouth lies this share of its height below its middle. */
const SLIT_MOUTH = 0.2;

/** What is known of one inlet. */
interface Inlet {
  area: number;
  belief: number;
  /** Pixels that the ground was followed to. */
  ground: number;
  sumY: number;
  top: number;
  bottom: number;
  mouth: number;
  mouthSumY: number;
}

function isSlit(
  { area, ground, sumY, top, bottom, mouth, mouthSumY }: Inlet,
  longSide: number,
): boolean {
  const tall = bottom - top + 1;
  return (
    ground > SLIT_GROUND * area &&
    tall > SLIT_HEIGHT * longSide &&
    tall * tall > SLIT_SHAPE * area &&
    mouth > 0 &&
    mouthSumY / mouth - sumY / area > SLIT_MOUTH * tall
  );
}

/**
 * Fills thin inlets and gaps that the network does not believe in: a drawstring or a print of the
 * background's colour that reaches the edge. Slits between sleeve and body or between legs stay.
 *
 * @param soft Matte 0..1; not changed.
 * @param prior The network's opinion, 0..1.
 * @param ground 1 where the ground was followed into the garment (flood-slits.ts).
 */
export function fillThinInlets(
  soft: Float32Array,
  prior: Float32Array,
  ground: Uint8Array,
  width: number,
  height: number,
): Float32Array {
  const radius = THIN_INLET * Math.max(width, height);
  const mask = new Uint8Array(soft.length);
  for (let i = 0; i < soft.length; i++) mask[i] = soft[i]! >= 0.5 ? 1 : 0;
  const closed = erode(dilate(mask, width, height, radius), width, height, radius);
  const thin = new Uint8Array(soft.length);
  for (let i = 0; i < soft.length; i++) thin[i] = closed[i] && !mask[i] ? 1 : 0;
  const parts = labelComponents(thin, width, height);
  const inlets: Inlet[] = parts.areas.map((area) => ({
    area,
    belief: 0,
    ground: 0,
    sumY: 0,
    top: height,
    bottom: 0,
    mouth: 0,
    mouthSumY: 0,
  }));
  for (let i = 0; i < soft.length; i++) {
    if (!thin[i]) continue;
    const inlet = inlets[parts.labels[i]!]!;
    const y = Math.floor(i / width);
    inlet.belief += prior[i]!;
    inlet.ground += ground[i]!;
    inlet.sumY += y;
    inlet.top = Math.min(inlet.top, y);
    inlet.bottom = Math.max(inlet.bottom, y);
    const open =
      !closed[i - 1] || !closed[i + 1] || closed[i - width] === 0 || closed[i + width] === 0;
    if (!open) continue;
    inlet.mouth++;
    inlet.mouthSumY += y;
  }
  const filled = inlets.map(
    (inlet) =>
      inlet.belief > LEAST_INLET_PRIOR * inlet.area && !isSlit(inlet, Math.max(width, height)),
  );
  const result = soft.slice();
  for (let i = 0; i < soft.length; i++) if (thin[i] && filled[parts.labels[i]!]) result[i] = 1;
  return result;
}
