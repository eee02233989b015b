import { describe, expect, it } from 'vitest';
import { FABRICS, type FabricChoice } from '../garment/vocabulary.ts';
import { DEFAULT_FABRIC, meshFabric, resistanceShare } from './fabric.ts';
import { FABRIC_PRESETS } from './fabric-presets.ts';

const MED = 0.012;

/** Peirce's bending length, metres: how far cloth stands out before its weight bends it. */
function bendingLength(choice: FabricChoice, edgeLength: number): number {
  const { bendingStiffness, areaDensity } = meshFabric(choice, 'dress', edgeLength);
  return Math.cbrt(bendingStiffness / (areaDensity * 9.81));
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
