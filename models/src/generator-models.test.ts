import {
  megabytesOf,
  modelsNeeded,
  readModelCatalogue,
} from '@fitroom/shared/schemas/generator-model';
import { expect, test } from 'vitest';
import catalogue from '../generator-models.json' with { type: 'json' };
import packaged from '../manifest.json' with { type: 'json' };
import matte from '../matte-models.json' with { type: 'json' };

const { models } = readModelCatalogue(catalogue);

test('every model has a name of its own, also beside those for finding garments', () => {
  const names = [...models, ...packaged.models, ...matte.models].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('what derives from weights for non-commercial use says so', () => {
  const forbidden = models.filter(({ sources }) =>
    sources.some(({ licence }) => /BY-NC|non-commercial/i.test(licence)),
  );
  expect(forbidden.map(({ name }) => name)).toEqual(['zero123plus-views', 'pifuhd']);
  for (const model of models) expect(model.commercial_use).toBe(!forbidden.includes(model));
});

test('what a generator needs, at one quality or at any', () => {
  const read = readModelCatalogue(catalogue);
  expect(modelsNeeded(read, 'zero123+instantmesh', 'low')).toEqual([
    'zero123plus-views',
    'instantmesh-base',
  ]);
  expect(modelsNeeded(read, 'zero123+instantmesh', null).length).toBe(2);
  expect(modelsNeeded(read, 'panels', null)).toEqual([]);
});

test('sizes follow from the parameters: 2 bytes each in 16 bits', () => {
  for (const { graphs } of models) {
    for (const { parameters, megabytes, precision } of graphs) {
      if (parameters === null) continue;
      const expected = (parameters * (precision === 'fp16' ? 2 : 4)) / 1e6;
      expect(Math.abs(megabytes - expected)).toBeLessThan(1);
    }
  }
  expect(megabytesOf(models[0]!)).toBe(3332);
});

test.each(['image_tokens', 'planes'])('%s leave one graph as the next ones take them', (name) => {
  const handing = models.filter(({ graphs }) =>
    graphs.some(({ outputs }) => outputs.some((tensor) => tensor.name === name)),
  );
  expect(handing.length).toBeGreaterThan(1);
  for (const { graphs } of handing) {
    const sides = (tensors: (typeof graphs)[number]['inputs']) =>
      tensors.filter((tensor) => tensor.name === name).map(({ shape }) => shape);
    const [made] = graphs.flatMap(({ outputs }) => sides(outputs));
    const taken = graphs.flatMap(({ inputs }) => sides(inputs));
    expect(taken.length).toBeGreaterThan(0);
    for (const shape of taken) expect(shape).toEqual(made);
  }
});
