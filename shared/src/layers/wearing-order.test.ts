import { describe, expect, it } from 'vitest';
import type { Category } from '../garment/vocabulary.ts';
import { untuckable, wearingOrder } from './wearing-order.ts';

const order = (stated: readonly (Category | `${Category} tucked`)[]) =>
  wearingOrder(
    stated.map((word) => ({
      category: word.replace(' tucked', '') as Category,
      tucked: word.endsWith(' tucked'),
    })),
  ).map((place) => stated[place]!);

describe('wearingOrder', () => {
  it('puts what hangs from the waist under a top, whichever was named first', () => {
    expect(order(['top', 'trousers'])).toEqual(['trousers', 'top']);
    expect(order(['skirt', 'top'])).toEqual(['skirt', 'top']);
  });

  it('and over a tucked one', () => {
    expect(order(['top tucked', 'trousers'])).toEqual(['top tucked', 'trousers']);
    expect(order(['skirt', 'shirt tucked'])).toEqual(['shirt tucked', 'skirt']);
    expect(order(['trousers', 'bodysuit'])).toEqual(['bodysuit', 'trousers']);
  });

  it('keeps the stated order among tops', () => {
    expect(order(['shirt', 'top', 'outerwear'])).toEqual(['shirt', 'top', 'outerwear']);
    expect(order(['top tucked', 'outerwear', 'trousers'])).toEqual([
      'top tucked',
      'trousers',
      'outerwear',
    ]);
  });

  it('what is worn inside a tucked top is inside the waistband too', () => {
    expect(order(['top', 'shirt tucked', 'trousers', 'outerwear'])).toEqual([
      'top',
      'shirt tucked',
      'trousers',
      'outerwear',
    ]);
  });
});

describe('untuckable', () => {
  const tucked = (category: Category) => ({ category, tucked: true });
  const loose = (category: Category) => ({ category, tucked: false });

  it('names what hangs from the waist itself, and what finds no waistband', () => {
    expect(untuckable([tucked('top'), loose('skirt')])).toEqual([]);
    expect(untuckable([tucked('trousers'), tucked('top')])).toEqual([0]);
    expect(untuckable([tucked('top'), loose('outerwear')])).toEqual([0]);
    expect(untuckable([tucked('top'), tucked('skirt')])).toEqual([1]);
  });
});
