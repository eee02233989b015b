import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { bodyMeasures } from './body-measures.ts';
import type { PanelRun } from './panel-outlines.ts';
import { reverseRun, runLength } from './run-points.ts';
import { laidOnSleeve, seenOnSleeves } from './sleeve-lay.ts';
import { sleeveWidthFor } from './sleeve-room.ts';
import { resampleRun } from './smooth-run.ts';
import { layStraight, straightenedSleeves } from './straighten-sleeves.ts';

const BODY = bodyMeasures(exampleBody());
const DEGREE = Math.PI / 180;

interface Sleeve {
  /** Of the upper part and of the part past the elbow, degrees below the horizontal. */
  readonly upper: number;
  readonly fore: number;
  /** Of the over-arm edge beyond the shoulder, metres. */
  readonly length: number;
  readonly width: number;
}

/** A garment whose sleeves are bent at half their length, both sides alike. */
function garment({ upper, fore, length, width }: Sleeve): PanelRun[] {
  const end = ([x, y]: readonly [number, number], angle: number, far: number) =>
    [x + far * Math.cos(angle * DEGREE), y - far * Math.sin(angle * DEGREE)] as const;
  const shoulder = [0.185, -0.04] as const;
  const elbow = end(shoulder, upper, length / 2);
  const wrist = end(elbow, fore, length / 2);
  const inner = end(wrist, fore + 90, width);
  const bend = end(elbow, (upper + fore) / 2 + 90, width);
  const armpit = [0.2, -0.21] as const;
  const left = (kind: PanelRun['kind'], ...points: (readonly [number, number])[]): PanelRun => ({
    kind,
    side: 'left',
    points: resampleRun(points.flat(), 0.005),
  });
  const half = [
    left('shoulder', [0.08, 0], shoulder, elbow, wrist),
    left('cuff', wrist, inner),
    left('underarm', inner, bend, armpit),
    left('side', armpit, [0.21, -0.6]),
  ];
  const mirrored = half.toReversed().map(({ kind, points }): PanelRun => {
    const turned = reverseRun(points);
    for (let i = 0; i < turned.length; i += 2) turned[i] = -turned[i]!;
    return { kind, side: 'right', points: turned };
  });
  const across = (kind: PanelRun['kind'], ...points: number[]): PanelRun => ({
    kind,
    side: 'centre',
    points: resampleRun(points, 0.005),
  });
  return [
    across('neck', -0.08, 0, 0.08, 0),
    ...half,
    across('hem', 0.21, -0.6, -0.21, -0.6),
    ...mirrored,
  ];
}

const BENT: Sleeve = { upper: 50, fore: 85, length: 0.6, width: 0.16 };

function laid(runs: PanelRun[], graded = true, worn = false) {
  const sleeves = straightenedSleeves(runs, BODY, { graded, worn });
  const panels = layStraight({ back: runs, front: runs }, sleeves);
  const edge = (kind: PanelRun['kind'], side: 'left' | 'right') =>
    panels.back.find((run) => run.kind === kind && run.side === side)!.points;
  return { sleeves, panels, edge };
}

/** The part of a left over-arm edge that lies beyond the shoulder. */
function beyondShoulder(points: Float64Array): Float64Array {
  let i = 0;
  while (points[i]! < 0.19) i += 2;
  return points.subarray(i);
}

