import { expect, it } from 'vitest';
import { parseArguments } from './parse-arguments.ts';

it('fit takes a mesh, its category and an avatar', () => {
  const words = ['fit', 'a.glb', '--category', 'top', '--out', 'o', '--avatar', 'slim'];
  expect(parseArguments(words)).toEqual({
    name: 'fit',
    mesh: 'a.glb',
    category: 'top',
    avatar: 'slim',
    method: 'drape',
    fabric: 'auto',
    offsetMm: 4,
    pose: null,
    animate: null,
    simulate: false,
    out: 'o',
    maps: false,
    json: false,
  });
});

it('fit takes how it is put on and shown', () => {
  const words =
    '--method drape --fabric silk --offset-mm 3.5 --pose t --animate walk --simulate --maps --json'.split(
      ' ',
    );
  expect(parseArguments(['fit', 'a.glb', '--out', 'o', ...words])).toMatchObject({
    method: 'drape',
    fabric: 'silk',
    offsetMm: 3.5,
    pose: 't',
    animate: 'walk',
    simulate: true,
    maps: true,
    json: true,
  });
});

it('fit asks the file what it is', () => {
  for (const words of [[], ['--category', 'auto']]) {
    expect(parseArguments(['fit', 'a.glb', '--out', 'o', ...words])).toMatchObject({
      category: null,
    });
  }
});

it.each([
  [['fit', 'a.glb', '--category', 'top'], /--out/],
  [['fit', '--category', 'top', '--out', 'o'], /Name the mesh/],
  [['fit', 'a.glb', '--category', 'hat', '--out', 'o'], /--category/],
  [['fit', 'a.glb', '--out', 'o', '--offset-mm', '2'], /3 to 5 millimetres; got "2"/],
  [['fit', 'a.glb', '--out', 'o', '--offset-mm', ''], /3 to 5 millimetres/],
  [['fit', 'a.glb', '--out', 'o', '--pose', 'yoga'], /--pose/],
  [['fit', 'a.glb', '--out', 'o', '--animate', 'run'], /--animate/],
  [['fit', 'a.glb', '--out', 'o', '--simulate'], /--animate walk/],
  [['fit', 'a.glb', '--out', 'o', '--method', 'rigid', '--fabric', 'silk'], /--fabric/],
  [['fit', 'a.glb', '--category', 'top', '--out', 'o', '--ease', 'slim'], /--ease is about photos/],
])('%j is refused in a sentence', (words, message) => {
  expect(() => parseArguments(words)).toThrow(message);
});
