import { describe, expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { selfCrossings } from './self-crossings.ts';

/** Two squares of cloth as one mesh, the second lifted by `height` and turned upright by `upright`. */
function twoSheets(height: number, upright: boolean) {
  const { flat, indices, vertexCount } = gridGarment({ columns: 10, rows: 10, spacing: 0.01 });
  const positions = new Float64Array(6 * vertexCount);
  for (let v = 0; v < vertexCount; v++) {
    const x = flat[2 * v]!;
    const y = flat[2 * v + 1]!;
    positions.set([x, y, 0], 3 * v);
    // Off the other's vertices, so that edges go through faces.
    const z = upright ? x - 0.053 : 0;
    positions.set(upright ? [0.0437, y + 0.0031, z] : [x, y, height], 3 * (vertexCount + v));
  }
  return {
    positions,
    indices: Uint32Array.from([...indices, ...[...indices].map((v) => v + vertexCount)]),
    vertexCount,
  };
}

describe('selfCrossings', () => {
  it('finds none in a sheet, nor between sheets that lie apart', () => {
    const { positions, indices } = twoSheets(0.002, false);
    expect(selfCrossings(positions, indices)).toHaveLength(0);
  });

  it('finds the edges of both sheets where one goes through the other', () => {
    const { positions, indices, vertexCount } = twoSheets(0, true);
    const found = selfCrossings(positions, indices);
    const ofFirst = [...found].filter((v) => v < vertexCount).length / 2;
    const ofSecond = found.length / 2 - ofFirst;
    // The line of the crossing is ten cells long; each cell has an edge across it in either sheet.
    expect(ofFirst).toBeGreaterThanOrEqual(10);
    expect(ofSecond).toBeGreaterThanOrEqual(10);
    for (let e = 0; e < found.length; e += 2) {
      const [a, b] = [found[e]!, found[e + 1]!];
      const axis = a < vertexCount ? 0 : 2;
      const at = axis === 0 ? 0.0437 : 0;
      const ends = [positions[3 * a + axis]! - at, positions[3 * b + axis]! - at];
      expect(ends[0]! * ends[1]!).toBeLessThan(0);
    }
  });

  it('is the same for the mesh moved elsewhere', () => {
    const { positions, indices } = twoSheets(0, true);
    const moved = positions.map((value, i) => value + [3, -2, 7][i % 3]!);
    expect(selfCrossings(moved, indices).length).toBe(selfCrossings(positions, indices).length);
  });
});
