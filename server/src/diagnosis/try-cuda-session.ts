import * as ort from 'onnxruntime-node';

/**
 * One convolution of a 4 by 4 picture with a kernel of nine ones: it asks for cuDNN, which one sum does not. Its bytes
 * are those that cuda-session.test.ts writes.
 */
export const ONE_CONVOLUTION = Buffer.from(
  'CAgSDGZpdHJvb20tdGVzdDqvAQozCgF4CgZrZXJuZWwSAXkaBkNvbnYgeSIEQ29udioVCgxrZXJuZWxfc2hhcGVAA0ADoAEHEgR0aW55KjgIAQgBCAMIAxABQgZrZXJuZWxKJAAAgD8AAIA/AACAPwAAgD8AAIA/AACAPwAAgD8AAIA/AACAP1obCgF4EhYKFAgBEhAKAggBCgIIAQoCCAQKAggEYhsKAXkSFgoUCAESEAoCCAEKAggBCgIIAgoCCAJCBAoAEA0=',
  'base64',
);
const INPUT_SIDE = 4;
const KERNEL_AREA = 9;

/** What became of one graph on the GPU. */
export type SessionOutcome =
  | { readonly ran: true; readonly openedMs: number; readonly ranMs: number }
  | { readonly ran: false; readonly message: string };

/**
 * Opens and runs a graph of one node on a provider, with onnxruntime forbidden to take the CPU instead.
 * A library that does not fit can end the process: call it in one of its own.
 */
export async function tryCudaSession(provider = 'cuda'): Promise<SessionOutcome> {
  try {
    const started = performance.now();
    const session = await ort.InferenceSession.create(ONE_CONVOLUTION, {
      executionProviders: [provider],
      extra: { session: { disable_cpu_ep_fallback: provider === 'cpu' ? '0' : '1' } },
    });
    const opened = performance.now();
    const ones = new Float32Array(INPUT_SIDE * INPUT_SIDE).fill(1);
    const x = new ort.Tensor('float32', ones, [1, 1, INPUT_SIDE, INPUT_SIDE]);
    const { y } = await session.run({ x });
    const value = y?.data[0];
    await session.release();
    if (value !== KERNEL_AREA) {
      return { ran: false, message: `It gave ${String(value)} instead of ${KERNEL_AREA}.` };
    }
    return { ran: true, openedMs: opened - started, ranMs: performance.now() - opened };
  } catch (error) {
    return { ran: false, message: error instanceof Error ? error.message : String(error) };
  }
}
