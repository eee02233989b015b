import { WEIGHTS, weightsFile } from '@fitroom/shared/schemas/matte-model';
import { MODEL_CACHE, MODEL_FOLDER } from '@fitroom/web-workers/protocol/inference-worker';

const KNOWN = new Set(WEIGHTS.map(weightsFile));

/**
 * Keeps the weights of a folder that the user picked in this browser, under the address where the
 * app's own server would have them.
 *
 * @returns how many files of the model were found.
 */
export async function keepFolder(modelName: string, files: readonly File[]): Promise<number> {
  const weights = files.filter(({ name }) => KNOWN.has(name));
  const cache = await caches.open(MODEL_CACHE);
  for (const file of weights) {
    const headers = {
      'Content-Length': `${file.size}`,
      'Content-Type': 'application/octet-stream',
    };
    const url = `${MODEL_FOLDER}${modelName}/onnx/${file.name}`;
    await cache.put(url, new Response(file, { headers }));
  }
  return weights.length;
}
