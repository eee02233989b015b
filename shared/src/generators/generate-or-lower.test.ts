import { expect, test } from 'vitest';
import type { Quality } from '../garment/vocabulary.ts';
import { CancelledError, type JobContext, throwIfCancelled } from '../job/context.ts';
import { generateOrLower, type MeshMaker, type RunLimits } from './generate-or-lower.ts';

const CUT_OUT = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3, 255) };
const MADE = { glb: Uint8Array.of(7), views: [], warnings: ['of its own'] };
/** As onnxruntime has it on a device that is full (microsoft/onnxruntime#20038). */
const FULL =
  "Non-zero status code returned while running Mul node. Name:'Mul_8702' Status Message: bfc_arena.cc:368 void* onnxruntime::BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 2830172160";

/** A clock that the maker moves by hand. */
function setting(limits: Partial<RunLimits> = {}) {
  const state = { now: 0, isCancelled: false, released: 0, lines: [] as string[] };
  const tried: Quality[] = [];
  const context: JobContext = {
    signal: {
      get aborted() {
        return state.isCancelled;
      },
    },
    now: () => state.now,
    progress() {},
    log: (line) => state.lines.push(line.en),
  };
  const run = (make: MeshMaker, quality: Quality = 'med', large = false) =>
    generateOrLower(
      (cutOut, options, inner) => {
        tried.push(options.quality);
        return make(cutOut, options, inner);
      },
      CUT_OUT,
      { quality, seed: 0, views: null, large, category: 'top', textureSize: null },
      {
        stages: { views: 1000 },
        retriesAtLow: true,
        release: async () => {
          state.released++;
        },
        ...limits,
      },
      context,
    );
  return { state, tried, run };
}

/** Takes so long in the stage `views`, looking at the signal behind it. */
const lasting =
  (state: { now: number }, milliseconds: Record<Quality, number>): MeshMaker =>
  async (_cutOut, { quality }, { signal, progress }) => {
    progress('views', 0);
    state.now += milliseconds[quality];
    throwIfCancelled(signal);
    progress('reconstruct', 0);
    state.now += 100_000;
    throwIfCancelled(signal);
    return MADE;
  };

test('what works is made once, at the quality asked for', async () => {
  const { run, tried, state } = setting();
  expect(await run(async () => MADE)).toEqual({ ...MADE, quality: 'med' });
  expect([tried, state.released, state.lines]).toEqual([['med'], 1, []]);
});

test('out of memory at med it is made at low, which log and report say', async () => {
  const { run, tried, state } = setting();
  const made = await run(async (_cutOut, { quality, large }) => {
    if (quality === 'med') throw new Error('The graph cannot be run.', { cause: new Error(FULL) });
    expect(large).toBe(false);
    return { ...MADE, views: [CUT_OUT] };
  });
  expect(made.quality).toBe('low');
  expect(made.views).toHaveLength(1);
  expect(made.warnings).toEqual([
    'The generator ran out of memory at quality med, so the garment was made at low.',
    'of its own',
  ]);
  expect(state.lines).toEqual([made.warnings[0]]);
  expect([tried, state.released]).toEqual([['med', 'low'], 2]);
});

test('out of memory twice, or where no second try is wanted, it has a code of its own', async () => {
  const fail = async () => Promise.reject(new Error('CUDA failure 2: out of memory ; GPU=0'));
  const twice = setting();
  await expect(twice.run(fail)).rejects.toMatchObject({
    code: 'out-of-memory',
    message: expect.stringContaining('at quality low'),
  });
  expect(twice.tried).toEqual(['med', 'low']);
  const once = setting({ retriesAtLow: false });
  await expect(once.run(fail)).rejects.toMatchObject({
    message: expect.stringContaining('ask for quality low'),
  });
  expect(once.tried).toEqual(['med']);
  const low = setting();
  await expect(low.run(fail, 'low')).rejects.toMatchObject({ code: 'out-of-memory' });
  expect(low.tried).toEqual(['low']);
});

test('a stage that takes too long ends the try, and the next one has its own time', async () => {
  const { run, state } = setting();
  const made = await run(lasting(state, { med: 1500, low: 900 }));
  expect(made.quality).toBe('low');
  expect(made.warnings[0]).toMatch(/^The stage views took longer than 1 s at quality med/);
  const late = setting();
  await expect(late.run(lasting(late.state, { med: 1500, low: 1100 }))).rejects.toMatchObject({
    code: 'time-limit',
  });
});

test('a cancel is a cancel, and any other error is itself', async () => {
  const { run, state, tried } = setting();
  await expect(
    run(async (_cutOut, _options, { signal }) => {
      state.isCancelled = true;
      throwIfCancelled(signal);
      return MADE;
    }),
  ).rejects.toBeInstanceOf(CancelledError);
  await expect(run(() => Promise.reject(new Error('no graph')))).rejects.toThrow('no graph');
  expect(tried).toEqual(['med', 'med']);
  expect(state.released).toBe(2);
});