describe('straightenedSleeves', () => {
  it('cuts a sleeve that was laid in a bow straight, as the arms hang', () => {
    const over = beyondShoulder(laid(garment(BENT)).edge('shoulder', 'left'));
    const chord = Math.hypot(over.at(-2)! - over[0]!, over.at(-1)! - over[1]!);
    expect(runLength(over) / chord).toBeLessThan(1.01);
    const direction = Math.atan2(over[1]! - over.at(-1)!, over.at(-2)! - over[0]!) / DEGREE;
    expect(direction).toBeGreaterThan(43);
    expect(direction).toBeLessThan(59);
  });

  it('treats both sides alike', () => {
    const { edge } = laid(garment(BENT));
    const left = edge('shoulder', 'left');
    const right = reverseRun(edge('shoulder', 'right'));
    for (let i = 0; i < left.length; i += 2) {
      expect(right[i]!).toBeCloseTo(-left[i]!, 4);
      expect(right[i + 1]!).toBeCloseTo(left[i + 1]!, 4);
    }
  });

  it('ends a long sleeve at the wrist where it is graded, and keeps its length where it is not', () => {
    const long = garment({ ...BENT, length: 0.72 });
    const length = (graded: boolean) =>
      runLength(beyondShoulder(laid(long, graded).edge('shoulder', 'left')));
    expect(Math.abs(length(true) - BODY.sleeveReach)).toBeLessThan(0.03);
    expect(Math.abs(length(false) - 0.72)).toBeLessThan(0.02);
  });

  it('never lengthens a sleeve', () => {
    const short = laid(garment({ ...BENT, length: 0.3 })).edge('shoulder', 'left');
    expect(runLength(beyondShoulder(short))).toBeLessThan(0.3);
  });

  it('widens a sleeve that is too narrow for the arm, and does not lengthen it', () => {
    const narrow = garment({ ...BENT, width: 0.11 });
    const { edge } = laid(narrow);
    const under = edge('underarm', 'left');
    const over = beyondShoulder(edge('shoulder', 'left'));
    const middle = 2 * Math.floor(under.length / 4);
    let nearest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < over.length; i += 2) {
      const away = Math.hypot(over[i]! - under[middle]!, over[i + 1]! - under[middle + 1]!);
      nearest = Math.min(nearest, away);
    }
    expect(nearest).toBeGreaterThan(0.95 * sleeveWidthFor(BODY, 0.2));
    expect(runLength(over)).toBeLessThan(0.6);
  });

  it('leaves straight sleeves that lie as arms hang, or flatter, as they are', () => {
    for (const angle of [25, 47]) {
      const runs = garment({ upper: angle, fore: angle, length: 0.3, width: 0.17 });
      expect(laid(runs).sleeves).toEqual([]);
    }
  });

  it('moves sleeves alone, alike on both panels', () => {
    const runs = garment(BENT);
    const { panels, edge } = laid(runs);
    for (const kind of ['side', 'neck', 'hem'] as const) {
      expect(panels.back.find((run) => run.kind === kind)).toEqual(
        runs.find((run) => run.kind === kind),
      );
    }
    expect(panels.front).toEqual(panels.back);
    const [x, y] = edge('underarm', 'left').subarray(-2);
    expect(x).toBeCloseTo(0.2, 5);
    expect(y).toBeCloseTo(-0.21, 5);
  });

  it('takes a side that ends in an armhole for no sleeve', () => {
    const onlyRight = garment(BENT).map(
      (run): PanelRun =>
        run.kind === 'cuff' && run.side === 'left' ? { ...run, kind: 'armhole' } : run,
    );
    expect(laid(onlyRight).sleeves.map(({ side }) => side)).toEqual(['right']);
  });
});

describe('sleeve-lay', () => {
  const { sleeves } = laid(garment(BENT));

  it('finds the way back from where a sleeve is cut to where the photo shows it', () => {
    for (const sleeve of sleeves) {
      for (const u of [0.05, 0.3, 0.52, 0.97]) {
        for (const v of [0.02, 0.4, 0.98]) {
          const k = Math.floor(u * (sleeve.rungs.length - 1));
          const [ox, oy, ux, uy] = sleeve.rungs[k]!.seen;
          const [px, py, qx, qy] = sleeve.rungs[k + 1]!.seen;
          const x = (ox + px) / 2 + v * ((ux + qx) / 2 - (ox + px) / 2);
          const y = (oy + py) / 2 + v * ((uy + qy) / 2 - (oy + py) / 2);
          const at = [x, y];
          laidOnSleeve(sleeve, at);
          seenOnSleeves(sleeves, at);
          expect(at[0]).toBeCloseTo(x, 9);
          expect(at[1]).toBeCloseTo(y, 9);
        }
      }
    }
  });

  it('leaves the torso where it is', () => {
    for (const point of [
      [0, -0.3],
      [0.19, -0.35],
      [-0.19, -0.25],
      [0.12, -0.05],
    ]) {
      const at = [...point];
      seenOnSleeves(sleeves, at);
      expect(at).toEqual(point);
    }
  });
});
