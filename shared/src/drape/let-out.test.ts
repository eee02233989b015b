import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { buildCloth } from '../cloth/cloth.ts';
import { DEFAULT_FABRIC } from '../cloth/fabric.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import { sewPattern } from '../pattern/sew-pattern.ts';
import { letOut } from './let-out.ts';

const pattern = draftPattern(exampleReading('skirt'), exampleBody(), {
  ease: 'regular',
  knownWidthCm: null,
});
const sewn = sewPattern(pattern, 0.03, 1);
const cloth = buildCloth(sewn, DEFAULT_FABRIC);

/** The cloth in one plane, drawn apart sideways by a factor of the height. */
function worn(widthAt: (y: number) => number): Float64Array {
  return Float64Array.from({ length: 3 * sewn.vertexCount }, (_, i) => {
    const v = Math.floor(i / 3);
    const y = sewn.flat[2 * v + 1]!;
    return [widthAt(y) * sewn.flat[2 * v]!, y, 0][i % 3]!;
  });
}

describe('letOut', () => {
  it('leaves a garment that fits as it is cut', () => {
    // Ease that the pattern already has makes cloth in its flat state a little short: never tight.
    expect(
      letOut(
        pattern,
        sewn,
        cloth,
        worn(() => 1.02),
      ),
    ).toEqual([]);
  });

  it('lets out where the cloth is stretched and nowhere else', () => {
    const middle = -0.25;
    const eases = letOut(
      pattern,
      sewn,
      cloth,
      worn((y) => (y < middle ? 1.4 : 1)),
    );
    expect(eases.length).toBeGreaterThan(0);
    for (const { y, amount } of eases) {
      expect(y).toBeLessThan(middle + 0.06);
      expect(amount).toBeGreaterThan(0);
      expect(amount).toBeLessThanOrEqual(0.3);
    }
  });

  it('lets out across alone what is stretched across alone: a length would bunch', () => {
    const eases = letOut(
      pattern,
      sewn,
      cloth,
      worn((y) => (y < -0.25 ? 1.4 : 1)),
    );
    expect(eases.filter(({ across }) => across === true).length).toBeGreaterThan(eases.length / 2);
  });
});
