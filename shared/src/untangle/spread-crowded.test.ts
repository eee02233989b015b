import { describe, expect, it } from 'vitest';
import { FAR_FLOOR } from '../../test/shapes/far-above-floor.ts';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { buildCloth } from '../cloth/cloth.ts';
import { meshFabric } from '../cloth/fabric.ts';
import { selfCrossings } from '../mesh/self-crossings.ts';
import { crowdSpreader } from './spread-crowded.ts';

const COLUMNS = 40;
const ROWS = 12;
const SPACING = 0.012;
const THICKNESS = 0.0045;
/** Columns between which cloth is crowded: an edge in the middle by a half, those beside it by a sixth. */
const [FROM, MIDDLE, TO] = [15, 20, 26];
const FOLDED_AT = 30;

/** A flat cloth, crowded across its middle as cloth is that was smoothed there. */
function crowdedSheet() {
  const sewn = gridGarment({ columns: COLUMNS, rows: ROWS, spacing: SPACING });
  const cloth = buildCloth(sewn, meshFabric('auto', 'top', SPACING));
  const places: number[] = [0];
  for (let column = 0; column < COLUMNS; column++) {
    const share = column === MIDDLE ? 0.5 : column >= FROM && column < TO ? 5 / 6 : 1;
    places.push(places[column]! + share * SPACING);
  }
  const positions = new Float64Array(3 * sewn.vertexCount);
  const smoothed: number[] = [];
  for (let v = 0; v < sewn.vertexCount; v++) {
    const column = v % (COLUMNS + 1);
    positions.set([places[column]!, sewn.flat[2 * v + 1]!, 0], 3 * v);
    if (column > FROM && column < TO) smoothed.push(v);
  }
  const spread = crowdSpreader(cloth, FAR_FLOOR, THICKNESS);
  /** Of edges along a row, its column's: length as a share of the flat one. */
  const shareAt = (column: number, row = ROWS / 2) => {
    const v = row * (COLUMNS + 1) + column;
    return (positions[3 * v + 3]! - positions[3 * v]!) / SPACING;
  };
  return { sewn, positions, smoothed, spread, shareAt };
}

describe('spreading crowded cloth', () => {
  it('lets out what has room, and gathers the rest in the crease', () => {
    const { positions, smoothed, spread, shareAt } = crowdedSheet();
    const beside = () =>
      [1, 2, 3].flatMap((n) => [shareAt(MIDDLE - n), shareAt(MIDDLE + n)]).reduce((a, b) => a + b) /
      6;
    const [crowded, creased] = [beside(), shareAt(MIDDLE)];
    spread(positions, smoothed);
    expect(beside()).toBeGreaterThan(crowded + 0.02);
    expect(beside()).toBeLessThan(1);
    expect(shareAt(MIDDLE)).toBeLessThan(0.9 * creased);
    expect(shareAt(MIDDLE)).toBeGreaterThan(0);
  });

  it('moves nothing far from what was smoothed, and says what it may have moved', () => {
    const { positions, smoothed, spread } = crowdedSheet();
    const before = positions.slice();
    const moved = new Set(spread(positions, smoothed));
    expect(moved.size).toBeLessThan(positions.length / 3);
    before.forEach((at, i) => {
      if (!moved.has(Math.floor(i / 3))) expect(positions[i]).toBe(at);
    });
  });

  it('sends no cloth through cloth that lies close by', () => {
    const { sewn, positions, smoothed, spread } = crowdedSheet();
    // Its right half lies folded back over it, and what is crowded beneath waves: let out, it would rise through that.
    for (let v = 0; v < sewn.vertexCount; v++) {
      const column = v % (COLUMNS + 1);
      if (column >= FOLDED_AT) {
        positions[3 * v] =
          positions[3 * (v - column + FOLDED_AT)]! - (column - FOLDED_AT) * SPACING;
        positions[3 * v + 2] = column === FOLDED_AT ? 0 : 0.2 * SPACING;
      } else positions[3 * v + 2] = column > FROM && column < TO ? (column % 2) * 0.1 * SPACING : 0;
    }
    expect(selfCrossings(positions, sewn.indices)).toHaveLength(0);
    spread(positions, smoothed);
    expect(selfCrossings(positions, sewn.indices)).toHaveLength(0);
  });

  it('spreads the same cloth to the same place', () => {
    const [first, second] = [crowdedSheet(), crowdedSheet()];
    first.spread(first.positions, first.smoothed);
    second.spread(second.positions, [...second.smoothed].reverse());
    expect(second.positions).toEqual(first.positions);
  });
});
