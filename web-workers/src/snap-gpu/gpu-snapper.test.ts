import { cpuSnapper } from '@fitroom/shared/fitting/cpu-snapper';
import { snappedSample, snapSample } from '@fitroom/shared/fitting/snap-sample';
import type { Snapper } from '@fitroom/shared/fitting/snapper';
import { indexBody } from '@fitroom/shared/mesh/closest-point';
import { describe, expect, it } from 'vitest';
import type { DevicePorts } from '../runtime/choose-device.ts';
import { chooseSnapper } from './choose-snapper.ts';
import { gpuSnapper } from './gpu-snapper.ts';
import type { SnapDevice } from './open-snap-device.ts';
import { CONTROL_WORDS } from './snap-buffers.ts';
import { createSnapPlace } from './snap-place.ts';
import { ENTRIES, FIRST, ROUNDS, SNAP_STEPS } from './snap-steps.ts';

const sample = snapSample(12);

/**
 * A device that computes nothing: what is read back is what `answer` writes into it.
 *
 * @param answer Given the bytes; throws where the device is lost.
 */
function fakeDevice(answer: (bytes: ArrayBuffer) => void) {
  const dispatched: string[] = [];
  const buffer = ({ size }: { size: number }) => {
    const bytes = new ArrayBuffer(size);
    return {
      destroy: () => undefined,
      mapAsync: async () => answer(bytes),
      getMappedRange: () => bytes,
      unmap: () => undefined,
    };
  };
  let entry = '';
  const pass = {
    setPipeline: (pipeline: string) => {
      entry = pipeline;
    },
    setBindGroup: () => undefined,
    dispatchWorkgroups: () => dispatched.push(entry),
    end: () => undefined,
  };
  const encoder = {
    beginComputePass: () => pass,
    copyBufferToBuffer: () => undefined,
    finish: () => null,
  };
  const device = {
    createBuffer: buffer,
    createBindGroup: () => null,
    createCommandEncoder: () => encoder,
    queue: { writeBuffer: () => undefined, submit: () => undefined },
  };
  const opened = {
    device,
    lanes: 64,
    answered: <T>(work: Promise<T>) => work,
    pipelines: new Map(ENTRIES.map((name) => [name, name])),
    layout: null,
    steps: buffer({ size: 4 }),
  };
  return { opened: opened as unknown as SnapDevice, dispatched };
}

const lost = () => {
  throw new Error('the device was lost: destroyed');
};

describe('gpuSnapper', () => {
  it('a device lost in the middle costs no snap, and is given up for good', async () => {
    const report = { backend: 'webgpu', reason: 'forced', measuredMs: null, apart: null } as const;
    const { opened, dispatched } = fakeDevice(lost);
    const place = createSnapPlace(async () => ({ device: gpuSnapper(opened), report }));
    expect(await place.ready()).toEqual(report);
    const lines: string[] = [];
    const snapper = await place.worker((line) => lines.push(line.en));
    expect(await snappedSample(snapper, sample)).toEqual(await snappedSample(cpuSnapper, sample));
    expect(dispatched).toHaveLength(SNAP_STEPS.length);
    expect(lines).toEqual([
      'fit: the graphics card gave out (the device was lost: destroyed); cloth is kept off the skin on the processor',
    ]);
    expect(place.report()).toMatchObject({ backend: 'cpu', reason: 'device-lost' });
    expect(await place.worker(() => expect.unreachable())).toBe(cpuSnapper);
  });

  it('leaves positions alone where it fails, and takes no places that are no numbers', async () => {
    const { opened } = fakeDevice((bytes) => new Float32Array(bytes).fill(Number.NaN));
    const positions = sample.positions.slice();
    const snapping = gpuSnapper(opened).snap(positions, sample.indices, sample.body);
    await expect(snapping).rejects.toThrow('no numbers');
    expect(positions).toEqual(sample.positions);
  });

  it('goes on after the round that left vertices stuck', async () => {
    const vertexCount = sample.positions.length / 3;
    let answers = 0;
    const { opened, dispatched } = fakeDevice((bytes) => {
      // Cloth far from the body, of which the first vertex was left stuck in round 4; then nothing more.
      const places = new Float32Array(bytes, 0, 3 * vertexCount);
      places.set(sample.positions.map((value, i) => (i % 3 === 2 ? value + 1 : value)));
      const halted = answers++ === 0;
      new Uint32Array(bytes, places.byteLength).fill(0);
      new Uint32Array(bytes, places.byteLength)[0] = halted ? 4 : 0xffffffff;
      new Uint32Array(bytes, places.byteLength + 4 * CONTROL_WORDS)[0] = halted ? 1 : 0;
    });
    const positions = sample.positions.slice();
    const result = await gpuSnapper(opened).snap(positions, sample.indices, sample.body);
    expect(answers).toBe(2);
    const after = SNAP_STEPS.filter(({ round }) => round > 4).map(({ entry }) => entry);
    expect(dispatched.slice(SNAP_STEPS.length)).toEqual(after);
    expect(result).toMatchObject({ movedVertices: vertexCount, stuckVertices: 0 });
  });

  it('asks no device about a body beyond its whole numbers', async () => {
    const { opened, dispatched } = fakeDevice(lost);
    const far = indexBody(
      sample.body.positions.map((value) => value + 20),
      sample.body.indices,
    );
    const positions = sample.positions.slice();
    await gpuSnapper(opened).snap(positions, sample.indices, far);
    expect(positions).toEqual(sample.positions);
    expect(dispatched).toEqual([]);
  });
});

it('a snap goes through measure, a push, and rounds of which the first three smooth', () => {
  const ofRound = (n: number) =>
    SNAP_STEPS.filter(({ round }) => round === n).map(({ entry }) => entry);
  expect(ofRound(FIRST)).toEqual(['measure', 'finish']);
  expect(ofRound(2).join()).toBe('sample,pull,grow,grow,grow,smooth_moves,smooth_moves,finish');
  expect(ofRound(3)).toEqual(['sample', 'pull', 'finish']);
  expect(SNAP_STEPS.at(-1)).toMatchObject({ entry: 'finish', round: ROUNDS - 1 });
});

it('does not trust a device that keeps cloth elsewhere', async () => {
  const nearer: Snapper = {
    device: 'webgpu',
    snap: (positions, indices, body) =>
      cpuSnapper.snap(positions, indices, body, { offsetMetres: 0.0039 }),
  };
  const ports: DevicePorts<Snapper> = {
    probe: async () => 'software',
    open: async () => nearer,
    recall: async () => null,
    remember: async () => undefined,
    now: () => 0,
  };
  const { device, report } = await chooseSnapper('webgpu', ports);
  expect(device).toBeNull();
  expect(report.reason).toBe('webgpu-differs');
  const same = await chooseSnapper('webgpu', { ...ports, open: async () => cpuSnapper });
  expect(same.report).toMatchObject({ backend: 'webgpu', reason: 'forced', apart: { meanMm: 0 } });
});
