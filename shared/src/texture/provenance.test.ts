import { describe, expect, it } from 'vitest';
import {
  FILLED,
  MIRRORED,
  provenanceExtras,
  provenanceMap,
  provenanceShares,
  SEEN,
} from './provenance.ts';

describe('provenance', () => {
  it('takes the most frequent origin of each cell', () => {
    const [width, height] = [1024, 512];
    // The left three eighths are seen, the rest mirrored, with one filled pixel in every sixteen.
    const origin = new Uint8Array(width * height).map((_, i) =>
      i % 16 === 0 ? FILLED : i % width < 384 ? SEEN : MIRRORED,
    );
    const map = provenanceMap(origin, width, height);
    expect([map.width, map.height]).toEqual([256, 128]);
    expect(map.data[95]).toBe(SEEN);
    expect(map.data[96]).toBe(MIRRORED);
    expect(map.data.includes(FILLED)).toBe(false);
  });

  it('never makes the map finer than the texture', () => {
    const map = provenanceMap(new Uint8Array(12).fill(MIRRORED), 4, 3);
    expect([map.width, map.height]).toEqual([4, 3]);
  });

  it('counts what a mesh shows by its area in the texture', () => {
    const data = Uint8Array.from([SEEN, FILLED]);
    // A square over the left half, and a triangle half as large over the right one.
    const uvs = Float32Array.from([0, 0, 0, 1, 0.5, 1, 0.5, 0, 0.6, 0, 0.6, 1, 1, 1, 0.9, 0.9]);
    const indices = Uint32Array.from([0, 1, 2, 0, 2, 3, 4, 5, 6]);
    const shares = provenanceShares({ width: 2, height: 1, data }, uvs, indices);
    expect(shares.seen).toBeCloseTo(0.5 / 0.7, 5);
    expect(shares.filled).toBeCloseTo(0.2 / 0.7, 5);
    expect(shares.mirrored).toBe(0);
  });

  it('is written as runs that give every cell back', () => {
    const data = Uint8Array.from([0, 0, 1, 1, 1, 2, 0]);
    const { runs, legend } = provenanceExtras({ width: 7, height: 1, data });
    expect(legend).toEqual(['seen', 'mirrored', 'filled']);
    const cells: number[] = [];
    for (let i = 0; i < runs.length; i += 2) {
      for (let k = 0; k < runs[i]!; k += 1) cells.push(runs[i + 1]!);
    }
    expect(cells).toEqual([...data]);
  });
});
