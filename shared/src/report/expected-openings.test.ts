import { expect, it } from 'vitest';
import { expectedOpenings, openingsMatch } from './expected-openings.ts';

it.each([
  ['top', 'sleeves', false, ['neck', 'cuff', 'cuff', 'hem']],
  ['shirt', 'sleeves', false, ['hem', 'cuff', 'neck', 'cuff']],
  ['hoodie', 'sleeves', false, ['neck', 'cuff', 'cuff', 'hem']],
  ['dress', 'sleeveless', false, ['neck', 'armhole', 'armhole', 'hem']],
  ['top', 'straps', false, ['neck', 'armhole', 'armhole', 'hem']],
  ['dress', 'one-shoulder', false, ['neck', 'armhole', 'hem']],
  ['dress', 'strapless', false, ['top', 'hem']],
  ['outerwear', 'sleeves', true, ['front', 'cuff', 'cuff']],
  ['skirt', null, false, ['waist', 'hem']],
  ['trousers', null, false, ['waist', 'leg', 'leg']],
  ['shorts', null, false, ['leg', 'waist', 'leg']],
  ['jumpsuit', 'sleeves', false, ['neck', 'cuff', 'cuff', 'leg', 'leg']],
  ['bodysuit', 'strapless', false, ['top', 'leg', 'leg']],
] as const)('%s (%s, open front %s) has %j and nothing else', (category, upper, open, kinds) => {
  const expected = expectedOpenings(category, upper, open);
  expect(openingsMatch(kinds, expected)).toBe(true);
  expect(openingsMatch(kinds.slice(1), expected)).toBe(false);
  expect(openingsMatch([...kinds, 'hem'], expected)).toBe(false);
});
