import { describe, expect, it } from 'vitest';
import { wearerOfLabel } from './size-labels.ts';

describe('wearerOfLabel', () => {
  it('reads the same size in several systems', () => {
    const size = wearerOfLabel('EU 38', 'dress');
    for (const label of ['38', 'us 6', 'UK10', 'eu-38']) {
      expect(wearerOfLabel(label, 'dress')).toEqual(size);
    }
  });

  it('grows with the letter, the number and the inch', () => {
    for (const labels of [
      ['XXS', 'XS', 'S', 'M', 'L', 'XL', '2XL', 'XXXL'],
      ['EU 34', 'EU 36', 'EU 44', 'EU 52'],
      ['KR 44', '55', '66', '77', '88'],
      ['85', '90', '95', '100'],
    ]) {
      const busts = labels.map((label) => wearerOfLabel(label, 'top').bust);
      expect(busts).toEqual(busts.toSorted((a, b) => a - b));
      expect(new Set(busts).size).toBe(labels.length);
    }
    const waist = (label: string) => wearerOfLabel(label, 'trousers').waist;
    expect(waist('W30L32')).toBeGreaterThan(waist('28'));
    expect(waist('w28')).toBeCloseTo(0.711, 3);
  });

  it('takes 44 for the European number unless it is said to be the Korean one', () => {
    expect(wearerOfLabel('44', 'top').bust).toBe(1);
    expect(wearerOfLabel('KR 44', 'top').bust).toBeLessThan(0.85);
  });

  it.each(['', 'huge', '37', 'W28', 'US 60', '38L32'])(
    'says which labels it knows: "%s"',
    (label) => {
      expect(() => wearerOfLabel(label, 'top')).toThrow(
        expect.objectContaining({
          code: 'size-unknown',
          message: expect.stringContaining('EU 38'),
        }),
      );
    },
  );
});
