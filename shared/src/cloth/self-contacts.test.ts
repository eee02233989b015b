import { describe, expect, it } from 'vitest';
import { FREE_PHASE, NOWHERE } from '../../test/shapes/free-phase.ts';
import { latticeSheet } from '../../test/shapes/lattice-sheet.ts';
import type { DistanceField } from '../body/distance-field.ts';
import { selfCrossings } from '../mesh/self-crossings.ts';
import { buildCloth, type Cloth, type FlatCloth } from './cloth.ts';
import { type ClothState, clothAtRest } from './cloth-state.ts';
import { DEFAULT_FABRIC } from './fabric.ts';
import type { Phase } from './phase.ts';
import { selfContactWatch, selfGap } from './self-contacts.ts';
import { simulate } from './simulate.ts';
import { solverMemory } from './solver-memory.ts';

const SIDE = 0.2;
const SMALL = 0.12;
const SPACING = 0.012;
const GAP = selfGap(DEFAULT_FABRIC, SPACING);
const PHASE: Phase = { ...FREE_PHASE, dt: 1 / 3600, selfGap: GAP };
/** A floor: distances are heights. */
const FLOOR: DistanceField = {
  origin: [-1, -1, -1],
  cell: 2,
  size: [2, 2, 2],
  distances: Float32Array.from([-1, -1, 1, 1, -1, -1, 1, 1]),
};

/** Two sheets of one cloth that hang together nowhere, their middles at flat (0, 0), the second one smaller. */
function twoSheets(): { readonly cloth: Cloth; readonly lower: number; readonly flat: number[] } {
  const [one, other] = [latticeSheet(SIDE, SIDE, SPACING), latticeSheet(SMALL, SMALL, SPACING)];
  const lower = one.vertexCount;
  const both: FlatCloth = {
    vertexCount: lower + other.vertexCount,
    indices: Uint32Array.from([...one.indices, ...other.indices.map((v) => v + lower)]),
    cornerFlat: Float32Array.from([...one.cornerFlat, ...other.cornerFlat]),
    easeAcross: Float32Array.from([...one.easeAcross, ...other.easeAcross]),
    easeAlong: Float32Array.from([...one.easeAlong, ...other.easeAlong]),
  };
  const flat = [
    ...one.flat.map((value, i) => value + (i % 2 === 0 ? -SIDE : SIDE) / 2),
    ...other.flat.map((value, i) => value + (i % 2 === 0 ? -SMALL : SMALL) / 2),
  ];
  return { cloth: buildCloth(both, DEFAULT_FABRIC), lower, flat };
}

/** Lies level, the first sheet at one height, the second one over it, turned: edges lie across edges. */
function levelAt(
  { cloth, lower, flat }: ReturnType<typeof twoSheets>,
  below: number,
  above: number,
): ClothState {
  const [cos, sin] = [Math.cos(0.3), Math.sin(0.3)];
  const start = new Float64Array(3 * cloth.vertexCount);
  for (let v = 0; v < cloth.vertexCount; v++) {
    const x = flat[2 * v]!;
    const z = -flat[2 * v + 1]!;
    start.set(v < lower ? [x, below, z] : [cos * x - sin * z, above, sin * x + cos * z], 3 * v);
  }
  return clothAtRest(start);
}

function run(cloth: Cloth, state: ClothState, field: DistanceField, phase: Phase): void {
  const memory = solverMemory();
  for (let left = phase.substeps; left > 0; left -= 50) {
    simulate(cloth, state, { field, anchors: [], rules: [] }, { ...phase, substeps: 50 }, memory);
  }
}

const heights = ({ positions }: ClothState, from: number): number[] =>
  [...positions].filter((_, i) => i % 3 === 1 && i >= 3 * from);

function momentum({ inverseMasses }: Cloth, { positions, previous }: ClothState): number[] {
  const sum = [0, 0, 0];
  positions.forEach((x, i) => {
    sum[i % 3]! += (x - previous[i]!) / inverseMasses[Math.floor(i / 3)]!;
  });
  return sum;
}

