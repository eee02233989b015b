import { distanceToSegment, isInsidePolygon } from '../mesh/polygon.ts';

/** Cloth left between the front neckline and any other edge, metres. */
const MARGIN = 0.01;
/** Steps in which a point is drawn back to the panel's upper edge. */
const STEPS = 10;

/**
 * Draws the parts of a front neckline that leave the panel, or run along another of its edges, back
 * towards the panel's upper edge (thin straps, halters: the neckline read from the photo is a smooth
 * curve and may cut them off).
 *
 * @param neckline xy pairs from the right neck point to the left one.
 * @param upperEdge xy pairs of the edge that it replaces, same ends.
 * @param outline The whole outline, which starts with `upperEdge`.
 */
export function fitNeckline(
  neckline: Float64Array,
  upperEdge: Float64Array,
  outline: readonly number[],
): Float64Array {
  const others: number[] = [];
  for (let i = upperEdge.length - 2; i < outline.length; i++) others.push(outline[i]!);
  others.push(outline[0]!, outline[1]!);
  const fitted = neckline.slice();
  for (let i = 2; i < neckline.length - 2; i += 2) {
    const x = neckline[i]!;
    const y = neckline[i + 1]!;
    const nearest = nearestPoint(upperEdge, x, y);
    for (let step = 0; step <= STEPS; step++) {
      const t = 1 - step / STEPS;
      const px = nearest.x + t * (x - nearest.x);
      const py = nearest.y + t * (y - nearest.y);
      fitted[i] = px;
      fitted[i + 1] = py;
      const fromEnds = Math.min(
        Math.hypot(px - neckline[0]!, py - neckline[1]!),
        Math.hypot(px - neckline.at(-2)!, py - neckline.at(-1)!),
      );
      if (
        isInsidePolygon(outline, px, py) &&
        clearance(others, px, py) >= Math.min(MARGIN, 0.7 * fromEnds)
      ) {
        break;
      }
    }
  }
  return fitted;
}

function nearestPoint(run: Float64Array, x: number, y: number): { x: number; y: number } {
  let best = { x: run[0]!, y: run[1]! };
  let bestDistance = Infinity;
  for (let i = 0; i < run.length; i += 2) {
    const distance = (run[i]! - x) ** 2 + (run[i + 1]! - y) ** 2;
    if (distance >= bestDistance) continue;
    bestDistance = distance;
    best = { x: run[i]!, y: run[i + 1]! };
  }
  return best;
}

function clearance(run: readonly number[], x: number, y: number): number {
  let nearest = Infinity;
  for (let i = 2; i < run.length; i += 2) {
    nearest = Math.min(
      nearest,
      distanceToSegment(x, y, run[i - 2]!, run[i - 1]!, run[i]!, run[i + 1]!),
    );
  }
  return nearest;
}
