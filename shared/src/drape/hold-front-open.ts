import type { HoldApart } from '../cloth/rules.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { edgePoints } from './pattern-points.ts';

/** Half the gap between the edges of an open front, metres, at the neck and at the hem. */
const HALF_GAP_TOP = 0.008;
const HALF_GAP_BOTTOM = 0.03;
/** Share of its way to there that an edge goes each substep. */
const DRAW = 0.05;
/** Metres (flat) within which a vertex of the opening lies on a front edge. */
const ON_EDGE = 0.004;

/**
 * The rule that the edges of an open front hang a few centimetres apart, each on its own side
 * of the body: nothing else keeps two layers of one panel side from passing through each other.
 */
export function holdFrontOpenOf(pattern: Pattern, sewn: SewnGarment): HoldApart {
  const vertices: number[] = [];
  const sides: number[] = [];
  const gaps: number[] = [];
  for (const panel of pattern.panels) {
    const edge = panel.edges.find(({ opening }) => opening === 'front');
    if (edge === undefined) continue;
    const points = edgePoints(panel, edge);
    const top = Math.max(...points.map(([, y]) => y));
    const bottom = Math.min(...points.map(([, y]) => y));
    const number = pattern.panels.indexOf(panel);
    for (const v of openingVerticesOf(sewn, number)) {
      const x = sewn.flat[2 * v]!;
      const y = sewn.flat[2 * v + 1]!;
      if (!points.some(([px, py]) => Math.abs(px - x) < ON_EDGE && Math.abs(py - y) < ON_EDGE)) {
        continue;
      }
      vertices.push(v);
      sides.push(edge.side === 'left' ? 1 : -1);
      const down = (top - y) / Math.max(1e-6, top - bottom);
      gaps.push(HALF_GAP_TOP + down * (HALF_GAP_BOTTOM - HALF_GAP_TOP));
    }
  }
  return {
    kind: 'hold-apart',
    vertices: Uint32Array.from(vertices),
    sides: Int8Array.from(sides),
    gaps: Float64Array.from(gaps),
    share: DRAW,
    touches: false,
  };
}

/** Vertices of open fronts' loops that belong to a panel. */
function openingVerticesOf(sewn: SewnGarment, panel: number): Set<number> {
  const onLoop = new Set<number>();
  for (const { kind, vertices } of sewn.openings) {
    if (kind === 'front') for (const v of vertices) onLoop.add(v);
  }
  const found = new Set<number>();
  for (let corner = 0; corner < sewn.indices.length; corner++) {
    const v = sewn.indices[corner]!;
    if (sewn.trianglePanels[Math.floor(corner / 3)] === panel && onLoop.has(v)) found.add(v);
  }
  return found;
}
