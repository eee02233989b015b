import { describe, expect, it } from 'vitest';
import { FREE_PHASE, NOWHERE } from '../../test/shapes/free-phase.ts';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { bakeDistanceField } from '../body/bake-distance-field.ts';
import type { Anchors } from './anchors.ts';
import { buildCloth, withEaseOf } from './cloth.ts';
import { clothAtRest } from './cloth-state.ts';
import { DEFAULT_FABRIC } from './fabric.ts';
import { simulate } from './simulate.ts';
import { measureStrain } from './strain.ts';

const FREE = { field: NOWHERE, anchors: [], rules: [] };
const PHASE = { ...FREE_PHASE, substeps: 1500 };

/** Lays the garment's flat state in the frontal plane. */
function upright(flat: Float32Array): Float64Array {
  return Float64Array.from({ length: (flat.length / 2) * 3 }, (_, i) =>
    i % 3 === 2 ? 0 : flat[2 * Math.floor(i / 3) + (i % 3)]!,
  );
}

function heldTop(across: number, positions: Float64Array): Anchors {
  return {
    vertices: Uint32Array.from({ length: across }, (_, i) => i),
    targets: positions.slice(0, 3 * across),
    slack: 0,
    each: [1, 1, 1],
    together: [0, 0, 0],
  };
}

