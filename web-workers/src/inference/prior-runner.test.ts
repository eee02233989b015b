import { expect, test } from 'vitest';
import type { Backend } from '../protocol/inference-worker.ts';
import type { ChoosePorts, MeasuredMs } from './choose-backend.ts';
import { chooseBackend } from './choose-backend.ts';
import { createPriorRunner } from './prior-runner.ts';
import type { PriorSession } from './prior-session.ts';
import type { AdapterKind } from './probe-adapter.ts';

/** A network that doubles its input; `costMs` advances the clock, `breaks` makes runs reject. */
function machine(options: {
  adapter: AdapterKind;
  costMs?: Record<Backend, number>;
  known?: MeasuredMs | null;
  unopenable?: Backend;
}) {
  const clock = { ms: 0 };
  const opened: Backend[] = [];
  const released: Backend[] = [];
  const remembered: MeasuredMs[] = [];
  const loseDevice: { now: () => void } = { now: () => undefined };
  const hanging = { webgpu: false };
  const open = async (backend: Backend): Promise<PriorSession> => {
    if (backend === options.unopenable) throw new Error('no available backend found');
    opened.push(backend);
    return {
      backend,
      threads: backend === 'wasm' ? 2 : 1,
      lost:
        backend === 'webgpu'
          ? new Promise((resolve) => {
              loseDevice.now = resolve;
            })
          : new Promise(() => undefined),
      run: async (input) => {
        if (backend === 'webgpu' && hanging.webgpu) await new Promise(() => undefined);
        clock.ms += options.costMs?.[backend] ?? 1;
        return input.map((value) => value * 2);
      },
      release: async () => {
        released.push(backend);
      },
    };
  };
  const ports: ChoosePorts = {
    open,
    probe: async () => options.adapter,
    recall: async () => options.known ?? null,
    remember: async (measured) => {
      remembered.push(measured);
    },
    now: () => clock.ms,
    sampleInput: () => new Float32Array(3),
  };
  return { ports, opened, released, remembered, loseDevice, hanging };
}

test('a software adapter is not taken by itself, but can be forced', async () => {
  const free = machine({ adapter: 'software' });
  const chosen = await chooseBackend(null, free.ports);
  expect([chosen.session.backend, chosen.reason]).toEqual(['wasm', 'software-adapter']);
  const forced = await chooseBackend('webgpu', machine({ adapter: 'software' }).ports);
  expect([forced.session.backend, forced.reason]).toEqual(['webgpu', 'forced']);
});

test('a GPU is timed against WASM once and the faster one is kept', async () => {
  const slowGpu = machine({ adapter: 'hardware', costMs: { webgpu: 900, wasm: 400 } });
  const first = await chooseBackend(null, slowGpu.ports);
  expect([first.session.backend, first.reason]).toEqual(['wasm', 'measured']);
  expect(slowGpu.remembered).toEqual([{ webgpu: 900, wasm: 400 }]);
  expect(slowGpu.released).toEqual(['webgpu']);

  const later = machine({ adapter: 'hardware', known: { webgpu: 900, wasm: 400 } });
  const second = await chooseBackend(null, later.ports);
  expect([second.session.backend, second.reason]).toEqual(['wasm', 'remembered']);
  expect(later.opened).toEqual(['wasm']);

  const fastGpu = machine({ adapter: 'hardware', costMs: { webgpu: 30, wasm: 400 } });
  expect((await chooseBackend(null, fastGpu.ports)).session.backend).toBe('webgpu');
});

test('WebGPU that cannot be opened gives WASM, forced or not', async () => {
  for (const forced of [null, 'webgpu'] as const) {
    const broken = machine({ adapter: 'hardware', unopenable: 'webgpu' });
    const chosen = await chooseBackend(forced, broken.ports);
    expect([chosen.session.backend, chosen.reason]).toEqual(['wasm', 'webgpu-failed']);
  }
});

test('a device lost in the middle of a run gives the same answer from WASM', async () => {
  const { ports, loseDevice, hanging } = machine({ adapter: 'software' });
  const runner = createPriorRunner(
    () => chooseBackend('webgpu', ports),
    ports.open,
    ports.sampleInput,
  );
  expect((await runner.ready()).backend).toBe('webgpu');
  hanging.webgpu = true;
  const running = runner.run(new Float32Array([1, 2]));
  await Promise.resolve();
  loseDevice.now();
  expect([...(await running)]).toEqual([2, 4]);
  expect(runner.report()).toMatchObject({ backend: 'wasm', reason: 'device-lost' });
  expect([...(await runner.run(new Float32Array([3])))]).toEqual([6]);
});

test('a session that failed to open is tried again for the next photo', async () => {
  let attempts = 0;
  const { ports } = machine({ adapter: 'none' });
  const runner = createPriorRunner(
    async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('offline');
      return chooseBackend(null, ports);
    },
    ports.open,
    ports.sampleInput,
  );
  await expect(runner.run(new Float32Array([1]))).rejects.toThrow('offline');
  expect([...(await runner.run(new Float32Array([1])))]).toEqual([2]);
});

test('the network has run once before the first photo, and a backend that breaks there is left', async () => {
  const { ports, opened } = machine({ adapter: 'software' });
  let runs = 0;
  const open: typeof ports.open = async (backend) => {
    const session = await ports.open(backend);
    const run = async (input: Float32Array) => {
      runs += 1;
      if (backend === 'webgpu') throw new Error('shader');
      return session.run(input);
    };
    return { ...session, run };
  };
  const runner = createPriorRunner(
    () => chooseBackend('webgpu', { ...ports, open }),
    open,
    ports.sampleInput,
  );
  expect((await runner.ready()).backend).toBe('wasm');
  expect(opened).toEqual(['webgpu', 'wasm']);
  await runner.ready();
  expect(runs).toBeGreaterThan(0);
});
