import { alphasCumulative, TRAIN_STEPS } from './denoising-schedule.ts';
import { conditionLength, type ViewConstants, type ViewShapes } from './view-model.ts';

/** Rounding of 32 bits over a thousand products. */
const SAME_SCHEDULE = 1e-6;

/**
 * Reads the `constants.bin` that the exporter writes: float32, little-endian, one after the other: empty
 * prompt [tokens, width], ramp [tokens], negative latents [4, side, side], and alphas_cumprod [1000] of
 * the checkpoint's scheduler, by which a checkpoint of another schedule is recognised.
 *
 * @throws {Error} when it has another length or schedule, or a number that is none.
 */
export function readViewConstants(bytes: Uint8Array, shapes: ViewShapes): ViewConstants {
  const lengths = [shapes.tokens * shapes.tokenWidth, shapes.tokens, conditionLength(shapes)];
  const wanted = lengths.reduce((sum, length) => sum + length, TRAIN_STEPS);
  if (bytes.byteLength !== wanted * 4) {
    throw new Error(
      `constants.bin should have ${wanted * 4} bytes and has ${bytes.byteLength}: it belongs to another model. Export it again.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = Float32Array.from({ length: wanted }, (_, i) => view.getFloat32(i * 4, true));
  if (!values.every(Number.isFinite)) {
    throw new Error('constants.bin holds values that are no numbers. Export it again.');
  }
  let from = 0;
  const take = (length: number) => {
    from += length;
    return values.slice(from - length, from);
  };
  const [emptyPrompt, ramp, negativeLatents] = lengths.map(take);
  const alphas = take(TRAIN_STEPS);
  const own = alphasCumulative();
  const at = alphas.findIndex((alpha, t) => Math.abs(alpha - own[t]!) > SAME_SCHEDULE);
  if (at >= 0) {
    throw new Error(
      `constants.bin was exported from a checkpoint with another noise schedule: alpha ${at} is ${alphas[at]} instead of ${own[at]}.`,
    );
  }
  return { emptyPrompt: emptyPrompt!, ramp: ramp!, negativeLatents: negativeLatents! };
}

/**
 * The prompt of the guidance's two rows: what no text says, and the same with the photo's embedding upon
 * every token, by the ramp.
 *
 * @param embedding [1, width]
 * @returns [2, tokens, width]
 */
export function rampedPrompt(
  { emptyPrompt, ramp }: ViewConstants,
  embedding: Float32Array,
): Float32Array {
  const width = embedding.length;
  const prompt = new Float32Array(2 * emptyPrompt.length);
  prompt.set(emptyPrompt);
  for (let i = 0; i < emptyPrompt.length; i++) {
    const token = Math.floor(i / width);
    prompt[emptyPrompt.length + i] = emptyPrompt[i]! + ramp[token]! * embedding[i % width]!;
  }
  return prompt;
}
