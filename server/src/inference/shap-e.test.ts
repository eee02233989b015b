import { shapE } from '@fitroom/shared/generators/shap-e';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { CancelledError, type JobContext } from '@fitroom/shared/job/context';
import { meshTopology } from '@fitroom/shared/mesh/topology';
import { describe, expect, it } from 'vitest';
import { tinyModels } from '../../../models/test/tiny-models.ts';
import { openModelGraphs } from './model-graphs-node.ts';

const models = tinyModels((folder, manifest) =>
  openModelGraphs(folder, manifest, { providers: ['cpu'], threads: 1 }),
);
const OPTIONS = { quality: 'low', seed: 5, views: null, large: false } as const;

/** A red shirt on nothing: a trunk and two sleeves that hang at 45 degrees. */
function shirtPhoto(side = 160): RgbaImage {
  const data = new Uint8Array(4 * side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const u = Math.abs(x / side - 0.5);
      const v = y / side;
      const isTrunk = u < 0.16 && v > 0.2 && v < 0.85;
      const isSleeve = Math.abs(u - (v - 0.12)) < 0.09 && u < 0.4 && u > 0.08;
      if (isTrunk || isSleeve) data.set([210, 50, 40, 255], 4 * (y * side + x));
    }
  }
  return { width: side, height: side, data };
}

function job(over: Partial<JobContext> = {}): JobContext {
  return { signal: { aborted: false }, progress: () => {}, log: () => {}, now: () => 0, ...over };
}

describe('shapE with a tiny model', () => {
  it('makes a closed shirt that faces as in the photo, the same for the same seed', async () => {
    const fractions: number[] = [];
    const context = job({
      progress(stage, fraction) {
        expect(stage).toBe('reconstruct');
        fractions.push(fraction);
      },
    });
    const { mesh, colourAt, views, close } = await shapE.generate(
      shirtPhoto(),
      OPTIONS,
      models,
      context,
    );
    expect(views).toEqual([]);
    expect(mesh.closed).toBe(true);
    expect(meshTopology(mesh.indices, mesh.positions.length / 3)).toMatchObject({
      boundaryEdges: 0,
      nonManifoldEdges: 0,
      inconsistentEdges: 0,
    });
    const extent = [0, 1, 2].map((axis) => {
      const values = mesh.positions.filter((_, n) => n % 3 === axis);
      return Math.max(...values) - Math.min(...values);
    });
    // Wider than deep: sleeves to the sides.
    expect(extent[0]!).toBeGreaterThan(2 * extent[2]!);
    // What was taught: red in front, blue behind.
    for (let v = 0; v < mesh.positions.length; v += 3) {
      if (Math.abs(mesh.positions[v + 2]!) < 0.08) continue;
      const isRed = mesh.colours[v]! > mesh.colours[v + 2]!;
      expect(isRed).toBe(mesh.positions[v + 2]! > 0);
    }
    const asked = await colourAt!(mesh.positions);
    for (const [n, colour] of mesh.colours.entries()) {
      expect(Math.abs(asked[n]! * 255 - colour)).toBeLessThan(1.5);
    }
    await close();
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);

    const again = await shapE.generate(shirtPhoto(), OPTIONS, models, job());
    await again.close();
    expect(again.mesh.positions).toEqual(mesh.positions);
    const other = await shapE.generate(shirtPhoto(), { ...OPTIONS, seed: 6 }, models, job());
    await other.close();
    expect(other.mesh.positions).not.toEqual(mesh.positions);
  });

  it('stops while it samples once it is cancelled', async () => {
    const signal = { aborted: false };
    let last = 0;
    const context = job({
      signal,
      progress(_, fraction) {
        last = fraction;
        signal.aborted = fraction > 0.2;
      },
    });
    await expect(shapE.generate(shirtPhoto(), OPTIONS, models, context)).rejects.toThrow(
      CancelledError,
    );
    expect(last).toBeLessThan(0.3);
  });

  it('says that a photo without a garment has none', async () => {
    const nothing = { width: 9, height: 9, data: new Uint8Array(324) };
    await expect(shapE.generate(nothing, OPTIONS, models, job())).rejects.toMatchObject({
      code: 'no-garment',
    });
  });
});
