import { describe, expect, it } from 'vitest';
import { drawHiddenSides, seenBesideSides } from './hidden-sides.ts';
import type { PanelRun, PanelRuns } from './panel-outlines.ts';

type Corner = readonly [number, number];

const ARMPIT: Corner = [0.24, -0.22];
/** Where the cut beside the sleeve turns outwards under the cuff, and where the hem ends. */
const UNDER_CUFF: Corner = [0.25, -0.6];
const OUT: Corner = [0.33, -0.61];
const HEM: Corner = [0.33, -0.7];

function run(kind: PanelRun['kind'], side: PanelRun['side'], ...corners: Corner[]): PanelRun {
  const points: number[] = [];
  for (let c = 0; c + 1 < corners.length; c++) {
    const [ax, ay] = corners[c]!;
    const [bx, by] = corners[c + 1]!;
    const steps = Math.ceil(Math.hypot(bx - ax, by - ay) / 0.005);
    for (let s = 0; s < steps; s++)
      points.push(ax + ((bx - ax) * s) / steps, ay + ((by - ay) * s) / steps);
  }
  points.push(...corners.at(-1)!);
  return { kind, side, points: Float64Array.from(points) };
}

/** A shirt, the wearer's left sleeve's inner edge `away` from the side; the right side is cut straight. */
function shirt(sleeveEnd: Corner, away: number): PanelRuns {
  const [ax, ay] = ARMPIT;
  const right = ([x, y]: Corner): Corner => [-x, y];
  const outline = [
    run('neck', 'centre', [-0.08, 0], [0.08, 0]),
    run('shoulder', 'left', [0.08, 0], [0.24, -0.03], [sleeveEnd[0] + 0.14, sleeveEnd[1] + 0.02]),
    run('cuff', 'left', [sleeveEnd[0] + 0.14, sleeveEnd[1] + 0.02], sleeveEnd),
    run('underarm', 'left', sleeveEnd, [ax + away, ay - 0.03], ARMPIT),
    run('side', 'left', ARMPIT, UNDER_CUFF, OUT, HEM),
    run('hem', 'centre', HEM, right(HEM)),
    run('side', 'right', right(HEM), right(ARMPIT)),
    run('armhole', 'right', right(ARMPIT), [-0.2, -0.03], [-0.08, 0]),
  ];
  return { back: outline, front: outline };
}

/** The sleeve beside the torso, and swung out of the way. */
const SEEN = shirt([UNDER_CUFF[0] + 0.005, UNDER_CUFF[1] + 0.01], 0.004);
const LAID = shirt([0.6, -0.5], 0.04);

function sideOf({ back }: PanelRuns, side: 'left' | 'right'): Float64Array {
  return back.find((candidate) => candidate.kind === 'side' && candidate.side === side)!.points;
}

/** How far a side's points lie off the straight line from the armpit to where the side comes out, metres. */
function offLine(points: Float64Array): number {
  let most = 0;
  for (let i = 0; i < points.length; i += 2) {
    if (points[i + 1]! < OUT[1]) continue;
    const t = (ARMPIT[1] - points[i + 1]!) / (ARMPIT[1] - OUT[1]);
    most = Math.max(most, Math.abs(ARMPIT[0] + t * (OUT[0] - ARMPIT[0]) - points[i]!));
  }
  return most;
}

describe('drawHiddenSides', () => {
  it('draws the side that a sleeve hides straight from the armpit to where it comes out', () => {
    const { runs, sides } = drawHiddenSides(SEEN, LAID);
    expect(sides.map(({ side }) => side)).toEqual(['left']);
    expect(offLine(sideOf(LAID, 'left'))).toBeGreaterThan(0.05);
    expect(offLine(sideOf(runs, 'left'))).toBeLessThan(0.003);
    expect([...sideOf(runs, 'left').slice(-2)]).toEqual([...HEM]);
    expect(sideOf(runs, 'right')).toEqual(sideOf(LAID, 'right'));
    expect(runs.front.find(({ kind }) => kind === 'side')).toEqual(
      runs.back.find(({ kind }) => kind === 'side'),
    );
  });

  it('draws it from where the sleeve comes to lie on it, where a gap shows above', () => {
    const meets: Corner = [0.24, -0.4];
    const half = (laid: boolean): PanelRuns => {
      const end: Corner = laid ? [0.6, -0.5] : [0.26, -0.6];
      const elbow: Corner = laid ? [0.45, -0.35] : [0.3, -0.3];
      const { back } = shirt(end, 0.04);
      const outline = back.map((candidate) =>
        candidate.side !== 'left'
          ? candidate
          : candidate.kind === 'underarm'
            ? run('underarm', 'left', end, laid ? elbow : meets, elbow, ARMPIT)
            : candidate.kind === 'side'
              ? run('side', 'left', ARMPIT, meets, [0.24, -0.6], [0.28, -0.61], [0.28, -0.7])
              : candidate,
      );
      return { back: outline, front: outline };
    };
    const { runs, sides } = drawHiddenSides(half(false), half(true));
    expect(sides.map(({ side }) => side)).toEqual(['left']);
    const drawn = sideOf(runs, 'left');
    for (let i = 0; i < drawn.length; i += 2) {
      const y = drawn[i + 1]!;
      const x = y > -0.4 ? 0.24 : 0.24 + (0.04 * Math.min(0.21, -0.4 - y)) / 0.21;
      expect(Math.abs(drawn[i]! - x)).toBeLessThan(0.005);
    }
  });

  it('leaves a waist alone whose sleeve lies apart from it', () => {
    const apart = shirt([0.45, -0.59], 0.06);
    expect(drawHiddenSides(apart, LAID).sides).toEqual([]);
  });

  it('keeps to the cut where the sleeve leaves no room', () => {
    const { runs, sides } = drawHiddenSides(SEEN, SEEN);
    expect(sides).toEqual([]);
    expect(runs).toBe(SEEN);
  });
});

describe('seenBesideSides', () => {
  it('takes the cloth beyond the seen edge from beside it, as in a mirror, and leaves the rest', () => {
    const { sides } = drawHiddenSides(SEEN, LAID);
    const y = -0.5;
    const edge = ARMPIT[0] + ((UNDER_CUFF[0] - ARMPIT[0]) * (ARMPIT[1] - y)) / 0.38;
    const beyond = [edge + 0.03, y];
    seenBesideSides(sides, beyond);
    expect(beyond[0]).toBeCloseTo(edge - 0.03, 3);
    expect(beyond[1]).toBe(y);
    const atEdge = [edge + 0.03, y];
    seenBesideSides(sides, atEdge, 'edge');
    expect(atEdge[0]).toBeCloseTo(edge, 3);
    const inside = [edge - 0.03, y];
    seenBesideSides(sides, inside);
    expect(inside).toEqual([edge - 0.03, y]);
    const below = [0.32, -0.68];
    seenBesideSides(sides, below);
    expect(below).toEqual([0.32, -0.68]);
  });
});
