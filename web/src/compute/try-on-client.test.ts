import type { InferenceWorker } from '@fitroom/web-workers/protocol/inference-worker';
import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type {
  CancelFlag,
  FitRequest,
  FittedFiles,
  TryOnWorker,
} from '@fitroom/web-workers/protocol/try-on-worker';
import { expect, test, vi } from 'vitest';
import { createTryOnClient } from './try-on-client.ts';

const REQUEST = {} as FitRequest;
const NEVER = new Promise<never>(() => undefined);

interface RunningFit {
  readonly worker: number;
  readonly cancel: CancelFlag;
  end(outcome: Outcome<FittedFiles>): void;
}

/** Workers whose jobs end when the test says so. */
function clientWithWorkers(canShare: boolean) {
  const fits: RunningFit[] = [];
  const ended: number[] = [];
  let spawned = 0;
  const inference = {
    warmUp: async () => ({ status: 'cancelled' }),
    report: async () => null,
    serve: async () => undefined,
  } satisfies Partial<InferenceWorker> as unknown as InferenceWorker;
  const client = createTryOnClient(
    { network: null, cloth: { solver: null, snap: null } },
    {
      spawnInference: () => ({ face: inference, broken: NEVER, terminate: () => undefined }),
      spawnTryOn() {
        const worker = ++spawned;
        const face = {
          connect: async () => undefined,
          fit: (_request, cancel) =>
            new Promise((end) => {
              fits.push({ worker, cancel, end });
            }),
        } satisfies Partial<TryOnWorker> as unknown as TryOnWorker;
        return { face, broken: NEVER, terminate: () => void ended.push(worker) };
      },
      shareFlag: () => (canShare ? new Int32Array(new SharedArrayBuffer(4)) : null),
    },
  );
  const fit = () => {
    const abort = new AbortController();
    const outcome = client.fit(REQUEST, { signal: abort.signal, onEvent: () => undefined });
    return { abort, outcome };
  };
  return { fit, fits, ended };
}

test('a cancelled job is told so, and its worker does the next one once it has ended it', async () => {
  const { fit, fits, ended } = clientWithWorkers(true);
  const first = fit();
  await vi.waitFor(() => expect(fits).toHaveLength(1));
  first.abort.abort();
  expect(await first.outcome).toEqual({ status: 'cancelled' });
  expect(fits[0]?.cancel?.[0]).toBe(1);

  fit();
  fits[0]?.end({ status: 'cancelled' });
  await vi.waitFor(() => expect(fits).toHaveLength(2));
  expect(fits[1]?.worker).toBe(1);
  expect(fits[1]?.cancel?.[0], 'a new job has a flag of its own').toBe(0);
  expect(ended).toEqual([]);
});

test('a worker that does not notice is ended when the next job comes', async () => {
  const { fit, fits, ended } = clientWithWorkers(true);
  const first = fit();
  await vi.waitFor(() => expect(fits).toHaveLength(1));
  first.abort.abort();
  await first.outcome;
  fit();
  await vi.waitFor(() => expect(fits).toHaveLength(2), { timeout: 5000 });
  expect(ended).toEqual([1]);
  expect(fits[1]?.worker).toBe(2);
});

test('without shared memory a cancelled job ends with its worker at once', async () => {
  const { fit, fits, ended } = clientWithWorkers(false);
  const first = fit();
  await vi.waitFor(() => expect(fits).toHaveLength(1));
  first.abort.abort();
  expect(await first.outcome).toEqual({ status: 'cancelled' });
  expect(ended).toEqual([1]);
});
