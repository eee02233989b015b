/** What a network is given. */
export interface NetworkInput {
  /** As models/ lists it; what is kept of its answers is kept under this name. */
  readonly name: string;
  /** Side of the square input, pixels. */
  readonly size: number;
  /** What channel values are divided by first: the picture's own largest value, or 255. */
  readonly divisor: 'largest' | 255;
  /** Taken off each channel, then the deviation divides it; red, green, blue. */
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

/** A salient-object network: what it is given and what it answers, a square of the input's size. */
export interface PriorNetwork extends NetworkInput {
  /**
   * `saliency`: about 0..1, meaningful relative to the picture's own extremes. `probability`: 0..1 as
   * it stands. `logit`: the logistic function makes it a probability.
   */
  readonly output: 'saliency' | 'probability' | 'logit';
}

/**
 * Runs a salient-object network: the port through which Node (onnxruntime-node) and the browser
 * (onnxruntime-web) give the same pure code their inference session.
 */
export interface MattePrior {
  readonly network: PriorNetwork;
  /**
   * @param input Float32, shape [1, 3, size, size], planar RGB, normalised as prior-tensor.ts does.
   * @returns Float32, shape [1, 1, size, size], the network's first output as it comes.
   */
  run(input: Float32Array): Promise<Float32Array>;
}

/** The network that ships with the project: Qin et al. 2020, U-2-Net, small; trained on ImageNet's statistics. */
export const U2NETP: PriorNetwork = {
  name: 'u2netp',
  size: 320,
  divisor: 'largest',
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
  output: 'saliency',
};
