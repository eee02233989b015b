import { describe, expect, it } from 'vitest';
import { NEVER, type Solid, sphere } from '../../test/shapes/solid-fields.ts';
import { CancelledError } from '../job/context.ts';
import { octreeAxis, octreeField } from './octree-field.ts';

/** Occupancy of a solid, with a soft edge of about `soft`. */
function occupancyOf(solid: Solid, soft: number) {
  const asked = { count: 0, calls: 0 };
  return {
    asked,
    async ask(points: Float32Array) {
      asked.calls++;
      asked.count += points.length / 3;
      const values = new Float32Array(points.length / 3);
      for (let n = 0; n < values.length; n++) {
        const distance = solid(points[3 * n]!, points[3 * n + 1]!, points[3 * n + 2]!);
        values[n] = 1 / (1 + Math.exp(distance / soft));
      }
      return values;
    },
  };
}

/** Every point by itself, but for the last along each axis, which stay 0. */
async function dense(n: number, ask: (points: Float32Array) => Promise<Float32Array>) {
  const axis = octreeAxis(n);
  const field = new Float32Array(n ** 3);
  for (let i = 0; i < n - 1; i++) {
    for (let j = 0; j < n - 1; j++) {
      const row = Float32Array.from(
        { length: 3 * (n - 1) },
        (_, at) => [axis[i]!, axis[j]!, axis[Math.floor(at / 3)]!][at % 3]!,
      );
      field.set(await ask(row), (i * n + j) * n);
    }
  }
  return field;
}

describe('octreeField', () => {
  const n = 128;

  it('has the same signs as a dense field, at a part of the questions', async () => {
    const { ask, asked } = occupancyOf(sphere(0.5), 0.02);
    const fractions: number[] = [];
    const field = await octreeField({
      pointsPerAxis: n,
      ask,
      signal: NEVER,
      progress: (fraction) => fractions.push(fraction),
    });
    expect(asked.count).toBeLessThan(0.4 * n ** 3);
    expect(fractions.at(-1)).toBe(1);
    const expected = await dense(n, ask);
    let [wrong, worst] = [0, 0];
    for (let at = 0; at < field.length; at++) {
      if (field[at]! > 0.5 !== expected[at]! > 0.5) wrong++;
      worst = Math.max(worst, Math.abs(field[at]! - expected[at]!));
    }
    expect(wrong).toBe(0);
    // A block is uniform when its corners differ by less than 0.05.
    expect(worst).toBeLessThan(0.1);
  });

  it('asks every point of a coarse grid', async () => {
    const { ask, asked } = occupancyOf(sphere(0.6), 0.05);
    const field = await octreeField({ pointsPerAxis: 16, ask, signal: NEVER });
    expect(asked.count).toBe(15 ** 3);
    expect(field).toEqual(await dense(16, ask));
  });

  it('stops between two questions when it is cancelled', async () => {
    const { ask, asked } = occupancyOf(sphere(0.6), 0.05);
    const signal = { aborted: false };
    const progress = () => {
      signal.aborted = true;
    };
    await expect(octreeField({ pointsPerAxis: n, ask, signal, progress })).rejects.toThrow(
      CancelledError,
    );
    expect(asked.calls).toBe(1);
  });

  it('names an answer of another length', async () => {
    const ask = async () => new Float32Array(2);
    await expect(octreeField({ pointsPerAxis: 8, ask, signal: NEVER })).rejects.toThrow(
      /occupancy has 2 values/,
    );
  });
});
