import { type EvidenceFigures, evidenceFigures } from '../evidence/evidence-figures.ts';
import { fitEvidence } from '../evidence/fit-evidence.ts';
import { vertexGaps } from '../evidence/vertex-gaps.ts';
import { selfCrossings } from '../mesh/self-crossings.ts';
import { meshTopology } from '../mesh/topology.ts';
import { minPlanarTriangleQuality, minTriangleQuality } from '../mesh/triangle-quality.ts';
import { weldMesh } from '../mesh/weld-mesh.ts';
import { centroidsInside } from './centroids-inside.ts';
import { checkCoverage } from './check-coverage.ts';
import type { DecodedFitted, DecodedGarment } from './decoded-fitted.ts';
import { expectedOpenings, openingsMatch } from './expected-openings.ts';
import { type LyingOpen, lyingOpen } from './lying-open.ts';
import { clearanceOf } from './measure-clearance.ts';
import { type EaseFigures, measureEase } from './measure-ease.ts';
import { type MeasuredOpening, measureOpenings } from './measure-openings.ts';
import { measureStrain, type StrainFigures } from './measure-strain.ts';
import { outlinesAreSimple } from './panel-outlines.ts';
import type { Gates } from './report.ts';
import { sleevesBeyondWrists } from './sleeve-length.ts';
import type { WornBody } from './worn-body.ts';
import { beneathOf, withoutFacings } from './worn-cloth.ts';

/** Limits of docs/gates.md. */
export const MIN_OUTLINE_IOU = 0.985;
export const MAX_DROP = 0.08;
export const MAX_STRAIN_P95 = 0.15;

/** Every figure of a report that the written file itself answers; metres where not said otherwise. */
export interface FittedFigures {
  /** Vertices and triangles of the garment as written. */
  readonly vertices: number;
  readonly triangles: number;
  readonly openings: readonly MeasuredOpening[];
  /** Edges above which the cloth does not go round; of garments with a pattern. */
  readonly lyingOpen: readonly LyingOpen[];
  readonly minTriangleQuality: number;
  readonly nonManifoldEdges: number;
  readonly inconsistentEdges: number;
  readonly components: number;
  readonly simpleOutlines: boolean;
  /** As given to measureFitted. */
  readonly outlineIou: number | null;
  readonly ease: EaseFigures;
  /** How far sleeves go beyond the wrists, metres; null without cuffs. */
  readonly sleevesBeyond: number | null;
  readonly evidence: EvidenceFigures;
  readonly penetratingVertices: number;
  readonly deepest: number;
  /** Triangles, turned edges included, whose centroid is inside the body by more than 0.2 mm. */
  readonly penetratingCentroids: number;
  /** Edges of the cloth, turned edges left out, that go through it elsewhere. */
  readonly selfCrossingEdges: number;
  readonly gapMean: number;
  readonly gapP95: number;
  /** Smallest distance between cloth and skin; negative inside. */
  readonly smallestGap: number;
  /** Null for a mesh without a pattern, and so is `drop`. */
  readonly strain: StrainFigures | null;
  /** Mean vertical move from the placement. */
  readonly drop: number | null;
  readonly coverageFaults: readonly string[];
  readonly gates: Gates;
}

/**
 * Measures a fitted.glb as it was written and decoded again, and judges it by the gates.
 *
 * @param outlineIou IoU of the panels with the photo's matte, from the garment's making; null for a
 * mesh that was not made from an outline, which then is not judged by it.
 * @param inside Garments of the same file that this one is worn over, inner to outer: they count as body.
 */
