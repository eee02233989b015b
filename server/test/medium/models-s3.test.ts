import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings } from '../../src/config/read-settings.ts';
import { findModels, openModelCatalogue } from '../../src/models/model-catalogue.ts';
import { modelFolder } from '../../src/models/model-folder.ts';
import { openModelSource } from '../../src/models/open-source.ts';
import { pullModel } from '../../src/models/pull-model.ts';
import { exportedModel } from '../models/exported-model.ts';
import { isInstalled } from '../services/programs.ts';
import { sharedService } from '../services/shared-service.ts';
import { temporaryFolder } from './api-harness.ts';

const BIG = 'weights/all.onnx_data';

test.skipIf(!isInstalled('s3'))('a model is pulled from a bucket, and gone on with', async () => {
  const { endpoint, region, accessKeyId, secretAccessKey } = await sharedService('s3');
  const credentials = { accessKeyId, secretAccessKey };
  const client = new S3Client({
    endpoint,
    region,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  onTestFinished(() => client.destroy());
  const Bucket = `models-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket }));
  const [model] = findModels(openModelCatalogue(), ['instantmesh-base']);
  const { files } = exportedModel(model!);
  for (const [path, Body] of files) {
    await client.send(
      new PutObjectCommand({ Bucket, Key: `exports/${model!.name}/${path}`, Body }),
    );
  }
  const folder = temporaryFolder();
  const environment = {
    FITROOM_MODELS_URL: `s3://${Bucket}/exports`,
    S3_ENDPOINT: endpoint,
    S3_REGION: region,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  };
  const options = {
    modelsFolder: folder,
    acceptance: { byEnvironment: false },
    now: () => new Date(),
    mostCuts: 1,
    wait: async () => undefined,
    progress: () => undefined,
  };
  const installed = modelFolder(folder, model!.name);
  mkdirSync(join(installed, 'weights'), { recursive: true });
  writeFileSync(join(installed, `${BIG}.part`), files.get(BIG)!.subarray(0, 1234));
  const source = await openModelSource(model!.name, null, readSettings(environment));
  await pullModel(source, model!, options);
  for (const [path, bytes] of files) {
    if (path !== 'model.json') expect(readFileSync(join(installed, path)).equals(bytes)).toBe(true);
  }
  const wrong = { ...environment, S3_SECRET_ACCESS_KEY: 'another' };
  const locked = await openModelSource(model!.name, null, readSettings(wrong));
  await expect(pullModel(locked, model!, options)).rejects.toMatchObject({ code: 'access-denied' });
  const elsewhere = await openModelSource('x', `s3://${Bucket}/none`, readSettings(environment));
  await expect(pullModel(elsewhere, model!, options)).rejects.toMatchObject({
    code: 'missing-at-source',
  });
});