/** An upright cylinder, closed, outward winding. */
function cylinder(radius: number, low: number, high: number, segments: number) {
  const positions: number[] = [];
  for (const y of [low, high]) {
    for (let j = 0; j < segments; j++) {
      const angle = (2 * Math.PI * j) / segments;
      positions.push(radius * Math.sin(angle), y, radius * Math.cos(angle));
    }
  }
  positions.push(0, low, 0, 0, high, 0);
  const indices: number[] = [];
  for (let j = 0; j < segments; j++) {
    const k = (j + 1) % segments;
    indices.push(j, k, segments + j, segments + j, k, segments + k);
    indices.push(2 * segments, k, j, 2 * segments + 1, segments + j, segments + k);
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

describe('simulate', () => {
  it('hangs a strip at its own length, stretched in proportion to dt squared', () => {
    const garment = gridGarment({ columns: 4, rows: 30, spacing: 0.02 });
    const cloth = buildCloth(garment, DEFAULT_FABRIC);
    const stretch = (dt: number): number => {
      const state = clothAtRest(upright(garment.flat));
      const surroundings = { ...FREE, anchors: [heldTop(5, state.positions)] };
      simulate(cloth, state, surroundings, { ...PHASE, dt, substeps: 4000, keep: 0.995 });
      const bottom = 5 * 30 + 2;
      return -state.positions[3 * bottom + 1]! / 0.6 - 1;
    };
    const slow = stretch(1 / 600);
    const quick = stretch(1 / 1200);
    expect(quick).toBeGreaterThan(0);
    expect(quick).toBeLessThan(0.02);
    expect(slow / quick).toBeGreaterThan(3);
    expect(slow / quick).toBeLessThan(5);
  });

  it('stretches a tight tube round a cylinder by the ratio of their girths', () => {
    const radius = 0.1;
    const columns = 64;
    const rest = 2 * Math.PI * (radius + PHASE.thickness) * 0.92;
    const garment = gridGarment({ columns, rows: 6, spacing: rest / columns, tube: true });
    const body = cylinder(radius, -0.4, 0.4, 96);
    const field = bakeDistanceField(
      body.positions,
      body.indices,
      { min: [-0.2, -0.2, -0.2], max: [0.2, 0.2, 0.2] },
      0.005,
    );
    const cloth = buildCloth(garment, DEFAULT_FABRIC);
    const start = new Float64Array(3 * garment.vertexCount);
    for (let v = 0; v < garment.vertexCount; v++) {
      const angle = (2 * Math.PI * (v % columns)) / columns;
      start.set([0.13 * Math.sin(angle), garment.flat[2 * v + 1]!, 0.13 * Math.cos(angle)], 3 * v);
    }
    const state = clothAtRest(start);
    simulate(cloth, state, { ...FREE, field }, { ...PHASE, gravity: 0, keep: 0.9, substeps: 800 });
    let girth = 0;
    for (let c = 0; c < columns; c++) {
      const a = 3 * (3 * columns + c);
      const b = 3 * (3 * columns + ((c + 1) % columns));
      girth += Math.hypot(
        state.positions[a]! - state.positions[b]!,
        state.positions[a + 2]! - state.positions[b + 2]!,
      );
    }
    expect(girth / rest).toBeGreaterThan(1 / 0.92 - 0.02);
    expect(girth / rest).toBeLessThan(1 / 0.92 + 0.02);
  });

  it('lays a square over a sphere without going into it', () => {
    const radius = 0.15;
    const { positions, indices } = sphereMesh(radius, 24, [0, 0, 0]);
    const field = bakeDistanceField(
      positions,
      indices,
      { min: [-0.3, -0.4, -0.3], max: [0.3, 0.3, 0.3] },
      0.01,
    );
    const garment = gridGarment({ columns: 30, rows: 30, spacing: 0.015 });
    const cloth = buildCloth(garment, DEFAULT_FABRIC);
    const start = new Float64Array(3 * garment.vertexCount);
    for (let v = 0; v < garment.vertexCount; v++) {
      start.set([garment.flat[2 * v]! - 0.225, 0.17, garment.flat[2 * v + 1]! + 0.225], 3 * v);
    }
    const state = clothAtRest(start);
    simulate(cloth, state, { ...FREE, field }, { ...PHASE, friction: 1.7 });
    let nearest = Number.POSITIVE_INFINITY;
    let lowest = 0;
    for (let v = 0; v < garment.vertexCount; v++) {
      const [x, y, z] = state.positions.subarray(3 * v, 3 * v + 3);
      nearest = Math.min(nearest, Math.hypot(x!, y!, z!) - radius);
      lowest = Math.min(lowest, y!);
    }
    // The facets of the sphere's mesh lie up to 0.6 mm inside it, and the grid rounds as much again.
    expect(nearest).toBeGreaterThan(PHASE.thickness - 0.0015);
    expect(lowest).toBeLessThan(0);
    expect(measureStrain(cloth, state.positions).mean).toBeLessThan(0.02);
  });

  it('gives the same bits for the same input', () => {
    const garment = gridGarment({ columns: 6, rows: 10, spacing: 0.02 });
    const cloth = buildCloth(garment, DEFAULT_FABRIC);
    const run = () => {
      const state = clothAtRest(upright(garment.flat));
      simulate(
        cloth,
        state,
        { ...FREE, anchors: [heldTop(3, state.positions)] },
        { ...PHASE, substeps: 200 },
      );
      return state.positions;
    };
    expect(run()).toEqual(run());
  });
});

describe('buildCloth', () => {
  it('lumps the whole mass and bends nothing that is flat', () => {
    const garment = gridGarment({ columns: 8, rows: 8, spacing: 0.05 });
    const cloth = buildCloth(garment, DEFAULT_FABRIC);
    const mass = cloth.inverseMasses.reduce((sum, inverse) => sum + 1 / inverse, 0);
    expect(mass).toBeCloseTo(0.4 * 0.4 * DEFAULT_FABRIC.areaDensity, 6);
    const x = upright(garment.flat);
    for (let h = 0; h < cloth.hingeCompliances.length; h++) {
      for (let axis = 0; axis < 3; axis++) {
        let bend = 0;
        for (let k = 4 * h; k < 4 * h + 4; k++) {
          bend += cloth.hingeWeights[k]! * x[3 * cloth.hinges[k]! + axis]!;
        }
        expect(Math.abs(bend)).toBeLessThan(1e-6);
      }
    }
  });

  it('makes edges longer by the ease authored at their ends', () => {
    const garment = gridGarment({ columns: 2, rows: 2, spacing: 0.1 });
    garment.easeAcross.fill(0.2);
    garment.easeAlong.fill(0.2);
    const plain = buildCloth(gridGarment({ columns: 2, rows: 2, spacing: 0.1 }), DEFAULT_FABRIC);
    const eased = buildCloth(garment, DEFAULT_FABRIC);
    eased.restLengths.forEach((rest, e) => {
      expect(rest / plain.restLengths[e]!).toBeCloseTo(1.2, 6);
    });
  });

  it('takes ease that is given later as if it had been there', () => {
    const garment = gridGarment({ columns: 4, rows: 4, spacing: 0.1 });
    const plain = buildCloth(garment, DEFAULT_FABRIC);
    const eased = { ...garment, easeAcross: garment.easeAcross.map((_, v) => 0.01 * v) };
    expect(withEaseOf(plain, eased)).toEqual(buildCloth(eased, DEFAULT_FABRIC));
    expect(withEaseOf(plain, eased).restLengths).not.toEqual(plain.restLengths);
  });

  it('leaves lengthwise edges alone where the ease is across', () => {
    const garment = gridGarment({ columns: 2, rows: 2, spacing: 0.1 });
    garment.easeAcross.fill(0.2);
    const { edges, restLengths } = buildCloth(garment, DEFAULT_FABRIC);
    const lengthsOf = (axis: 0 | 1) =>
      [...restLengths].filter(
        (_, e) =>
          garment.flat[2 * edges[2 * e]! + axis] === garment.flat[2 * edges[2 * e + 1]! + axis],
      );
    for (const rest of lengthsOf(0)) expect(rest).toBeCloseTo(0.1, 6);
    for (const rest of lengthsOf(1)) expect(rest).toBeCloseTo(0.12, 6);
  });

  it('makes layered cloth give less than what hangs from it', () => {
    const garment = gridGarment({ columns: 2, rows: 2, spacing: 0.1 });
    const layers = new Float32Array(garment.vertexCount).fill(1);
    layers[0] = 4;
    const plain = buildCloth(garment, DEFAULT_FABRIC);
    const banded = buildCloth(garment, DEFAULT_FABRIC, layers);
    expect(banded.inverseMasses[0]).toBeCloseTo(plain.inverseMasses[0]! / 4, 6);
    expect(banded.inverseMasses[1]).toBe(plain.inverseMasses[1]);
  });
});