export function measureFitted(
  decoded: DecodedFitted,
  body: WornBody,
  outlineIou: number | null,
  inside: readonly DecodedFitted[] = [],
): FittedFigures {
  const { extras, garment } = decoded;
  const skin = weldMesh(decoded.avatar);
  const whole = weldGarment(garment);
  const cloth = withoutFacings(garment, extras.panelCount);
  const worn = weldGarment(cloth);
  const index = beneathOf(skin, inside);
  const topology = meshTopology(whole.indices, whole.positions.length / 3);
  const openings = measureOpenings(worn.positions, worn.indices, extras.openings);
  // Slits of a mesh without a pattern may be meant; no pattern of ours has any.
  const open = cloth.pattern ? lyingOpen(worn, openings, body) : [];
  const gaps = vertexGaps(whole.positions, index);
  const clearance = clearanceOf(gaps);
  const strain = cloth.pattern
    ? measureStrain(cloth.positions, cloth.indices, cloth.pattern, cloth.easeAlong)
    : null;
  const drop = garment.pattern ? meanDrop(garment.positions, garment.pattern) : null;
  const coverage = checkCoverage(worn, openings, extras, body, index);
  const simpleOutlines =
    garment.pattern === null || garment.panels === null
      ? true
      : outlinesAreSimple(garment.indices, garment.pattern, garment.panels);
  const waist = openings.find(({ kind }) => kind === 'waist');
  return {
    vertices: garment.positions.length / 3,
    triangles: garment.indices.length / 3,
    openings,
    lyingOpen: open,
    minTriangleQuality: garment.pattern
      ? minPlanarTriangleQuality(flatCorners(garment.indices, garment.pattern))
      : minTriangleQuality(garment.positions, garment.indices),
    nonManifoldEdges: topology.nonManifoldEdges,
    inconsistentEdges: topology.inconsistentEdges,
    components: topology.components,
    simpleOutlines,
    outlineIou,
    ease: measureEase(
      worn,
      skin,
      body,
      extras,
      waist ? lowest(worn.positions, waist.vertices) : null,
      openings,
      cloth.pattern && {
        garment: cloth,
        pattern: cloth.pattern,
        weldedOf: worn.weldedOf,
        weldedCount: worn.positions.length / 3,
      },
    ),
    sleevesBeyond: sleevesBeyondWrists(worn.positions, openings, body),
    evidence: evidenceFigures(fitEvidence(garment, extras.panelCount, gaps, whole.weldedOf)),
    ...clearance,
    penetratingCentroids: centroidsInside(whole.positions, whole.indices, index),
    selfCrossingEdges: selfCrossings(worn.positions, worn.indices).length / 2,
    strain,
    drop,
    coverageFaults: coverage.faults,
    gates: {
      openings:
        open.length === 0 &&
        openingsMatch(
          openings.map(({ kind }) => kind),
          expectedOpenings(extras.category, extras.upper, extras.openFront),
        ),
      manifold:
        topology.nonManifoldEdges === 0 &&
        topology.inconsistentEdges === 0 &&
        topology.components === 1,
      simple_outline: simpleOutlines && (outlineIou === null || outlineIou >= MIN_OUTLINE_IOU),
      coverage: coverage.covered,
      drop: drop === null || drop <= MAX_DROP,
      strain: strain === null || strain.p95 <= MAX_STRAIN_P95,
      penetration: clearance.penetratingVertices === 0,
    },
  };
}

function weldGarment(garment: DecodedGarment) {
  const { positions, indices, weldedOf } = weldMesh(garment);
  const { pattern } = garment;
  const count = positions.length / 3;
  let seams: Uint8Array | null = null;
  let placedHeights: Float32Array | null = null;
  let flatHeights: Float32Array | null = null;
  if (pattern) {
    const copies = new Uint8Array(count);
    placedHeights = new Float32Array(count);
    flatHeights = new Float32Array(count);
    for (let v = 0; v < weldedOf.length; v++) {
      const point = weldedOf[v]!;
      copies[point]!++;
      placedHeights[point] = pattern[4 * v + 3]!;
      flatHeights[point] = pattern[4 * v + 1]!;
    }
    // With a pattern, only a seam gives one point several flat places and so several file vertices.
    seams = copies.map((files) => (files > 1 ? 1 : 0));
  }
  return { positions, indices, weldedOf, seams, placedHeights, flatHeights };
}

/** Mean of |height - placed height| over the file's vertices. */
function meanDrop(positions: Float32Array, pattern: Float32Array): number {
  const count = positions.length / 3;
  let sum = 0;
  for (let v = 0; v < count; v++) sum += Math.abs(positions[3 * v + 1]! - pattern[4 * v + 3]!);
  return count > 0 ? sum / count : 0;
}

function flatCorners(indices: Uint32Array, pattern: Float32Array): Float32Array {
  const corners = new Float32Array(2 * indices.length);
  for (let i = 0; i < indices.length; i++) {
    corners[2 * i] = pattern[4 * indices[i]!]!;
    corners[2 * i + 1] = pattern[4 * indices[i]! + 1]!;
  }
  return corners;
}

function lowest(positions: Float32Array, vertices: Uint32Array): number {
  let y = Number.POSITIVE_INFINITY;
  for (const v of vertices) y = Math.min(y, positions[3 * v + 1]!);
  return y;
}
