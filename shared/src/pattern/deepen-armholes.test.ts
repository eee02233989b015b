import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { bodyMeasures } from './body-measures.ts';
import { deepenArmholes } from './deepen-armholes.ts';
import { joinRuns, type PanelRun } from './panel-outlines.ts';
import { runLength } from './run-points.ts';

const body = bodyMeasures(exampleBody());

function line(ax: number, ay: number, bx: number, by: number): Float64Array {
  const count = 80;
  return Float64Array.from({ length: 2 * (count + 1) }, (_, i) => {
    const t = Math.floor(i / 2) / count;
    return i % 2 === 0 ? ax + t * (bx - ax) : ay + t * (by - ay);
  });
}

/** A sleeveless panel with a 6 cm armhole on the left and a 22 cm one on the right, metres. */
const panel: readonly PanelRun[] = [
  { kind: 'neck', side: 'centre', points: line(-0.1, 0, 0.1, 0) },
  { kind: 'shoulder', side: 'left', points: line(0.1, 0, 0.2, 0) },
  { kind: 'armhole', side: 'left', points: line(0.2, 0, 0.2, -0.06) },
  { kind: 'side', side: 'left', points: line(0.2, -0.06, 0.2, -0.7) },
  { kind: 'hem', side: 'centre', points: line(0.2, -0.7, -0.2, -0.7) },
  { kind: 'side', side: 'right', points: line(-0.2, -0.7, -0.2, -0.22) },
  { kind: 'armhole', side: 'right', points: line(-0.2, -0.22, -0.2, 0) },
  { kind: 'shoulder', side: 'right', points: line(-0.2, 0, -0.1, 0) },
];

describe('deepenArmholes', () => {
  const { front, back } = deepenArmholes({ front: panel, back: panel }, body);
  const lengthOf = (runs: readonly PanelRun[], kind: string, side: string) =>
    runLength(runs.find((run) => run.kind === kind && run.side === side)!.points);

  it('opens the side under an armhole that is too tight until the arm passes', () => {
    const round = lengthOf(front, 'armhole', 'left') + lengthOf(back, 'armhole', 'left');
    expect(round).toBeGreaterThan(body.upperArm + 0.05);
    expect(round).toBeLessThan(body.upperArm + 0.08);
    expect(lengthOf(front, 'armhole', 'left') + lengthOf(front, 'side', 'left')).toBeCloseTo(0.7);
  });

  it('leaves an armhole that is wide enough', () => {
    expect(lengthOf(front, 'armhole', 'right')).toBeCloseTo(0.22);
  });

  it('does the same on the other side and moves no point', () => {
    const mirrored = [...panel].reverse().map((run) => ({
      ...run,
      side: run.side === 'left' ? 'right' : run.side === 'right' ? 'left' : run.side,
      points: run.points
        .slice()
        .reverse()
        .map((_, i, all) => (i % 2 === 0 ? -all[i + 1]! : all[i - 1]!)),
    })) satisfies PanelRun[];
    const turned = deepenArmholes({ front: mirrored, back: mirrored }, body);
    expect(lengthOf(turned.front, 'armhole', 'right')).toBeCloseTo(
      lengthOf(front, 'armhole', 'left'),
    );
    expect(joinRuns(turned.back)).toHaveLength(joinRuns(mirrored).length);
  });
});
