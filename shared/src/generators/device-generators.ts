import type { NeuralGeneratorName } from './neural-generator.ts';

/** A generator whose networks a browser may run. */
export interface DeviceGenerator {
  readonly generator: NeuralGeneratorName;
  /** Of models/generator-models.json. */
  readonly model: string;
}

/**
 * Small enough for a browser with memory to spare, and of a licence that lets a server hand the weights on to
 * whoever opens its page. TripoSR: MIT, 0.84 GB in 16 bits.
 */
export const DEVICE_GENERATORS: readonly DeviceGenerator[] = [
  { generator: 'triposr', model: 'triposr' },
];
