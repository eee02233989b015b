import { type MatteModel, readMatteModels } from '@fitroom/shared/schemas/matte-model';
import type { ModelReport, ModelWish } from '@fitroom/web-workers/protocol/inference-worker';
import { expect, test } from 'vitest';
import manifest from '../../../models/matte-models.json' with { type: 'json' };
import type { Settings } from '../storage/settings.ts';
import { createModelController } from './model-controller.ts';

const models: readonly MatteModel[] = readMatteModels(manifest);

/** @param failure Why no network can be loaded; null lets all of them be. */
function shelf(failure: string | null = null) {
  const wished: (ModelWish | null)[] = [];
  const remembered: (Settings['matteModel'] | undefined)[] = [];
  const current: { report: ModelReport } = { report: { name: 'u2netp', failure: null } };
  const controller = createModelController({
    models,
    async loadModel(wish, onProgress) {
      wished.push(wish);
      onProgress(0.5);
      current.report = failure
        ? { name: 'u2netp', failure }
        : { name: wish?.model.name ?? 'u2netp', failure: null };
      return current.report;
    },
    currentModel: async () => current.report,
    keepFolder: async (_name, files) => files.filter(({ name }) => name === 'model.onnx').length,
    remember: async (choice) => void remembered.push(choice),
  });
  return { controller, wished, remembered, current };
}

test('a downloaded model is in use and remembered, with progress on the way', async () => {
  const { controller, remembered } = shelf();
  const seen: (number | null)[] = [];
  controller.subscribe(() => seen.push(controller.state().loading));
  expect(await controller.download('isnet')).toBe(true);
  expect(controller.state()).toEqual({ name: 'isnet', loading: null, failure: null });
  expect(seen).toEqual([0, 0.5, null]);
  expect(remembered).toEqual([{ name: 'isnet', place: 'hub' }]);
});

test('the next visit takes it up again without downloading', async () => {
  const { controller, wished } = shelf();
  await controller.restore({ name: 'isnet', place: 'hub' });
  expect(wished[0]?.place).toBe('kept');
  await controller.restore({ name: 'no longer listed', place: 'hub' });
  expect(wished).toHaveLength(1);
});

test('one that cannot be had leaves the one that ships in use, says so, and is not remembered', async () => {
  const { controller, remembered } = shelf('Failed to fetch');
  expect(await controller.download('isnet')).toBe(false);
  expect(controller.state()).toEqual({
    name: 'u2netp',
    loading: null,
    failure: { name: 'isnet', reason: 'Failed to fetch' },
  });
  expect(remembered).toEqual([]);
});

test('a folder without the model’s files is refused before anything changes', async () => {
  const { controller, wished } = shelf();
  expect(await controller.takeFrom('isnet', [new File([], 'readme.md')])).toBe(false);
  expect(controller.state().failure).toEqual({ name: 'isnet', reason: 'no-weights' });
  expect(wished).toEqual([]);
  expect(await controller.takeFrom('isnet', [new File([], 'model.onnx')])).toBe(true);
  expect(wished[0]?.place).toBe('here');
});

test('a network that gave out in a job is shown as given up', async () => {
  const { controller, current } = shelf();
  await controller.download('isnet');
  await controller.refresh();
  expect(controller.state().name).toBe('isnet');
  current.report = { name: 'u2netp', failure: 'std::bad_alloc' };
  await controller.refresh();
  expect(controller.state()).toMatchObject({ name: 'u2netp', failure: { name: 'isnet' } });
});
