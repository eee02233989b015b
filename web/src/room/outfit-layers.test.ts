import { expect, test } from 'vitest';
import type { StoredGarment, WornHow } from '../storage/database.ts';
import { layersOf, rankOfOwn } from './outfit-layers.ts';

const garment = (category: 'top' | 'outerwear' | 'trousers') =>
  ({ id: category, made: null, category }) as StoredGarment;
const [top, jacket, trousers] = [garment('top'), garment('outerwear'), garment('trousers')];
const wornOf = (inUse: StoredGarment, ...others: [StoredGarment, WornHow][]) => {
  const companions = others.map(([other, how]) => ({ garment: other, how }));
  const layers = layersOf(inUse, companions);
  const names = layers.map((layer) => `${layer.garment.id}${layer.tucked ? ' tucked' : ''}`);
  return { names, rank: rankOfOwn(inUse, companions) };
};

test('what the one in use is worn under comes last, what it is worn over first', () => {
  const { names, rank } = wornOf(top, [jacket, 'under'], [trousers, 'over']);
  expect(names).toEqual(['trousers', 'top', 'outerwear']);
  expect(rank, 'the inner one of two tops').toBe(0);
});

test('of tops the innermost one is tucked in, whichever of them is in use', () => {
  expect(wornOf(top, [trousers, 'tucked'], [jacket, 'under']).names).toEqual([
    'trousers',
    'top tucked',
    'outerwear',
  ]);
  const ofJacket = wornOf(jacket, [top, 'over'], [trousers, 'tucked']);
  expect(ofJacket.names).toEqual(['top tucked', 'trousers', 'outerwear']);
  expect(ofJacket.rank, 'the outer one of two tops').toBe(1);
});

test('what trousers in use are worn with is tucked into them one by one', () => {
  const { names, rank } = wornOf(trousers, [top, 'tucked'], [jacket, 'over']);
  expect(names).toEqual(['top tucked', 'outerwear', 'trousers']);
  expect(rank).toBe(0);
});
