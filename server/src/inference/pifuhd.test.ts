import { pifuhd } from '@fitroom/shared/generators/pifuhd';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { CancelledError, type JobContext } from '@fitroom/shared/job/context';
import { meshTopology } from '@fitroom/shared/mesh/topology';
import { describe, expect, it } from 'vitest';
import { tinyModels } from '../../../models/test/tiny-models.ts';
import { openModelGraphs } from './model-graphs-node.ts';

const models = tinyModels((folder, manifest) =>
  openModelGraphs(folder, manifest, { providers: ['cpu'], threads: 1 }),
);
const OPTIONS = { quality: 'med', seed: 0, views: null, large: false } as const;
const [WIDTH, HEIGHT] = [160, 240];

type Inside = (x: number, y: number) => boolean;

/** A person with a red shirt and blue trousers; x and y in tenths of the height, from the middle of the top. */
const isShirt: Inside = (x, y) =>
  (Math.abs(x) < 1 && y > 2 && y < 5) ||
  (Math.abs(Math.abs(x) - (y - 1.6) * 0.7) < 0.55 && y > 2.2 && y < 4.6);
const isTrousers: Inside = (x, y) => Math.abs(Math.abs(x) - 0.6) < 0.5 && y >= 5 && y < 9.5;
const isHead: Inside = (x, y) => Math.hypot(x, y - 1.2) < 0.75;

function picture(colourOf: (x: number, y: number) => readonly number[] | null): RgbaImage {
  const data = new Uint8Array(4 * WIDTH * HEIGHT);
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++) {
      const scale = 10 / HEIGHT;
      const colour = colourOf((column + 0.5 - WIDTH / 2) * scale, (row + 0.5) * scale);
      if (colour) data.set([...colour, 255], 4 * (row * WIDTH + column));
    }
  }
  return { width: WIDTH, height: HEIGHT, data };
}
const PERSON = picture((x, y) =>
  isShirt(x, y)
    ? [225, 30, 30]
    : isTrousers(x, y)
      ? [20, 30, 210]
      : isHead(x, y)
        ? [240, 210, 190]
        : null,
);
const SHIRT = picture((x, y) => (isShirt(x, y) ? [225, 30, 30] : null));

function job(over: Partial<JobContext> = {}): JobContext {
  return { signal: { aborted: false }, progress: () => {}, log: () => {}, now: () => 0, ...over };
}
const extents = (positions: Float32Array) =>
  [0, 1, 2].map((axis) => {
    const values = positions.filter((_, n) => n % 3 === axis);
    return [Math.min(...values), Math.max(...values)] as const;
  });

describe('pifuhd with a tiny model', () => {
  it('makes one closed surface of a dressed person, upright', async () => {
    const fractions: number[] = [];
    const lines: string[] = [];
    const context = job({
      progress: (_, fraction) => fractions.push(fraction),
      log: (line) => lines.push(line.en),
    });
    const { mesh, colourAt, close } = await pifuhd.generate(PERSON, OPTIONS, models, context);
    await close();
    expect(colourAt).toBeNull();
    expect(mesh.closed).toBe(true);
    expect(new Set(mesh.colours)).toEqual(new Set([128]));
    expect(meshTopology(mesh.indices, mesh.positions.length / 3)).toMatchObject({
      boundaryEdges: 0,
      inconsistentEdges: 0,
    });
    const [x, y, z] = extents(mesh.positions);
    // As tall as it is in its square, thinner than wide; arms are up where the head is.
    expect(y![1] - y![0]).toBeGreaterThan(1.4);
    expect(z![1] - z![0]).toBeLessThan(x![1] - x![0]);
    let volume = 0;
    for (let t = 0; t < mesh.indices.length; t += 3) {
      const [a, b, c] = [0, 1, 2].map((n) => {
        const at = 3 * mesh.indices[t + n]!;
        return mesh.positions.subarray(at, at + 3);
      });
      volume +=
        a![0]! * (b![1]! * c![2]! - b![2]! * c![1]!) +
        a![1]! * (b![2]! * c![0]! - b![0]! * c![2]!) +
        a![2]! * (b![0]! * c![1]! - b![1]! * c![0]!);
    }
    // Wound outwards although the network's axes are mirrored.
    expect(volume).toBeGreaterThan(0);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(lines).toEqual([expect.stringContaining('whole dressed person')]);
  });

  it('gives the part that a garment’s mask covers, open where the body goes on', async () => {
    const options = { ...OPTIONS, garment: SHIRT };
    const { mesh } = await pifuhd.generate(PERSON, options, models, job());
    const whole = await pifuhd.generate(PERSON, OPTIONS, models, job());
    expect(mesh.closed).toBe(false);
    expect(meshTopology(mesh.indices, mesh.positions.length / 3).boundaryEdges).toBeGreaterThan(0);
    const [, shirt] = extents(mesh.positions);
    const [, person] = extents(whole.mesh.positions);
    expect(shirt![1]).toBeLessThan(person![1] - 0.1);
    expect(shirt![0]).toBeGreaterThan(person![0] + 0.5);
  });

  it('takes no mask of another size', async () => {
    const garment = { width: 2, height: 2, data: new Uint8Array(16) };
    await expect(pifuhd.generate(PERSON, { ...OPTIONS, garment }, models, job())).rejects.toThrow(
      /as large as the photo, 160 x 240/,
    );
  });

  it('stops between two networks once it is cancelled', async () => {
    const signal = { aborted: false };
    const progress = () => {
      signal.aborted = true;
    };
    await expect(
      pifuhd.generate(PERSON, OPTIONS, models, job({ signal, progress })),
    ).rejects.toThrow(CancelledError);
  });
});
