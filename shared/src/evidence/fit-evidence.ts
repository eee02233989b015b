import { weldMesh } from '../mesh/weld-mesh.ts';
import type { DecodedFitted, DecodedGarment } from '../report/decoded-fitted.ts';
import { beneathOf } from '../report/worn-cloth.ts';
import type { FitMap } from './map-scales.ts';
import { vertexGaps } from './vertex-gaps.ts';
import { restStretch, vertexStretch } from './vertex-stretch.ts';

/** What a worn garment shows of how it fits, one number a file vertex. */
export interface FitEvidence {
  /**
   * Percent of the length as cut in the most stretched direction; of a mesh without a pattern, of the length that
   * it came with, scaled to the body. Null where the file says neither. NaN where there is no flat cloth.
   */
  readonly asCutPercent: Float32Array | null;
  /** The same of the length with the ease that pattern and fittings gave; null for a mesh without a pattern. */
  readonly asFittedPercent: Float32Array | null;
  /** To the skin, or to the garment beneath where there is one, millimetres; 0 inside. */
  readonly gapMm: Float32Array;
  /** Worn area that belongs to the vertex, square metres; 0 for the facings of turned edges, which no figure counts. */
  readonly areas: Float32Array;
}

/**
 * Measures a written and decoded garment against the body in the same file.
 *
 * @param inside Garments of the same file that it is worn over, inner to outer: they count as body.
 */
export function measureEvidence(
  { avatar, garment, extras }: DecodedFitted,
  inside: readonly DecodedFitted[] = [],
): FitEvidence {
  const cloth = weldMesh(garment);
  const gaps = vertexGaps(cloth.positions, beneathOf(weldMesh(avatar), inside));
  return fitEvidence(garment, extras.panelCount, gaps, cloth.weldedOf);
}

/**
 * The same where the distances are known already.
 *
 * @param panelCount Panels of the pattern; higher panel numbers are facings.
 * @param gaps Metres to the skin, one a welded point, negative inside.
 * @param weldedOf Welded point of each file vertex.
 */
export function fitEvidence(
  garment: DecodedGarment,
  panelCount: number | undefined,
  gaps: Float64Array,
  weldedOf: Uint32Array,
): FitEvidence {
  const { positions, indices, pattern, easeAlong, rest = null } = garment;
  const flat = pattern && { positions, indices, pattern, easeAlong };
  const percent = (stretches: Float32Array) => stretches.map((stretch) => 100 * stretch);
  const ofRest = () => rest && percent(restStretch(positions, indices, rest));
  return {
    asCutPercent: flat ? percent(vertexStretch(flat, 'as-cut')) : ofRest(),
    asFittedPercent: flat && percent(vertexStretch(flat, 'as-fitted')),
    gapMm: Float32Array.from(weldedOf, (point) => 1000 * Math.max(0, gaps[point]!)),
    areas: clothAreas(garment, panelCount),
  };
}

/** The values that a map shows; null where the mesh has none (what its fittings gave, without a pattern). */
export function valuesOf(evidence: FitEvidence, map: FitMap): Float32Array | null {
  if (map === 'strain') return evidence.asCutPercent;
  return map === 'strain-fitted' ? evidence.asFittedPercent : evidence.gapMm;
}

function clothAreas(
  { positions, indices, panels }: DecodedGarment,
  panelCount: number | undefined,
): Float32Array {
  const areas = new Float32Array(positions.length / 3);
  const side = (from: number, to: number): [number, number, number] => [
    positions[3 * to]! - positions[3 * from]!,
    positions[3 * to + 1]! - positions[3 * from + 1]!,
    positions[3 * to + 2]! - positions[3 * from + 2]!,
  ];
  for (let t = 0; t < indices.length; t += 3) {
    const a = indices[t]!;
    if (panels !== null && panelCount !== undefined && panels[a]! >= panelCount) continue;
    const [ux, uy, uz] = side(a, indices[t + 1]!);
    const [vx, vy, vz] = side(a, indices[t + 2]!);
    const area = Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
    for (let k = 0; k < 3; k++) areas[indices[t + k]!]! += area / 3;
  }
  return areas;
}
