import { describe, expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import type { DistanceField } from '../body/distance-field.ts';
import { clothAtRest } from '../cloth/cloth-state.ts';
import { selfCrossings } from '../mesh/self-crossings.ts';
import { foldIron } from './iron-folds.ts';

const COLUMNS = 30;
const SPACING = 0.012;
const THICKNESS = 0.0045;

/** A body below z = `top`, as a field of four nodes by axis. */
function floor(top: number): DistanceField {
  const cell = 0.5;
  const distances = Float32Array.from(
    { length: 64 },
    (_, i) => -1 + cell * Math.floor(i / 16) - top,
  );
  return { origin: [-0.5, -1, -1], cell, size: [4, 4, 4], distances };
}

/**
 * A square of cloth over a floor at z = 0, folded over itself along x in the shape of a Z: its middle layer
 * goes back by `back` metres. `rise` is how far the layers lie above each other; below 0 they lie in the
 * wrong order, so that the cloth goes through itself at the folds.
 */
function folded(back: number, rise: number) {
  const sewn = gridGarment({ columns: COLUMNS, rows: COLUMNS, spacing: SPACING });
  const middle = (COLUMNS * SPACING) / 2;
  const positions = new Float64Array(3 * sewn.vertexCount);
  for (let v = 0; v < sewn.vertexCount; v++) {
    const x = sewn.flat[2 * v]! - middle;
    const y = sewn.flat[2 * v + 1]!;
    // A little askew, as cloth lies, so that edges do not meet edges exactly.
    const half = back / 2 + 0.004 * Math.sin(40 * y);
    const laid = x < -half ? x + 2 * half : x > half ? x - 2 * half : -x;
    const layer = x < -half ? 0 : x > half ? 2 : 1;
    const height = layer === 1 ? rise * (1 - x / half) : layer * rise;
    positions.set([laid, y, THICKNESS + 0.001 + Math.max(0, -2 * rise) + height], 3 * v);
  }
  return { sewn, positions };
}

const crossingsOf = (positions: ArrayLike<number>, indices: Uint32Array) =>
  selfCrossings(positions, indices).length / 2;

describe('ironing folds', () => {
  it('makes cloth that has folded through itself lie in one layer, clear of the body', () => {
    const { sewn, positions } = folded(0.05, 0.003);
    // The middle layer pressed down through the lower one.
    for (let v = 0; v < sewn.vertexCount; v++) {
      const x = sewn.flat[2 * v]! - (COLUMNS * SPACING) / 2;
      if (Math.abs(x) < 0.02) positions[3 * v + 2]! -= 0.005;
    }
    const state = clothAtRest(positions);
    const before = crossingsOf(state.positions, sewn.indices);
    expect(before).toBeGreaterThan(20);
    const iron = foldIron(sewn.indices, sewn.vertexCount, floor(0), THICKNESS);
    expect(iron(state)).toBe(before);
    expect(crossingsOf(state.positions, sewn.indices)).toBe(0);
    for (let v = 0; v < sewn.vertexCount; v++) {
      expect(state.positions[3 * v + 2]).toBeGreaterThan(THICKNESS - 1e-4);
    }
    expect(iron(state)).toBe(0);
  });

  it('moves nothing far from what crosses, and leaves what it moved at rest', () => {
    const { sewn, positions } = folded(0.05, 0.003);
    for (let v = 0; v < sewn.vertexCount; v++) {
      const x = sewn.flat[2 * v]! - (COLUMNS * SPACING) / 2;
      if (Math.abs(x) < 0.02) positions[3 * v + 2]! -= 0.005;
    }
    const state = clothAtRest(positions);
    foldIron(sewn.indices, sewn.vertexCount, floor(0), THICKNESS)(state);
    const edge = COLUMNS + 1;
    for (let row = 0; row <= COLUMNS; row++) {
      for (const v of [row * edge, row * edge + COLUMNS]) {
        expect([...state.positions.subarray(3 * v, 3 * v + 3)]).toEqual([
          ...positions.subarray(3 * v, 3 * v + 3),
        ]);
      }
    }
    expect([...state.previous]).toEqual([...state.positions]);
  });

  it('keeps an edge that it is told of from drawing back into the cloth', () => {
    const drawnBack = [true, false].map((isHeld) => {
      const { sewn, positions } = folded(0.05, 0.003);
      for (let v = 0; v < sewn.vertexCount; v++) {
        const x = sewn.flat[2 * v]! - (COLUMNS * SPACING) / 2;
        if (Math.abs(x) < 0.02) positions[3 * v + 2]! -= 0.005;
      }
      const state = clothAtRest(positions);
      const upper = Uint32Array.from({ length: COLUMNS + 1 }, (_, column) => column);
      const edges = isHeld ? [upper] : [];
      foldIron(sewn.indices, sewn.vertexCount, floor(0), THICKNESS, edges)(state);
      return Math.max(
        ...upper.subarray(1, -1).map((v) => Math.round(-1e6 * state.positions[3 * v + 1]!)),
      );
    });
    // Micrometres.
    expect(drawnBack[0]).toBeLessThan(1);
    expect(drawnBack[1]).toBeGreaterThan(1000);
  });

  it('moves cloth less where it is to be gentle', () => {
    const farthest = [false, true].map((gently) => {
      const { sewn, positions } = folded(0.05, 0.003);
      for (let v = 0; v < sewn.vertexCount; v++) {
        const x = sewn.flat[2 * v]! - (COLUMNS * SPACING) / 2;
        if (Math.abs(x) < 0.02) positions[3 * v + 2]! -= 0.005;
      }
      const state = clothAtRest(positions);
      foldIron(sewn.indices, sewn.vertexCount, floor(0), THICKNESS)(state, gently);
      return Math.max(...state.positions.map((at, i) => Math.abs(at - positions[i]!)));
    });
    expect(farthest[1]).toBeGreaterThan(0);
    expect(farthest[1]).toBeLessThan(0.7 * farthest[0]!);
  });

  it('does not touch a clean fold, not by a bit', () => {
    const { sewn, positions } = folded(0.05, 0.004);
    const state = clothAtRest(positions);
    state.previous[4]! -= 0.001;
    const previous = state.previous.slice();
    expect(foldIron(sewn.indices, sewn.vertexCount, floor(0), THICKNESS)(state)).toBe(0);
    expect(state.positions).toEqual(positions);
    expect(state.previous).toEqual(previous);
  });
});
