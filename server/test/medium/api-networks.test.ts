import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isParsingModel } from '@fitroom/shared/schemas/matte-model';
import { validateBytes } from 'gltf-validator';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { TINY_MODELS } from '../../../models/test/tiny-models.ts';
import { tinyParser } from '../../../models/test/tiny-parser.ts';
import { dressedPerson, PERSON_COLOURS } from '../../../shared/test/shapes/dressed-person.ts';
import { readSettings } from '../../src/config/read-settings.ts';
import { listMatteModels } from '../../src/inference/matte-models.ts';
import { neuralSettingsOf } from '../../src/inference/neural-runtime.ts';
import { createThreadRunner } from '../../src/jobs/thread-runner.ts';
import {
  afterTheFile,
  type Harness,
  samplePhoto,
  startHarness,
  temporaryFolder,
} from './api-harness.ts';

/** Networks, finishing and two fits, on a busy machine of two cores. */
const SLOW = 240_000;

const atTheEnd = afterTheFile();
let tiny: Harness;
beforeAll(async () => {
  tiny = await startTiny();
});

/** A server with the tiny models that are exported as the real ones are, and one that parses a drawn person. */
async function startTiny() {
  const modelsFolder = temporaryFolder(atTheEnd);
  cpSync(TINY_MODELS, join(modelsFolder, 'generators'), { recursive: true });
  const parser = listMatteModels().find(isParsingModel)!;
  const onnx = join(modelsFolder, parser.name, 'onnx');
  mkdirSync(onnx, { recursive: true });
  writeFileSync(join(onnx, 'model_fp16.onnx'), tinyParser(parser.network, PERSON_COLOURS));
  const environment = {
    FITROOM_MODELS: modelsFolder,
    FITROOM_ACCEPT_NC: '1',
    FITROOM_DEVICE: 'cpu',
  };
  return startHarness(
    {
      environment,
      createRunner: (dataFolder) =>
        createThreadRunner({
          program: new URL('../../src/jobs/job-thread.ts', import.meta.url),
          workerData: {
            cacheFolder: join(dataFolder, 'cache'),
            modelsFolder,
            neural: neuralSettingsOf(readSettings(environment)),
          },
        }),
    },
    atTheEnd,
  );
}

test.each([
  ['zero123+instantmesh', 'low', 6, true],
  ['triposr', 'low', 0, false],
  ['shap-e', 'low', 0, false],
] as const)(
  'a photo becomes a garment by %s at %s',
  {
    timeout: SLOW,
  },
  async (model, quality, views, isFitted) => {
    const { client, upload } = tiny;
    expect(await client.listModels()).toContainEqual(
      expect.objectContaining({ id: model, available: true, device: 'cpu', reason: null }),
    );
    const { cloth_id } = await upload(await samplePhoto('tee-sunrise'));
    const { cloth3d_id } = await client.generate3d(cloth_id, { model, quality, category: 'top' });
    const garment = await client.watchCloth3d(cloth3d_id, () => {});
    expect(garment).toMatchObject({ status: 'done', error: null, model_used: model });
    expect(garment.report).toMatchObject({ valid: true, generation: { views, device: 'cpu' } });
    expect(garment.intermediates).toHaveLength(1 + views);
    // What networks made is a mesh like any other from there on; once is enough.
    if (!isFitted) return;
    const { fitting_session_id } = await client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
    const session = await client.watchSession(fitting_session_id, () => {});
    expect(session).toMatchObject({
      status: 'done',
      report: { valid: true, generator: model, fit: { avatar: 'slim' } },
    });
    const fitted = await client.fetchBytes(session.fitted_gltf_url ?? '');
    const { issues } = await validateBytes(fitted);
    expect(issues.numErrors).toBe(0);
  },
);

test('a dressed person’s top is cut out of PIFuHD’s surface, open at neck, cuffs and hem', {
  timeout: SLOW,
}, async () => {
  const { client, upload } = tiny;
  const { width, height, data } = dressedPerson();
  const raw = { width, height, channels: 4 } as const;
  const photo = await sharp(Buffer.from(data), { raw }).removeAlpha().png().toBuffer();
  const { cloth_id } = await upload(photo);
  const { cloth3d_id } = await client.generate3d(cloth_id, {
    model: 'pifuhd',
    quality: 'med',
    category: 'top',
  });
  const garment = await client.watchCloth3d(cloth3d_id, () => {});
  expect(garment).toMatchObject({ status: 'done', error: null, model_used: 'pifuhd' });
  // Of a grid of 32 points: too crude to hang well, but open where a top is.
  expect(garment.report?.gates).toMatchObject({ openings: true, manifold: true });
  expect(garment.report?.garment.openings?.map(({ kind }) => kind).sort()).toEqual([
    'cuff',
    'cuff',
    'hem',
    'neck',
  ]);
});
