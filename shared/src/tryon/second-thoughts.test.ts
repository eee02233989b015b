import { describe, expect, test } from 'vitest';
import { notice } from '../reading/notices.ts';
import type { Gates } from '../report/report.ts';
import type { MadeGarment } from './made-garment.ts';
import { markThought, secondThoughts, wishWith } from './second-thoughts.ts';

const HOLD: Gates = {
  openings: true,
  manifold: true,
  simple_outline: true,
  coverage: true,
  drop: true,
  strain: true,
  penetration: true,
};
const WISH = { category: 'auto', quality: 'med', ease: 'regular', knownWidthCm: null } as const;

const point = (name: string, x: number, y: number, confidence: number) => ({
  name,
  x,
  y,
  confidence,
});

function made(
  confidence: number,
  landmarks = [point('armpit-left', 260, 120, 0.8), point('armpit-right', 140, 120, 0.8)],
): MadeGarment {
  return {
    schema: 1,
    generator: 'panels',
    quality: 'med',
    photo: { widthPx: 400, heightPx: 400 },
    reading: {
      width: 400,
      height: 400,
      outline: new Float64Array(),
      arcs: [],
      frontNeckline: null,
      frontWaist: null,
      frontHem: null,
      frontOpening: null,
      presentation: { value: 'flat', confidence: 1 },
      axis: { x: 200, y: 200, tilt: 0, score: 0.9 },
      landmarks,
      category: { value: 'dress', source: 'detected', confidence },
      upper: 'sleeves',
      hooded: false,
      notices: [notice('unsure-landmarks', ['cuff-inner-left'])],
    },
    pattern: {
      schema: 1,
      category: 'dress',
      upper: 'sleeves',
      hooded: false,
      ease: 'regular',
      panels: [],
      seams: [],
      landmarks: {},
      sleeveAngles: null,
      legAngles: null,
      scale: { metresPerPixelX: 0.001, metresPerPixelY: 0.001, error: 0.05, source: 'body' },
      authoredEase: [],
    },
    ease: 'regular',
    knownWidthCm: null,
    front: 'auto',
    texture: {
      mimeType: 'image/jpeg',
      bytes: new Uint8Array(),
      width: 4,
      height: 4,
      uvFromPhoto: { front: [1, 0, 0, 0, 1, 0], back: [1, 0, 0.5, 0, 1, 0] },
    },
    outlineIou: 0.99,
  };
}

describe('second thoughts', () => {
  const tight = { ...HOLD, strain: false };
  const twisted = { ...HOLD, strain: false, coverage: false };

  test('cloth that is only stretched is tried looser first, unless the category is a guess', () => {
    expect(secondThoughts(made(0.7), tight, WISH)).toEqual([
      { kind: 'ease', ease: 'oversize' },
      { kind: 'category', category: 'top' },
    ]);
    expect(secondThoughts(made(0.55), tight, WISH).map(({ kind }) => kind)).toEqual([
      'category',
      'ease',
    ]);
  });

  test('strain of cloth that was not simulated makes nothing but the ease thought over', () => {
    const strained = { ...HOLD, strain: false };
    const kinds = secondThoughts(made(0.5), strained, WISH).map(({ kind }) => kind);
    expect(kinds).toContain('category');
    expect(secondThoughts(made(0.5), strained, WISH, 'rigid')).toEqual([
      { kind: 'ease', ease: 'oversize' },
    ]);
    const open = { ...HOLD, openings: false };
    expect(secondThoughts(made(0.5), open, WISH, 'rigid')).toEqual(
      secondThoughts(made(0.5), open, WISH),
    );
  });

  test('what hangs wrong is not made looser', () => {
    expect(secondThoughts(made(0.7), twisted, WISH).map(({ kind }) => kind)).toEqual(['category']);
  });

  test('a given or a sure category and a known width are kept', () => {
    expect(secondThoughts(made(0.7), twisted, { category: 'dress' })).toEqual([]);
    expect(secondThoughts(made(0.95), twisted, WISH)).toEqual([]);
    expect(secondThoughts({ ...made(0.95), knownWidthCm: 50 }, tight, WISH)).toEqual([]);
    expect(secondThoughts({ ...made(0.95), ease: 'oversize' }, tight, WISH)).toEqual([]);
  });

  describe('of an armpit that was hardly found', () => {
    const uneven = made(0.95, [
      point('armpit-left', 260, 120, 0.8),
      point('armpit-right', 130, 380, 0.2),
    ]);

    test('take the mirror image of the other one', () => {
      expect(secondThoughts(uneven, twisted, WISH)).toEqual([
        { kind: 'armpit', name: 'armpit-right', x: 140, y: 120 },
      ]);
    });

    test('follow the tilt of the axis', () => {
      const tilt = 0.3;
      const reading = { ...uneven.reading, axis: { x: 200, y: 200, tilt, score: 0.9 } };
      const [thought] = secondThoughts({ ...uneven, reading }, twisted, WISH);
      if (thought?.kind !== 'armpit') throw new Error('no armpit');
      // The middle of both lies on the axis, and the way between them is square to it.
      const middle = [(thought.x + 260) / 2 - 200, (thought.y + 120) / 2 - 200] as const;
      expect(middle[0] * Math.cos(tilt) + middle[1] * Math.sin(tilt)).toBeCloseTo(0, 9);
      const way = [thought.x - 260, thought.y - 120] as const;
      expect(way[0] * Math.sin(tilt) - way[1] * Math.cos(tilt)).toBeCloseTo(0, 9);
    });

    test('leave alone what the user set', () => {
      const corrections = [{ name: 'armpit-right', x: 0.3, y: 0.9 }];
      expect(secondThoughts(uneven, twisted, { ...WISH, corrections })).toEqual([]);
    });

    test('are handed on as a correction and stay unsure', () => {
      const thought = { kind: 'armpit', name: 'armpit-right', x: 140, y: 120 } as const;
      const wish = wishWith(WISH, thought, (x, y) => ({ x: x / 400, y: y / 400 }));
      expect(wish.corrections).toEqual([{ name: 'armpit-right', x: 0.35, y: 0.3 }]);
      const { reading } = markThought(uneven, thought);
      expect(reading.landmarks[1]!.confidence).toBeLessThan(0.4);
      expect(reading.notices).toEqual([
        notice('unsure-landmarks', ['cuff-inner-left', 'armpit-right']),
      ]);
    });
  });

  test('another category stays a detected, unsure one', () => {
    const thought = { kind: 'category', category: 'top' } as const;
    expect(wishWith(WISH, thought, () => ({ x: 0, y: 0 })).category).toBe('top');
    const { reading } = markThought(made(0.7), thought);
    expect(reading.category).toMatchObject({ value: 'top', source: 'detected' });
    expect(reading.category.confidence).toBeLessThan(0.5);
    expect(reading.notices.at(-1)).toEqual(notice('unsure-category', ['top']));
  });

  test('a looser fit names the ease it is worn with', () => {
    const { reading } = markThought(made(0.95), { kind: 'ease', ease: 'oversize' });
    expect(reading.notices.at(-1)).toEqual(notice('worn-looser', ['oversize']));
  });
});
