import type { ClothSolver } from '@fitroom/shared/cloth/cloth-solver';
import { cpuSolver } from '@fitroom/shared/cloth/cpu-solver';
import { describe, expect, it } from 'vitest';
import type { DevicePorts, DeviceTiming } from '../runtime/choose-device.ts';
import { chooseSolver } from './choose-solver.ts';

type SolverPorts = DevicePorts<ClothSolver>;

const DEVICE: ClothSolver = { device: 'webgpu', open: (task) => cpuSolver.open(task) };
/** Reads one of its buffers wrongly. */
const WRONG: ClothSolver = {
  device: 'webgpu',
  open: (task) =>
    cpuSolver.open({
      ...task,
      cloth: { ...task.cloth, restLengths: task.cloth.restLengths.map((rest) => 1.05 * rest) },
    }),
};

/** @param durations Milliseconds of the timed runs, in turn: the processor's, the device's. */
function portsOf(given: Partial<SolverPorts> & { durations?: readonly [number, number] } = {}) {
  const remembered: DeviceTiming[] = [];
  const [cpu, webgpu] = given.durations ?? [30, 10];
  const clock = [0, cpu, cpu, cpu + webgpu];
  const ports: SolverPorts = {
    probe: async () => 'hardware',
    open: async () => DEVICE,
    recall: async () => null,
    remember: async (measured) => void remembered.push(measured),
    now: () => clock.shift()!,
    ...given,
  };
  return { ports, remembered };
}

const refused = () => Promise.reject(new Error('must not be asked'));

describe('chooseSolver', () => {
  it('takes a device that agrees and was faster, and remembers the timing', async () => {
    const { ports, remembered } = portsOf();
    const { device, report } = await chooseSolver(null, ports);
    expect(device).toBe(DEVICE);
    expect(report).toMatchObject({ backend: 'webgpu', reason: 'measured', apart: { meanMm: 0 } });
    expect(remembered).toEqual([{ cpu: 30, webgpu: 10 }]);
  });

  it('stays on the processor where that was faster', async () => {
    const { ports } = portsOf({ durations: [10, 30] });
    const { device, report } = await chooseSolver(null, ports);
    expect(device).toBeNull();
    expect(report).toMatchObject({ backend: 'cpu', reason: 'measured' });
  });

  it('believes an earlier timing, without a device where the processor was faster', async () => {
    const slow = portsOf({ recall: async () => ({ cpu: 10, webgpu: 30 }), open: refused });
    expect((await chooseSolver(null, slow.ports)).report).toMatchObject({
      backend: 'cpu',
      reason: 'remembered',
    });
    const quick = portsOf({ recall: async () => ({ cpu: 30, webgpu: 10 }), now: () => Number.NaN });
    expect((await chooseSolver(null, quick.ports)).report).toMatchObject({
      backend: 'webgpu',
      reason: 'remembered',
    });
  });

  it('does not trust a device whose cloth falls otherwise, forced or not', async () => {
    for (const forced of [null, 'webgpu'] as const) {
      const { ports, remembered } = portsOf({ open: async () => WRONG });
      const { device, report } = await chooseSolver(forced, ports);
      expect(device).toBeNull();
      expect(report.reason).toBe('webgpu-differs');
      expect(report.apart!.meanMm).toBeGreaterThan(0.1);
      expect(remembered).toEqual([]);
    }
  });

  it('needs no memory of timings', async () => {
    const { ports } = portsOf({ recall: refused, remember: refused });
    expect((await chooseSolver(null, ports)).report).toMatchObject({
      backend: 'webgpu',
      reason: 'measured',
    });
  });

  it('leaves an imitated adapter alone unless it is forced', async () => {
    const software = { probe: async () => 'software' as const };
    const { report } = await chooseSolver(null, portsOf({ ...software, open: refused }).ports);
    expect(report).toMatchObject({ backend: 'cpu', reason: 'software-adapter' });
    const forced = await chooseSolver('webgpu', portsOf(software).ports);
    expect(forced.report).toMatchObject({ backend: 'webgpu', reason: 'forced', measuredMs: null });
  });

  it('says why else it stays on the processor', async () => {
    const reasonOf = async (forced: 'cpu' | null, given: Partial<SolverPorts>) =>
      (await chooseSolver(forced, portsOf(given).ports)).report.reason;
    expect(await reasonOf('cpu', { probe: refused })).toBe('forced');
    expect(await reasonOf(null, { probe: async () => 'none', open: refused })).toBe('no-adapter');
    expect(await reasonOf(null, { open: () => Promise.reject(new Error('limits')) })).toBe(
      'webgpu-failed',
    );
  });
});
