import { expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { type ExampleGarment, exampleReading } from '../../test/shapes/example-reading.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import { sewPattern } from '../pattern/sew-pattern.ts';
import { hugEdgesOf } from './hug-edges.ts';
import { BACK, FRONT } from './panel-facings.ts';

function hugging(garment: ExampleGarment) {
  const pattern = draftPattern(exampleReading(garment), exampleBody(), {
    ease: 'regular',
    knownWidthCm: null,
  });
  const sewn = sewPattern(pattern, 0.02, 1);
  const loops = (kind: string) =>
    sewn.openings
      .filter((opening) => opening.kind === kind)
      .flatMap(({ vertices }) => [...vertices]);
  return { pattern, sewn, loops, hugs: new Set(hugEdgesOf(pattern, sewn).vertices) };
}

it('lays a neck down behind, with a few centimetres of cloth, and nothing before', () => {
  const { sewn, loops, hugs } = hugging('tee');
  const behind = loops('neck').filter((v) => sewn.facings[v] === BACK);
  expect(behind.length).toBeGreaterThan(3);
  for (const v of behind) expect(hugs.has(v)).toBe(true);
  for (const v of hugs) expect(sewn.facings[v]).not.toBe(FRONT);
  const highest = Math.max(...behind.map((v) => sewn.flat[2 * v + 1]!));
  for (const v of hugs) expect(sewn.flat[2 * v + 1]!).toBeGreaterThan(highest - 0.1);
});

it('lays the legs of a bodysuit down all round, and no hem, waist or trouser leg', () => {
  const suit = hugging('bodysuit');
  for (const v of suit.loops('leg')) expect(suit.hugs.has(v)).toBe(true);
  for (const garment of ['tee', 'skirt', 'trousers'] as const) {
    const { loops, hugs } = hugging(garment);
    const others = ['hem', 'waist', 'leg'].flatMap(loops);
    expect(others.some((v) => hugs.has(v))).toBe(false);
  }
});

it('leaves what rises from the neck alone', () => {
  const { pattern, sewn } = hugging('tee');
  expect(hugEdgesOf({ ...pattern, hooded: true }, sewn).vertices).toHaveLength(0);
  const [panel, ...others] = pattern.panels;
  const collar = { ...panel!.edges[0]!, name: 'collar-left' };
  const collared = { ...panel!, edges: [...panel!.edges, collar] };
  expect(hugEdgesOf({ ...pattern, panels: [collared, ...others] }, sewn).vertices).toHaveLength(0);
});
