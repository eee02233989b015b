import { join } from 'node:path';
import { readSettings } from '../../src/config/read-settings.ts';
import { neuralSettingsOf } from '../../src/inference/neural-runtime.ts';
import { createThreadRunner } from '../../src/jobs/thread-runner.ts';
import { startHarness, temporaryFolder } from './api-harness.ts';
import { fakeGenerator } from './fake-generator.ts';
import { fakeModel, installFake } from './fake-models.ts';

export const FAKE_MODELS = ['zero123plus-views', 'instantmesh-base'] as const;

/**
 * A server whose `zero123+instantmesh` is the fake generator, with its models installed.
 *
 * @param environment Variables beside those of models and licence.
 * @param spoil Called once the models lie in their folder.
 */
export async function startNeural(
  environment: Record<string, string> = {},
  installed: readonly string[] = FAKE_MODELS,
  spoil: (modelsFolder: string) => void = () => {},
) {
  const modelsFolder = temporaryFolder();
  for (const name of installed) installFake(modelsFolder, fakeModel(name));
  spoil(modelsFolder);
  const variables = {
    FITROOM_MODELS: modelsFolder,
    FITROOM_ACCEPT_NC: '1',
    FITROOM_DEVICE: 'cpu',
    ...environment,
  };
  const harness = await startHarness({
    environment: variables,
    generators: { generators: { 'zero123+instantmesh': fakeGenerator } },
    createRunner: (dataFolder) =>
      createThreadRunner({
        program: new URL('./fake-generator-thread.ts', import.meta.url),
        workerData: {
          cacheFolder: join(dataFolder, 'cache'),
          neural: neuralSettingsOf(readSettings(variables)),
        },
      }),
  });
  return { ...harness, modelsFolder };
}
