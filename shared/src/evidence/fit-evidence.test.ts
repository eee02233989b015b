import { describe, expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import type { DecodedFitted } from '../report/decoded-fitted.ts';
import { evidenceFigures } from './evidence-figures.ts';
import { measureEvidence } from './fit-evidence.ts';
import { colorOf, MAP_SCALES, NO_VALUE, stepOf } from './map-scales.ts';
import { type FlatMesh, restStretch, vertexStretch } from './vertex-stretch.ts';

/** A sheet of 4 x 4 squares of a centimetre, moved to where `place` puts each flat point. */
function sheet(
  place: (x: number, y: number) => readonly [number, number, number],
  ease = 0,
): FlatMesh {
  const side = 5;
  const positions: number[] = [];
  const pattern: number[] = [];
  const indices: number[] = [];
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [x, y] = [column / 100, row / 100];
      positions.push(...place(x, y));
      pattern.push(x, y, ease, 0);
      if (row === 0 || column === 0) continue;
      const at = row * side + column;
      indices.push(at - side - 1, at - side, at, at - side - 1, at, at - 1);
    }
  }
  return {
    positions: Float32Array.from(positions),
    indices: Uint32Array.from(indices),
    pattern: Float32Array.from(pattern),
    easeAlong: new Float32Array(side * side),
  };
}

const expectAll = (values: Float32Array, expected: number) => {
  for (const value of values) expect(value).toBeCloseTo(expected, 4);
};

describe('restStretch', () => {
  const [c, sine] = [Math.cos(0.7), Math.sin(0.7)];
  const came = sheet((x, y) => [x, y, 0.2 * x]);

  it('shows what a mesh is drawn out by against its own shape, however it was turned meanwhile', () => {
    const turned = sheet((x, y) => [c * x - sine * 0.2 * x, y, sine * x + c * 0.2 * x]);
    expectAll(restStretch(turned.positions, turned.indices, came.positions), 1);
    const taller = sheet((x, y) => [x, 1.1 * y, 0.2 * x]);
    expectAll(restStretch(taller.positions, taller.indices, came.positions), 1.1);
  });

  it('shows cloth that was pushed together as it came: the way it is drawn out most counts', () => {
    const narrower = sheet((x, y) => [0.5 * x, y, 0.1 * x]);
    expectAll(restStretch(narrower.positions, narrower.indices, came.positions), 1);
  });
});

describe('vertexStretch', () => {
  it('shows 110 % where a sheet is drawn out by a tenth, whichever way it lies', () => {
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    expectAll(
      vertexStretch(
        sheet((x, y) => [1.1 * x * c, y, 1.1 * x * s]),
        'as-cut',
      ),
      1.1,
    );
    expectAll(
      vertexStretch(
        sheet((x, y) => [x * c, y, x * s]),
        'as-cut',
      ),
      1,
    );
  });

  it('counts the ease that was given as pull against the cloth as cut, not as fitted', () => {
    const eased = sheet((x, y) => [1.1 * x, y, 0], 0.1);
    expectAll(vertexStretch(eased, 'as-cut'), 1.1);
    expectAll(vertexStretch(eased, 'as-fitted'), 1);
  });

  it('finds the stretched direction of a shear: the golden ratio for a shear of one', () => {
    expectAll(
      vertexStretch(
        sheet((x, y) => [x + y, y, 0]),
        'as-cut',
      ),
      (1 + Math.sqrt(5)) / 2,
    );
  });

  it('shows cloth that is pushed together one way by its length the other way', () => {
    expectAll(
      vertexStretch(
        sheet((x, y) => [0.8 * x, y, 0]),
        'as-cut',
      ),
      1,
    );
  });

  it('has no value where nothing is flat', () => {
    const mesh = sheet((x, y) => [x, y, 0]);
    const none = vertexStretch(
      { ...mesh, pattern: new Float32Array(mesh.pattern.length) },
      'as-cut',
    );
    expect([...none].every(Number.isNaN)).toBe(true);
  });
});

/** A ball of cloth round a ball of skin. */
function balls(gap: number): DecodedFitted {
  const cloth = sphereMesh(0.2 + gap, 48, [0, 1, 0]);
  return {
    avatar: sphereMesh(0.2, 48, [0, 1, 0]),
    garment: {
      ...cloth,
      uvs: new Float32Array(0),
      pattern: null,
      easeAlong: null,
      panels: null,
    },
    extras: { category: 'top', upper: null, hooded: false, openFront: false, openings: [] },
  };
}

describe('measureEvidence', () => {
  it('shows a gap of 20 mm between balls that are 20 mm apart', () => {
    const { gap, contact, strain } = evidenceFigures(measureEvidence(balls(0.02)));
    expect(strain).toBeNull();
    // The skin's flat triangles lie up to 0.3 mm inside of the true ball.
    expect(gap.mean).toBeGreaterThanOrEqual(19.99);
    expect(gap.mean).toBeLessThan(20.3);
    expect(gap.max - gap.mean).toBeLessThan(0.4);
    expect(gap.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    expect(contact.shares).toEqual([0, 0, 1]);
  });

  it.each([
    [0.004, [1, 0, 0]],
    [-0.01, [1, 0, 0]],
    [0.01, [0, 1, 0]],
  ])('tells cloth %f m off the skin by its contact', (gap, shares) => {
    expect(evidenceFigures(measureEvidence(balls(gap))).contact.shares).toEqual(shares);
  });
});

describe('map scales', () => {
  it('have ascending steps with a colour each, of evenly rising lightness', () => {
    for (const { from, colors } of Object.values(MAP_SCALES)) {
      expect(colors).toHaveLength(from.length);
      expect([...from].sort((a, b) => a - b)).toEqual(from);
    }
    const lightness = MAP_SCALES.strain.colors.map(
      ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b,
    );
    expect([...lightness].sort((a, b) => a - b)).toEqual(lightness);
    expect([MAP_SCALES.strain.from.length, MAP_SCALES.gap.from.length]).toEqual([8, 8]);
  });

  it('put a value on a step, and what has none in grey', () => {
    expect([80, 100, 102.4, 102.5, 117.5, 300].map((v) => stepOf(MAP_SCALES.strain, v))).toEqual([
      0, 0, 0, 1, 7, 7,
    ]);
    expect(colorOf(MAP_SCALES.strain, Number.NaN)).toEqual(NO_VALUE);
  });
});
