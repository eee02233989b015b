import { describe, expect, it } from 'vitest';
import { latticeSheet } from '../../test/shapes/lattice-sheet.ts';
import { type Category, FABRICS, type FabricChoice } from '../garment/vocabulary.ts';
import { buildCloth } from './cloth.ts';
import {
  DEFAULT_FABRIC,
  drapedFabric,
  givesInShear,
  meshFabric,
  posedFabric,
  resistanceShare,
} from './fabric.ts';
import { FABRIC_PRESETS } from './fabric-presets.ts';

const MED = 0.012;

/** Peirce's bending length, metres: how far cloth stands out before its weight bends it. */
function bendingLength(choice: FabricChoice, edgeLength: number): number {
  const { bendingStiffness, areaDensity } = meshFabric(choice, 'dress', edgeLength);
  return Math.cbrt(bendingStiffness / (areaDensity * 9.81));
}

/** Newtons a metre, of a sheet that is sheared evenly: twice its energy over its area and the shear squared. */
function shearStiffness(choice: FabricChoice, category: Category, edgeLength: number): number {
  const sheet = latticeSheet(0.3, 0.3, edgeLength);
  const { edges, edgeCompliances } = buildCloth(sheet, drapedFabric(choice, category, edgeLength));
  const across = (e: number, k: 0 | 1) =>
    sheet.flat[2 * edges[2 * e + 1]! + k]! - sheet.flat[2 * edges[2 * e]! + k]!;
  let energy = 0;
  edgeCompliances.forEach((compliance, e) => {
    const [dx, dy] = [across(e, 0), across(e, 1)];
    energy += ((dx * dy) / Math.hypot(dx, dy)) ** 2 / compliance;
  });
  return energy / 0.3 ** 2;
}

describe('meshFabric', () => {
  it('hangs what nobody named a fabric of as it always hung, on every mesh', () => {
    for (const edgeLength of [0.008, MED, 0.02]) {
      expect(meshFabric('auto', 'top', edgeLength)).toEqual(DEFAULT_FABRIC);
      expect(meshFabric('auto', 'skirt', edgeLength)).toMatchObject({ bendingStiffness: 2.1e-3 });
      expect(resistanceShare(meshFabric('auto', 'top', edgeLength))).toBe(1);
      expect(resistanceShare(meshFabric('auto', 'skirt', edgeLength))).toBe(1);
    }
  });

  it('bends as measured where the mesh is as fine as wrinkles are', () => {
    for (const name of FABRICS) {
      const { bendingStiffness } = FABRIC_PRESETS[name];
      expect(meshFabric(name, 'top', 0.0022).bendingStiffness).toBe(bendingStiffness);
      expect(meshFabric(name, 'top', MED).bendingStiffness / bendingStiffness).toBeCloseTo(28.4, 1);
    }
  });

  it('orders fabrics from soft to stiff as hands do, the usual one between', () => {
    const softToStiff: readonly FabricChoice[] = [
      'chiffon',
      'silk',
      'poplin',
      'auto',
      'denim',
      'leather',
    ];
    const lengths = softToStiff.map((choice) => bendingLength(choice, MED));
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(lengths.at(-1)! / lengths[0]!).toBeGreaterThan(2);
  });

  it('lets soft cloth give way where it cannot wrinkle, and stiff cloth no less than before', () => {
    expect(resistanceShare(meshFabric('chiffon', 'dress', MED))).toBeLessThan(0.2);
    expect(resistanceShare(meshFabric('leather', 'dress', MED))).toBe(1);
  });
});

describe('drapedFabric', () => {
  it('shears what nobody named a fabric of about as clothes do, what hangs below the waist more stiffly', () => {
    for (const edgeLength of [MED, 0.024]) {
      const top = shearStiffness('auto', 'top', edgeLength);
      expect(top).toBeGreaterThan(74);
      expect(top).toBeLessThan(110);
      for (const category of ['trousers', 'shorts', 'skirt', 'dress'] as const) {
        expect(shearStiffness('auto', category, edgeLength) / top).toBeCloseTo(2.4, 3);
      }
    }
  });

  it('gives in shear where knits do, and not where wovens do not', () => {
    const gives = (choice: FabricChoice, category: Category) =>
      givesInShear(drapedFabric(choice, category, MED));
    expect(
      ['auto', 'jersey', 'knit'].map((choice) => gives(choice as FabricChoice, 'top')),
    ).toEqual([true, true, true]);
    expect(
      ['poplin', 'denim', 'leather'].map((choice) => gives(choice as FabricChoice, 'top')),
    ).toEqual([false, false, false]);
    for (const category of ['trousers', 'skirt', 'dress'] as const) {
      expect(gives('auto', category)).toBe(true);
    }
  });

  it('goes on giving in a pose below the waist, and not where arms crowd it', () => {
    for (const category of ['trousers', 'skirt', 'dress'] as const) {
      expect(posedFabric('auto', category, MED)).toEqual(drapedFabric('auto', category, MED));
    }
    for (const category of ['top', 'hoodie', 'outerwear'] as const) {
      expect(givesInShear(posedFabric('auto', category, MED))).toBe(false);
    }
  });

  it('leaves the fabrics that were named what they are', () => {
    for (const name of FABRICS) {
      expect(drapedFabric(name, 'top', MED)).toEqual(meshFabric(name, 'top', MED));
    }
  });
});
