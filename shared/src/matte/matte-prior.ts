/** Side of u2netp's square input and output, pixels. */
export const PRIOR_SIZE = 320;

/**
 * Runs a salient-object network: the port through which Node (onnxruntime-node) and the browser
 * (onnxruntime-web) give the same pure code their inference session.
 *
 * @param input Float32, shape [1, 3, 320, 320], planar RGB, normalised as prior-tensor.ts does.
 * @returns Float32, shape [1, 1, 320, 320], the network's first output as it comes.
 */
export type MattePrior = (input: Float32Array) => Promise<Float32Array>;
