import type { Category } from '../garment/vocabulary.ts';
import type { FittedFigures } from './measure-fitted.ts';
import { MAX_DROP, MAX_STRAIN_P95, MIN_OUTLINE_IOU } from './measure-fitted.ts';

/**
 * One sentence for each gate that does not hold: what was measured, what was expected, what to do.
 *
 * @param isKept The garment has a size of its own, which no ease changes.
 */
export function gateWarnings(figures: FittedFigures, category: Category, isKept = false): string[] {
  const wider = isKept ? 'a larger size' : 'a wider ease';
  const { gates } = figures;
  const warnings: string[] = [];
  for (const { kind, side, times } of figures.lyingOpen) {
    const where = side === 'centre' ? kind : `${side} ${kind}`;
    warnings.push(
      `The cloth lies open above the ${where}: its edge is ${times.toFixed(1)} times as long as a tape round it; lay the garment flat with its edges apart, or mark the corners of the ${kind} by hand.`,
    );
  }
  if (!gates.openings && figures.lyingOpen.length === 0) {
    const kinds = figures.openings.map(({ kind }) => kind).join(', ') || 'none';
    warnings.push(
      `The openings (${kinds}) are not those of a ${category}; choose the category by hand, or take a photo in which sleeves and legs lie apart.`,
    );
  }
  if (!gates.manifold) {
    warnings.push(
      `The cloth is not one clean surface (${figures.nonManifoldEdges} edges in more than two triangles, ${figures.inconsistentEdges} turned over, ${figures.components} pieces); take a photo with a clearer outline.`,
    );
  }
  if (!gates.simple_outline) {
    warnings.push(
      figures.simpleOutlines
        ? `The pattern covers ${percent(figures.outlineIou ?? 0)} of the garment's outline, less than ${percent(MIN_OUTLINE_IOU)}; lay the garment flat on a plain background.`
        : 'The outline crosses itself; lay the garment flat, with sleeves and straps apart.',
    );
  }
  if (!gates.coverage) {
    warnings.push(
      `The garment does not hang where it belongs: ${figures.coverageFaults.join(' and ')}; choose another category or ease, or give its width.`,
    );
  }
  if (!gates.drop) {
    warnings.push(
      `The cloth moved ${((figures.drop ?? 0) * 1000).toFixed(0)} mm up or down on average while it was draped, more than ${1000 * MAX_DROP} mm: it slid; choose a slimmer ease or another category.`,
    );
  }
  if (!gates.strain) {
    warnings.push(
      `The cloth is stretched by ${percent(figures.strain?.p95 ?? 0)} (95th percentile), more than ${percent(MAX_STRAIN_P95)}; choose ${wider} or another avatar.`,
    );
  }
  if (!gates.penetration) {
    warnings.push(
      `${figures.penetratingVertices} points of the cloth are inside the body, up to ${(1000 * figures.deepest).toFixed(1)} mm deep; choose ${wider} or another avatar.`,
    );
  }
  return warnings;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
