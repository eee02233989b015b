import { type FrontProfile, topAt } from './front-profile.ts';

/** Columns of the shoulder on which a garment rests, as shares of the way from neck to shoulder. */
const SHOULDER_SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
/** Cloth farther below the highest of those columns is beside a strap, not on the shoulder: metres. */
const SHOULDER_SLOPE = 0.07;
/** Columns from this share of the way on are beside any hood. */
const OUTER = 0.6;
/** Cloth that stands this much higher than the outer shoulder is a hood or a collar: metres. */
const HOOD_ABOVE = 0.1;

/**
 * How far a garment has to rise to rest on a body's shoulders, metres (negative: to sink); null
 * where it has no cloth above them.
 *
 * @param cloth Front view of the garment. @param skin Front view of the body, metres, file frame.
 * @param landmarks The body's, same frame.
 * @param toCloth The garment's x under a body's x, and metres for the garment's unit.
 * @param sleeved Whether its shoulders reach out to sleeves: what stands high above them is then a hood.
 */
export function shoulderRise(
  cloth: FrontProfile,
  skin: FrontProfile,
  landmarks: Readonly<Record<string, readonly [number, number, number]>>,
  toCloth: { readonly centre: number; readonly scale: number } = { centre: 0, scale: 1 },
  sleeved = false,
): number | null {
  const { centre, scale } = toCloth;
  const ceiling = Math.max(landmarks.neck_side_left![1], landmarks.neck_side_right![1]);
  const columns: { skin: number; cloth: number; share: number }[] = [];
  for (const side of ['left', 'right'] as const) {
    const neck = landmarks[`neck_side_${side}`]![0];
    const shoulder = landmarks[`shoulder_${side}`]![0];
    for (const share of SHOULDER_SHARES) {
      const x = neck + share * (shoulder - neck);
      const skinTop = topAt(skin, x, ceiling);
      const clothTop = topAt(cloth, centre + x / scale, Number.POSITIVE_INFINITY);
      if (skinTop !== null && clothTop !== null) {
        columns.push({ skin: skinTop, cloth: scale * clothTop, share });
      }
    }
  }
  if (columns.length === 0) return null;
  const highestOf = (some: typeof columns) => Math.max(...some.map(({ cloth }) => cloth));
  const outer = columns.filter(({ share }) => share >= OUTER);
  const isHooded =
    sleeved && outer.length > 0 && highestOf(columns) - highestOf(outer) > HOOD_ABOVE;
  const highest = highestOf(isHooded ? outer : columns);
  const rises = columns
    .filter(({ cloth }) => cloth > highest - SHOULDER_SLOPE)
    .filter(({ cloth }) => !isHooded || cloth <= highest)
    .map((column) => column.skin - column.cloth)
    .sort((a, b) => a - b);
  // The median leaves a collar's columns out; the snap lifts what is then too low.
  return rises[rises.length >> 1]!;
}
