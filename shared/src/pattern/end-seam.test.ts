import { describe, expect, it } from 'vitest';
import { endSeamAtTurn } from './end-seam.ts';
import { runLength } from './run-points.ts';
import { resampleRun } from './smooth-run.ts';

/** A left side seam 40 cm down to y = 0, then a quarter circle towards the hem of which the seam has `share`. */
function rounded(radius: number, share: number) {
  const arc = (from: number, to: number) =>
    Array.from({ length: 21 }, (_, i) => {
      const angle = (from + ((to - from) * i) / 20) * (Math.PI / 2);
      return [0.2 - radius * (1 - Math.cos(angle)), -radius * Math.sin(angle)];
    }).flat();
  return {
    seam: resampleRun([0.2, 0.4, ...arc(0, share)], 0.005),
    opening: resampleRun([...arc(share, 1), -0.2, -radius], 0.005),
  };
}

describe('endSeamAtTurn', () => {
  it('ends a seam before the rounding of its hem, whose edge stays where it was', () => {
    const { seam, opening } = rounded(0.02, 0.5);
    const parted = endSeamAtTurn(seam, opening);
    const [x, y] = parted.seam.slice(-2);
    expect(y).toBeGreaterThan(-0.011);
    expect(y).toBeLessThan(0.006);
    expect(x).toBeGreaterThan(0.197);
    expect([...parted.opening.subarray(0, 2)]).toEqual([x, y]);
    expect([...parted.seam, ...parted.opening.subarray(2)]).toEqual([
      ...seam,
      ...opening.subarray(2),
    ]);
  });

  it('gives up no more of a seam than a rounding takes', () => {
    const { seam, opening } = rounded(0.15, 0.5);
    const parted = endSeamAtTurn(seam, opening);
    expect(runLength(seam) - runLength(parted.seam)).toBeLessThan(0.041);
  });

  it('leaves a seam that ends as it runs, bowed or straight, and one too short to tell', () => {
    const hem = resampleRun([0.2, 0, -0.2, 0], 0.005);
    for (const seam of [
      resampleRun([0.2, 0.4, 0.2, 0], 0.005),
      resampleRun([0.15, 0.4, 0.16, 0.2, 0.2, 0], 0.005),
      rounded(0.02, 0.5).seam.slice(-30),
    ]) {
      expect(endSeamAtTurn(seam, hem)).toEqual({ seam, opening: hem });
    }
  });
});
