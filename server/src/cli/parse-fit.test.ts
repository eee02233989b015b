import { expect, it } from 'vitest';
import { parseArguments } from './parse-arguments.ts';

it('fit takes a mesh, its category and an avatar', () => {
  const words = ['fit', 'a.glb', '--category', 'top', '--out', 'o', '--avatar', 'slim'];
  expect(parseArguments(words)).toEqual({
    name: 'fit',
    mesh: 'a.glb',
    category: 'top',
    avatar: 'slim',
    out: 'o',
    json: false,
  });
});

it('fit asks a file of ours what it is', () => {
  expect(parseArguments(['fit', 'a.glb', '--out', 'o'])).toMatchObject({ category: null });
});

it.each([
  [['fit', 'a.glb', '--category', 'top'], /--out/],
  [['fit', '--category', 'top', '--out', 'o'], /Name the mesh/],
  [['fit', 'a.glb', '--category', 'auto', '--out', 'o'], /--category/],
  [['fit', 'a.glb', '--category', 'top', '--out', 'o', '--ease', 'slim'], /--ease is about photos/],
])('%j is refused in a sentence', (words, message) => {
  expect(() => parseArguments(words)).toThrow(message);
});
