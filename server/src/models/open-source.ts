import { MODEL_MANIFEST_FILE } from '@fitroom/shared/schemas/generator-model';
import type { Settings } from '../config/settings.ts';
import { ModelError } from './model-error.ts';
import { httpSource, type ModelSource, readSourceAddress } from './model-source.ts';

/**
 * Where a model is fetched from.
 *
 * @param given Address of the model, or null: the folder of its name at FITROOM_MODELS_URL.
 * @throws {ModelError} `address-unusable` when neither is there or it cannot be read.
 */
export async function openModelSource(
  name: string,
  given: string | null,
  settings: Settings,
): Promise<ModelSource> {
  if (given === null && settings.modelsUrl === '') {
    throw new ModelError(
      'address-unusable',
      `It is not known where ${name} lies. Weights in our layout are not published: make them with models/export, put them on a web server, a hub or into a bucket, ` +
        `and set FITROOM_MODELS_URL to the folder above, or use --from with the address of its ${MODEL_MANIFEST_FILE}.`,
    );
  }
  const address = readSourceAddress(given ?? `${settings.modelsUrl.replace(/\/+$/, '')}/${name}`);
  if (address.kind === 'http') return httpSource(address.folder, settings.modelsToken);
  // The client is large; only buckets need it.
  const { s3ModelSource } = await import('./s3-model-source.ts');
  return s3ModelSource(address.bucket, address.prefix, settings);
}
