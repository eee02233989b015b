import { buildCloth } from '../../src/cloth/cloth.ts';
import { DEFAULT_FABRIC } from '../../src/cloth/fabric.ts';
import { measureStrain } from '../../src/cloth/strain.ts';
import type { DrapedGarment } from '../../src/drape/draped-garment.ts';
import { WAIST_CATEGORIES } from '../../src/garment/vocabulary.ts';
import { indexBody, surfacePoint } from '../../src/mesh/closest-point.ts';

export interface DrapeFigures {
  readonly triangles: number;
  readonly strainMean: number;
  readonly strainP95: number;
  /** Vertices inside the body's exact mesh by more than 0.2 mm. */
  readonly penetrating: number;
  readonly deepestMm: number;
  readonly dropMm: number;
  /** Highest seam to skin; null for waist garments and strapless ones. */
  readonly seamGapMm: number | null;
  /** Largest distance of a neck point to skin; null without a neck. */
  readonly neckGapMm: number | null;
  /** Height of the waist opening above where it was put; null for uppers. */
  readonly waistMm: number | null;
}

/** Metres inside the skin from which a vertex counts as penetrating (contracts, section 4). */
const PENETRATION = 2e-4;
/** `SewnGarment.facings` of a vertex on both a front and a back panel. */
const ON_BOTH = 3;

/** What the gates will ask of a drape, measured on the exact posed skin. */
export function drapeFigures(draped: DrapedGarment): DrapeFigures {
  const { sewn, positions, placement, body, pattern } = draped;
  const strain = measureStrain(buildCloth(sewn, DEFAULT_FABRIC), positions);
  const index = indexBody(body.positions, body.avatar.indices);
  const point = surfacePoint();
  const gap = (v: number): number => {
    index.closestPoint(positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!, 9, point);
    return point.distance;
  };
  let penetrating = 0;
  let deepest = 0;
  let drop = 0;
  let highest = -1;
  for (let v = 0; v < sewn.vertexCount; v++) {
    const y = positions[3 * v + 1]!;
    drop += Math.abs(y - placement[3 * v + 1]!) / sewn.vertexCount;
    if (sewn.seamVertices[v] === 1 && (highest < 0 || y > positions[3 * highest + 1]!)) highest = v;
    if (!index.isInside(positions[3 * v]!, y, positions[3 * v + 2]!)) continue;
    const depth = gap(v);
    if (depth <= PENETRATION) continue;
    penetrating++;
    deepest = Math.max(deepest, depth);
  }
  const hangsFromWaist = WAIST_CATEGORIES.has(pattern.category);
  const loop = (kind: string) => sewn.openings.find((opening) => opening.kind === kind)?.vertices;
  const neck = loop('neck');
  const waist = hangsFromWaist ? loop('waist') : undefined;
  const mm = (metres: number): number => 1000 * metres;
  return {
    triangles: sewn.indices.length / 3,
    strainMean: strain.mean,
    strainP95: strain.p95,
    penetrating,
    deepestMm: mm(deepest),
    dropMm: mm(drop),
    seamGapMm: neck === undefined || highest < 0 ? null : mm(gap(highest)),
    neckGapMm:
      neck === undefined
        ? null
        : mm(Math.max(0, ...[...neck].filter((v) => sewn.facings[v] === ON_BOTH).map(gap))),
    waistMm:
      waist === undefined
        ? null
        : mm(
            waist.reduce((sum, v) => sum + positions[3 * v + 1]! - placement[3 * v + 1]!, 0) /
              waist.length,
          ),
  };
}

/** Names of the gates that figures fail, with the limits of docs/gates.md. */
export function failedGates(figures: DrapeFigures): string[] {
  const failed: string[] = [];
  if (figures.strainP95 > 0.15) failed.push('strain');
  if (figures.penetrating > 0) failed.push('penetration');
  if (figures.dropMm > 80) failed.push('drop');
  if ((figures.seamGapMm ?? 0) > 25 || (figures.neckGapMm ?? 0) > 60) failed.push('coverage');
  if (Math.abs(figures.waistMm ?? 0) > 40) failed.push('coverage');
  return failed;
}
