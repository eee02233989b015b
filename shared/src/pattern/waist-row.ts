import { arcEnd, arcStart, type FlatShape, findArc } from './flat-shape.ts';

/** The level of a waist's ends, which no smoothing may widen: sides can run out steeply below them. */
export function waistRow(
  shape: FlatShape,
  metresPerPixelX: number,
): readonly [number, number, number] | null {
  const waist = findArc(shape, 'waist');
  if (!waist) return null;
  return [0, arcStart(waist)[0] * metresPerPixelX, arcEnd(waist)[0] * metresPerPixelX];
}
