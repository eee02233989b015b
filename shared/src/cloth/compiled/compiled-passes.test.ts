import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FREE_PHASE } from '../../../test/shapes/free-phase.ts';
import { gridGarment } from '../../../test/shapes/grid-garment.ts';
import type { DistanceField } from '../../body/distance-field.ts';
import { buildCloth, type Cloth } from '../cloth.ts';
import type { ClothPasses } from '../cloth-passes.ts';
import { type ClothState, clothAtRest } from '../cloth-state.ts';
import { DEFAULT_FABRIC } from '../fabric.ts';
import { plainPasses } from '../plain-passes.ts';
import { simulate } from '../simulate.ts';
import { solverMemory } from '../solver-memory.ts';
import { compiledPasses } from './compiled-passes.ts';
import { LOOPS_SOURCE } from './loops-wasm.ts';
import { webAssembly } from './web-assembly.ts';

const garment = gridGarment({ columns: 9, rows: 12, spacing: 0.03 });
const cloth = buildCloth(garment, DEFAULT_FABRIC);
/** A ball of 0.2 m round the origin, in a box that the sheet reaches out of. */
const field = ball();
const CONTACT = { thickness: 0.004, friction: 0.4, largestPush: 0.02 };

function ball(): DistanceField {
  const size = [31, 29, 27] as const;
  const cell = 0.016;
  const origin = [-0.24, -0.22, -0.2] as const;
  const distances = Float32Array.from({ length: size[0] * size[1] * size[2] }, (_, n) => {
    const i = n % size[0];
    const j = Math.floor(n / size[0]) % size[1];
    const k = Math.floor(n / (size[0] * size[1]));
    return Math.hypot(origin[0] + i * cell, origin[1] + j * cell, origin[2] + k * cell) - 0.2;
  });
  return { origin, cell, size, distances };
}

/** A crumpled sheet over and partly in the ball, some of it fast. */
function crumpled(): ClothState {
  const state = clothAtRest(
    Float64Array.from({ length: 3 * garment.vertexCount }, (_, i) => {
      const v = Math.floor(i / 3);
      const noise = 0.01 * Math.sin(12.9 * i);
      if (i % 3 === 1) return 0.19 + noise;
      return noise + (i % 3 === 0 ? garment.flat[2 * v]! - 0.12 : -garment.flat[2 * v + 1]! - 0.16);
    }),
  );
  state.previous.forEach((value, i) => {
    state.previous[i] = value + 0.004 * Math.sin(7.7 * i);
  });
  return state;
}

/** Where passes bring a cloth, by one after another. */
function broughtBy(passes: ClothPasses, of: Cloth, steps: number): ClothState {
  const memory = solverMemory();
  const state = crumpled();
  for (const dt of [1 / 1800, 1 / 900]) {
    passes.enter(of, memory.factorsOf(of, dt), state);
    for (let step = 0; step < steps; step++) {
      passes.advance(0.98, -9.81 * dt * dt, 1.5 * dt);
      passes.bend();
      passes.stretch(0.3, step % 2 === 0);
      if (step % 3 === 0) passes.touchMiddles({ ...CONTACT, thickness: dt });
      passes.touch(CONTACT);
    }
    passes.leave(state);
  }
  return state;
}

function compiled(): ClothPasses {
  const passes = compiledPasses(cloth, field);
  if (passes === null) throw new Error('There is no WebAssembly here.');
  return passes;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('compiledPasses', () => {
  it('brings cloth to the same bits as the passes that are written out', () => {
    const ours = broughtBy(compiled(), cloth, 60);
    expect(ours).toEqual(broughtBy(plainPasses(field), cloth, 60));
    // It met the ball, and moved.
    expect(ours.clearances.filter((clearance) => clearance < 0).length).toBeGreaterThan(5);
    expect(ours.positions).not.toEqual(crumpled().positions);
  });

  it.each([
    ['an odd number of edges', cloth],
    [
      'an even one',
      buildCloth(gridGarment({ columns: 9, rows: 11, spacing: 0.03 }), DEFAULT_FABRIC),
    ],
  ])('leaves an edge without a direction, first to last and last to first: %s', (_, sheet) => {
    const stretched = (passes: ClothPasses) => {
      const positions = crumpled().positions.slice(0, 3 * sheet.vertexCount);
      const [a, b] = sheet.edges;
      for (let k = 0; k < 3; k++) positions[3 * b! + k] = positions[3 * a! + k]!;
      const state = clothAtRest(positions);
      passes.enter(sheet, solverMemory().factorsOf(sheet, 1 / 900), state);
      passes.stretch(0.3, true);
      passes.stretch(0.3, false);
      passes.leave(state);
      expect(state.positions).not.toEqual(positions);
      return state.positions;
    };
    const passes = compiledPasses(sheet, field);
    expect(passes && stretched(passes)).toEqual(stretched(plainPasses(field)));
  });

  it('goes on with lengths that were refitted since', () => {
    const longer = { ...cloth, restLengths: cloth.restLengths.map((rest) => 1.2 * rest) };
    const passes = compiled();
    broughtBy(passes, cloth, 3);
    const refitted = broughtBy(passes, longer, 30);
    expect(refitted).toEqual(broughtBy(plainPasses(field), longer, 30));
    expect(refitted.positions).not.toEqual(broughtBy(plainPasses(field), cloth, 30).positions);
  });

  it('is what its source says: node .setup/compile-loops.mjs makes it anew', () => {
    const source = readFileSync(join(import.meta.dirname, 'loops.as.ts'));
    expect(LOOPS_SOURCE).toBe(createHash('sha256').update(source).digest('hex'));
  });
});

describe('a solver where WebAssembly cannot be had', () => {
  const PHASE = { ...FREE_PHASE, thickness: 0.004, faceContacts: 3, substeps: 40 };

  async function simulatedThere(): Promise<ClothState> {
    vi.resetModules();
    const there = await import('../simulate.ts');
    const state = crumpled();
    there.simulate(cloth, state, { field, anchors: [], rules: [] }, PHASE);
    return state;
  }

  it.each([
    ['none at all', undefined],
    [
      'one that a page forbids',
      {
        Module: class {
          constructor() {
            throw new Error('Refused by the Content-Security-Policy.');
          }
        },
      },
    ],
    [
      'one that has no memory left',
      {
        Module: webAssembly?.Module,
        Instance: webAssembly?.Instance,
        Memory: class {
          constructor() {
            throw new RangeError('could not allocate memory');
          }
        },
      },
    ],
  ])('simulates all the same: %s', async (_, stub) => {
    const state = crumpled();
    simulate(cloth, state, { field, anchors: [], rules: [] }, PHASE);
    vi.stubGlobal('WebAssembly', stub);
    expect(await simulatedThere()).toEqual(state);
  });
});