describe('cloth that falls on itself', () => {
  const sheets = twoSheets();
  const { cloth, lower } = sheets;

  it('lies on it, and on the floor where nothing keeps it off', () => {
    const fallen = (gap: number) => {
      const state = levelAt(sheets, 0.004, 0.03);
      run(cloth, state, FLOOR, { ...PHASE, substeps: 3600, selfGap: gap });
      return state;
    };
    const kept = fallen(GAP);
    expect(selfCrossings(kept.positions, cloth.indices)).toHaveLength(0);
    // The upper one is smaller than the lower: all of it is over it.
    expect(Math.min(...heights(kept, lower))).toBeGreaterThan(0.004 + 0.8 * GAP);
    expect(Math.max(...heights(kept, lower))).toBeLessThan(0.004 + 3 * GAP);
    expect(Math.min(...heights(fallen(0), lower))).toBeLessThan(0.004 + 0.1 * GAP);
  });

  it('slides on it as far as friction lets it', () => {
    const slid = (friction: number) => {
      const state = levelAt(sheets, 0.004, 0.004 + GAP);
      run(cloth, state, FLOOR, { ...PHASE, substeps: 400 });
      const before = state.positions.slice();
      for (let i = 3 * lower; i < state.previous.length; i += 3) {
        state.previous[i] = state.positions[i]! - 0.4 * PHASE.dt;
      }
      run(cloth, state, FLOOR, { ...PHASE, keep: 1, friction, substeps: 400 });
      let way = 0;
      for (let v = lower; v < cloth.vertexCount; v++) {
        way += state.positions[3 * v]! - before[3 * v]!;
      }
      return way / (cloth.vertexCount - lower);
    };
    // A block of 0.4 m/s stops after v² / 2 µ g, 23 mm at 0.35. Cloth is pushed apart more often than it weighs, and stops sooner.
    expect(slid(1)).toBeGreaterThan(0.002);
    expect(slid(1)).toBeLessThan(0.023);
    expect(slid(0.3)).toBeGreaterThan(1.5 * slid(1));
    // In these 0.11 s it goes 44 mm.
    expect(slid(0)).toBeGreaterThan(0.04);
  });

  it('gives to it what momentum it takes', () => {
    const state = levelAt(sheets, 0, 0.01);
    for (let i = 3 * lower; i < state.previous.length; i += 3) {
      state.previous[i]! -= 0.1 * PHASE.dt;
      state.previous[i + 1]! += 0.3 * PHASE.dt;
    }
    const before = momentum(cloth, state);
    run(cloth, state, NOWHERE, { ...PHASE, gravity: 0, keep: 1, substeps: 400 });
    const after = momentum(cloth, state);
    expect(selfCrossings(state.positions, cloth.indices)).toHaveLength(0);
    const ofLower = momentum(cloth, {
      ...state,
      positions: state.positions.map((x, i) => (i < 3 * lower ? x : state.previous[i]!)),
    });
    expect(ofLower[1]! / before[1]!).toBeGreaterThan(0.2);
    for (let k = 0; k < 3; k++) {
      expect(Math.abs(after[k]! - before[k]!)).toBeLessThan(1e-9 * Math.abs(before[1]!) + 1e-15);
    }
  });
});

describe('selfContactWatch', () => {
  const sheets = twoSheets();
  const { cloth, lower } = sheets;

  it('lists points near other cloth with their side of it, none of a flat cloth next to each other', () => {
    const state = levelAt(sheets, 0, 0.004);
    const { vertices, sides } = selfContactWatch(cloth)(state.positions, 0.002);
    expect(new Set([...vertices].filter((_, i) => i % 4 === 0)).size).toBeGreaterThan(lower / 2);
    for (let n = 0; n < sides.length; n++) {
      const isUpper = vertices[4 * n]! >= lower;
      expect(vertices[4 * n + 1]! >= lower).toBe(!isUpper);
      const [a, b, c] = [...vertices.slice(4 * n + 1, 4 * n + 4)];
      expect(sides[n]).toBe((isUpper ? 1 : -1) * upwards(state.positions, a!, b!, c!));
    }
    const apart = levelAt(sheets, 0, 0.05);
    expect(selfContactWatch(cloth)(apart.positions, 0.002).sides).toHaveLength(0);
  });

  it('lets go of what is through the cloth already', () => {
    const state = levelAt(sheets, 0, 0.001);
    const through = lower + 60;
    state.positions[3 * through + 1] = -0.001;
    const { vertices } = selfContactWatch(cloth)(state.positions, 0.002);
    expect([...vertices].filter((_, i) => i % 4 === 0)).not.toContain(through);
  });

  it('looks through the cloth again once it has moved', () => {
    const watch = selfContactWatch(cloth);
    const state = levelAt(sheets, 0, 0.05);
    const before = watch(state.positions, 0.002);
    expect(watch(state.positions, 0.002)).toBe(before);
    for (let i = 3 * lower + 1; i < state.positions.length; i += 3) state.positions[i] = 0.003;
    expect(watch(state.positions, 0.002).sides.length).toBeGreaterThan(lower / 2);
  });
});

/** 1 where a triangle of a level cloth faces up. */
function upwards(x: Float64Array, a: number, b: number, c: number): number {
  const ux = x[3 * b]! - x[3 * a]!;
  const uz = x[3 * b + 2]! - x[3 * a + 2]!;
  const sx = x[3 * c]! - x[3 * a]!;
  const sz = x[3 * c + 2]! - x[3 * a + 2]!;
  return Math.sign(uz * sx - ux * sz);
}
