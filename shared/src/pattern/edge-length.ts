import type { Quality } from '../garment/vocabulary.ts';
import { signedPolygonArea } from '../mesh/polygon.ts';
import type { Pattern } from './pattern.ts';

/** Triangles aimed at: the middle of what the quality promises, lower where speed allows no more. */
const TRIANGLES: Record<Quality, number> = { low: 4900, med: 12_500 };
/** Triangles made per triangle of a perfect lattice; measured 0.97 to 1.05 on drafted garments. */
const LATTICE_EXCESS = 1;

/**
 * Edge length (metres) at which sewPattern gives about the number of triangles that a quality asks
 * for (low 4k to 6k, med 10k to 20k).
 */
export function edgeLengthFor(pattern: Pattern, quality: Quality): number {
  let area = 0;
  for (const panel of pattern.panels) area += Math.abs(signedPolygonArea(panel.outline));
  const triangle = (LATTICE_EXCESS * area) / TRIANGLES[quality];
  return Math.sqrt((4 * triangle) / Math.sqrt(3));
}
