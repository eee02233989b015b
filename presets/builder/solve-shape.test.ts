import { describe, expect, it } from 'vitest';
import { BODY_GOALS, SOLVED_DETAILS } from './goals.ts';
import type { CoreMeasures } from './measure-body.ts';
import type { BodyShape } from './shape-targets.ts';
import { solveShape } from './solve-shape.ts';

const goal = BODY_GOALS[1]!;

/** A body whose measures follow its sliders by a known, coupled and curved rule. */
function imagined(reach: number): (shape: BodyShape) => CoreMeasures {
  return ({ height, details }) => {
    const [bust, waist, hip, neck, wrist] = SOLVED_DETAILS.map((path) => details[path]!) as [
      number,
      number,
      number,
      number,
      number,
    ];
    return {
      height: 1 + 1.2 * height,
      bust: 0.88 + reach * (bust + 0.2 * bust * bust + 0.3 * waist),
      bustLevel: 1.25,
      waist: 0.7 + 0.1 * waist + 0.02 * hip,
      waistLevel: 1.1,
      hip: 0.96 + 0.12 * hip + 0.03 * waist,
      hipLevel: 0.86,
      neck: 0.29 + 0.05 * neck,
      neckLevel: 1.48,
      wrist: 0.127 + 0.05 * wrist,
    };
  };
}

describe('solveShape', () => {
  it('finds the sliders for all six goals at once', () => {
    const { residual, measures } = solveShape(goal, imagined(0.15));
    expect(residual).toBeLessThan(1e-4);
    expect(measures.bust).toBeCloseTo(goal.bustCm / 100, 3);
    expect(measures.wrist).toBeCloseTo(goal.wristCm / 100, 3);
  });

  it('stops at the end of a slider and says how far off the goal stays', () => {
    const { shape, residual } = solveShape({ ...goal, bustCm: 130 }, imagined(0.15));
    expect(shape.details[SOLVED_DETAILS[0]]).toBe(1);
    expect(residual).toBeGreaterThan(0.1);
  });
});
