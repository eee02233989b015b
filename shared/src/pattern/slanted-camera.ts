import type { StoredReading } from '../tryon/made-garment.ts';
import type { FlatLevels } from './flat-levels.ts';
import { arcEnd, arcStart, type FlatShape, findArc, runWidthAt } from './flat-shape.ts';

/*
 * A T-shirt on a bed or a floor is mostly photographed from its foot, with the camera at a slant: what
 * is nearer to it, the hem, is larger on the photo. Straight sides then run apart evenly from armpit to
 * hem, and a straight hem stays straight. A garment that is cut wider below shows otherwise: at its
 * corners the hem is square to the sides, for what is sewn there must meet in one line, so that
 * it bows downwards in the middle; or the sides draw in at the waist first.
 */

/** The hem is so many times as wide as the chest: less is within what straight ones measure, more no slant gives. */
const LEAST_FLARE = 1.08;
const MOST_FLARE = 1.3;
/** Shares of the way from chest to hem at which the sides are compared with straight ones. */
const BETWEEN = [0.25, 0.5, 0.75] as const;
/** Between them the garment is narrower or wider than straight sides by at most these shares of the chest. */
const MOST_WAIST = 0.025;
const MOST_BARREL = 0.06;
/** The hem's corners are rounded and loose: it is measured this share of the way above them. */
const ABOVE_HEM = 0.03;
/** Share of the bow that a hem square to the sides has which a straight one may have. */
const STRAIGHT_BOW = 0.4;
/** The middle part of the hem in which its bow is measured, as shares of its length. */
const HEM_MIDDLE = [0.4, 0.6] as const;
/** Straight T-shirts laid flat have hems so many times as wide as the chest. */
const STRAIGHT_HEM = 1.03;

/** A factor on the widths of a garment by height; upright pixels, y up. */
export type WidthFactor = (y: number) => number;

/**
 * How much wider a camera's slant makes a straight top from its chest down to its hem.
 *
 * @returns What widths are to be multiplied by, 1 from the chest upwards; null where nothing speaks for a slant.
 */
export function undoSlant(
  shape: FlatShape,
  levels: FlatLevels,
  { category, upper, presentation }: Pick<StoredReading, 'category' | 'upper' | 'presentation'>,
): WidthFactor | null {
  if (category.value !== 'top' || upper !== 'sleeves' || presentation.value !== 'flat') return null;
  const hem = findArc(shape, 'hem');
  if (!hem || levels.armpit === null || levels.chestWidth <= 0) return null;
  const corners = [arcStart(hem), arcEnd(hem)] as const;
  const top = levels.armpit;
  const bottom = Math.max(corners[0][1], corners[1][1]);
  const way = top - bottom;
  if (way <= 0) return null;
  const widthAt = (t: number) => runWidthAt(shape, top - t * way, levels.centreX);
  const chest = levels.chestWidth;
  const flare = widthAt(1 - ABOVE_HEM) / chest;
  if (flare < LEAST_FLARE || flare > MOST_FLARE) return null;
  for (const t of BETWEEN) {
    const off = widthAt(t) / chest - (1 + (flare - 1) * t);
    if (off < -MOST_WAIST || off > MOST_BARREL) return null;
  }
  const lean = Math.atan2((chest * (flare - 1)) / 2, way);
  const square = ((chest * flare) / 2) * Math.tan(lean / 2);
  if (bowOf(hem.points) > STRAIGHT_BOW * square) return null;
  return (y) => {
    const t = Math.min(1, Math.max(0, (top - y) / way));
    return (1 + (STRAIGHT_HEM - 1) * t) / (1 + (flare - 1) * t);
  };
}

/** How far the middle of a hem, walked from the wearer's left to right, lies below the line between its ends, pixels. */
function bowOf(points: Float64Array): number {
  const [ax, ay] = [points[0]!, points[1]!];
  const [dx, dy] = [points.at(-2)! - ax, points.at(-1)! - ay];
  const length = Math.hypot(dx, dy);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]! - ax, points[i + 1]! - ay];
    const share = (x * dx + y * dy) / length ** 2;
    if (share < HEM_MIDDLE[0] || share > HEM_MIDDLE[1]) continue;
    sum += (y * dx - x * dy) / length;
    count++;
  }
  // Walked towards smaller x, what lies below the line is on its left.
  return count === 0 ? 0 : sum / count;
}
