import { type BodyGoal, SOLVED_DETAILS } from './goals.ts';
import type { CoreMeasures } from './measure-body.ts';
import type { BodyShape } from './shape-targets.ts';
import { solveLinear } from './solve-linear.ts';

const DIFFERENCE_STEP = 0.02;
const MAX_ITERATIONS = 12;
/** A tenth of a millimetre: an order below what 14-bit positions move a girth. */
const TOLERANCE = 1e-4;
/** Levenberg's damping, in squared metres a unit of slider: keeps weak sliders from running off. */
const DAMPING = 1e-6;

/** A shape with its measures and how far the worst stays from its goal, metres. */
export interface SolvedShape {
  readonly shape: BodyShape;
  readonly measures: CoreMeasures;
  readonly residual: number;
}

/**
 * Finds slider values whose body has the goal's measures, by Levenberg-Marquardt steps with a
 * finite-difference Jacobian; sliders stay within -1..1 (height within 0..1).
 */
export function solveShape(
  goal: BodyGoal,
  measure: (shape: BodyShape) => CoreMeasures,
): SolvedShape {
  const wanted = [
    goal.heightCm,
    goal.bustCm,
    goal.waistCm,
    goal.hipCm,
    goal.neckCm,
    goal.wristCm,
  ].map((cm) => cm / 100);
  const residuals = (m: CoreMeasures): number[] =>
    [m.height, m.bust, m.waist, m.hip, m.neck, m.wrist].map((value, i) => value - wanted[i]!);
  let values = [goal.start.height, ...SOLVED_DETAILS.map((path) => goal.start.details[path] ?? 0)];
  let measures = measure(withValues(goal.start, values));
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const off = residuals(measures);
    if (Math.max(...off.map(Math.abs)) < TOLERANCE) break;
    const columns = values.map((value, unknown) => {
      const step = value > 1 - DIFFERENCE_STEP ? -DIFFERENCE_STEP : DIFFERENCE_STEP;
      const moved = values.map((other, i) => (i === unknown ? other + step : other));
      const after = residuals(measure(withValues(goal.start, moved)));
      return after.map((residual, row) => (residual - off[row]!) / step);
    });
    const normal = columns.map((a, i) =>
      columns.map((b, j) => dot(a, b) + (i === j ? DAMPING : 0)),
    );
    const step = solveLinear(
      normal,
      columns.map((column) => -dot(column, off)),
    );
    values = values.map((value, i) => Math.min(1, Math.max(i === 0 ? 0 : -1, value + step[i]!)));
    measures = measure(withValues(goal.start, values));
  }
  return {
    shape: withValues(goal.start, values),
    measures,
    residual: Math.max(...residuals(measures).map(Math.abs)),
  };
}

function withValues(shape: BodyShape, values: readonly number[]): BodyShape {
  const details = { ...shape.details };
  SOLVED_DETAILS.forEach((path, i) => {
    details[path] = values[i + 1]!;
  });
  return { ...shape, height: values[0]!, details };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
