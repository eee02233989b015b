import { describe, expect, it } from 'vitest';
import { FAR_FLOOR } from '../../test/shapes/far-above-floor.ts';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { buildCloth } from '../cloth/cloth.ts';
import { type ClothState, clothAtRest } from '../cloth/cloth-state.ts';
import { meshFabric } from '../cloth/fabric.ts';
import { measureStrain } from '../cloth/strain.ts';
import { selfCrossings } from '../mesh/self-crossings.ts';
import { foldIron } from './iron-folds.ts';
import { pressPlaces } from './press-places.ts';
import { crowdSpreader } from './spread-crowded.ts';

const COLUMNS = 60;
const SPACING = 0.012;
const THICKNESS = 0.0045;

/** A cloth that lies flat but for two places, one at each side, where a pinch of it goes through the cloth beneath. */
function pinchedTwice() {
  const sewn = gridGarment({ columns: COLUMNS, rows: 20, spacing: SPACING });
  const positions = new Float64Array(3 * sewn.vertexCount);
  for (let v = 0; v < sewn.vertexCount; v++) {
    const x = sewn.flat[2 * v]!;
    const y = sewn.flat[2 * v + 1]!;
    positions.set([x, y, 0.001 * Math.sin(90 * x + 70 * y)], 3 * v);
  }
  const places = [15, 45].map((column) => {
    const from = 10 * (COLUMNS + 1) + column;
    // The edge between them goes on and down through the cloth beside it.
    positions[3 * from - 1] = 0.006;
    positions[3 * from]! += 3.5 * SPACING;
    positions[3 * from + 2] = -0.006;
    return from;
  });
  const state = clothAtRest(positions);
  const session = {
    read: async () => state,
    write(next: ClothState) {
      state.positions.set(next.positions);
      state.previous.set(next.previous);
      state.clearances.set(next.clearances);
    },
  };
  const iron = foldIron(sewn.indices, sewn.vertexCount, FAR_FLOOR, THICKNESS, [], 0);
  return { sewn, state, session, iron, places };
}

describe('pressing place by place', () => {
  it('leaves no cloth that goes through itself where its strain allows', async () => {
    const { sewn, state, session, iron } = pinchedTwice();
    expect(selfCrossings(state.positions, sewn.indices).length).toBeGreaterThan(4);
    await pressPlaces(session, sewn.indices, iron, () => true);
    expect(selfCrossings(state.positions, sewn.indices)).toHaveLength(0);
  });

  it('leaves it less strained where what was smoothed is spread', async () => {
    const strainAfter = async (isSpread: boolean) => {
      const { sewn, state, session, iron } = pinchedTwice();
      const cloth = buildCloth(sewn, meshFabric('auto', 'top', SPACING));
      const spread = isSpread ? crowdSpreader(cloth, FAR_FLOOR, THICKNESS) : undefined;
      await pressPlaces(session, sewn.indices, iron, () => true, spread);
      expect(selfCrossings(state.positions, sewn.indices)).toHaveLength(0);
      return measureStrain(cloth, state.positions).mean;
    };
    expect(await strainAfter(true)).toBeLessThan(0.9 * (await strainAfter(false)));
  });

  it('leaves a place as it was where pressing would spoil the cloth, and mends the other', async () => {
    const { sewn, state, session, iron, places } = pinchedTwice();
    const before = state.positions.slice();
    const kept = places[1]!;
    await pressPlaces(session, sewn.indices, iron, (at) => at[3 * kept] === before[3 * kept]);
    const crossing = selfCrossings(state.positions, sewn.indices);
    expect(crossing.length).toBeGreaterThan(0);
    const middle = (COLUMNS * SPACING) / 2;
    for (const v of crossing)
      expect(state.positions[3 * v]! - sewn.flat[0]!).toBeGreaterThan(middle);
    // Bit for bit.
    sewn.flat.forEach((x, i) => {
      if (i % 2 === 1 || x - sewn.flat[0]! < middle) return;
      const v = i / 2;
      expect(state.positions.slice(3 * v, 3 * v + 3)).toEqual(before.slice(3 * v, 3 * v + 3));
    });
  });
});
