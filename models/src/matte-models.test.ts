import { bestWeights, readMatteModels } from '@fitroom/shared/schemas/matte-model';
import { expect, test } from 'vitest';
import packaged from '../manifest.json' with { type: 'json' };
import manifest from '../matte-models.json' with { type: 'json' };

const models = readMatteModels(manifest);

test('every model has a name of its own, also beside the ones that ship', () => {
  const names = [...models, ...packaged.models].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, network } of models) expect(network.name).toBe(name);
});

test('what may not be used commercially says so', () => {
  const forbidden = models.filter(({ commercialUse }) => commercialUse === false);
  expect(forbidden.map(({ name }) => name)).toEqual(['rmbg-1.4', 'rmbg-2.0']);
});

test('of the files in a folder the listed weights are taken, else the most exact', () => {
  const model = models[0]!;
  expect(bestWeights(model, ['model.onnx', 'model_fp16.onnx'])).toBe('fp16');
  expect(bestWeights(model, ['model_quantized.onnx', 'model.onnx'])).toBe('fp32');
  expect(bestWeights(model, ['config.json'])).toBeNull();
});
