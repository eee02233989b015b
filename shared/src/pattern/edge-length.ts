import type { Quality } from '../garment/vocabulary.ts';
import { signedPolygonArea } from '../mesh/polygon.ts';
import type { Pattern } from './pattern.ts';

/**
 * Triangles aimed at, as an ideal lattice counts them (meshes come out 0 to 4 % below, more where
 * there are straps): the middle of what low promises, near the lower end of med for speed.
 */
const TRIANGLES: Record<Quality, number> = { low: 4900, med: 12_500 };

/**
 * Edge length (metres) at which sewPattern gives about the number of triangles that a quality asks
 * for (low 4k to 6k, med 10k to 20k).
 */
export function edgeLengthFor(pattern: Pattern, quality: Quality): number {
  let area = 0;
  for (const panel of pattern.panels) area += Math.abs(signedPolygonArea(panel.outline));
  const triangle = area / TRIANGLES[quality];
  return Math.sqrt((4 * triangle) / Math.sqrt(3));
}
