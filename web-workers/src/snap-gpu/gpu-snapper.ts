import { cpuSnapper } from '@fitroom/shared/fitting/cpu-snapper';
import { rejoinNeighbours } from '@fitroom/shared/fitting/rejoin-neighbours';
import { offsetKept, type SnapResult, snapMoves } from '@fitroom/shared/fitting/snap-to-skin';
import type { Snapper } from '@fitroom/shared/fitting/snapper';
import type { BodyIndex } from '@fitroom/shared/mesh/closest-point';
import { MAP_TO_READ } from '../cloth-gpu/buffer-usage.ts';
import { createSerialQueue } from '../runtime/serial-queue.ts';
import { type SnapDevice, STEP_BYTES } from './open-snap-device.ts';
import { fitsDevice } from './pack-solid.ts';
import { CONTROL_WORDS, type MeshBuffers, snapBuffers } from './snap-buffers.ts';
import { LANES, ROUND_COUNTERS } from './snap-kernel.wgsl.ts';
import { FIRST, ROUNDS, SNAP_STEPS } from './snap-steps.ts';

/** Workgroups of one dispatch at most (WebGPU specification, 3.6.2). */
const MOST_WORKGROUPS = 65_535;
/** `control`'s first word while no round halted. */
const NOT_HALTED = 0xffffffff;
/** Place of the samples inside among a round's counters; only the last round can leave any. */
const INSIDE = 2;

/** What the device brought back. */
interface Snapped {
  readonly positions: Float32Array<ArrayBuffer>;
  readonly control: Uint32Array<ArrayBuffer>;
  readonly stuck: Uint32Array<ArrayBuffer>;
}

/**
 * Snaps on a WebGPU device; one answer is waited for, or one more for each round that leaves vertices stuck. Positions are
 * written when all is done: a snap that fails left them as they were. What no kernel can hold (a solid too far out,
 * or a mesh of millions) is the processor's.
 *
 * It fails where the device does; see shared's snapper-with-fallback.ts.
 */
export function gpuSnapper(opened: SnapDevice): Snapper {
  const { device, answered, pipelines } = opened;
  const buffers = snapBuffers(opened);
  // One set of buffers: jobs take turns.
  const inTurn = createSerialQueue();

  async function goThrough(on: MeshBuffers, body: BodyIndex, from: number): Promise<Snapped> {
    const { vertexCount, triangleCount, edgeCount } = on.packed;
    const group = buffers.groupFor(on, body);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    SNAP_STEPS.forEach(({ entry, round }, n) => {
      if (round < from) return;
      pass.setPipeline(pipelines.get(entry)!);
      pass.setBindGroup(0, group, [STEP_BYTES * n]);
      const lanes = entry === 'sample' ? triangleCount + edgeCount : vertexCount;
      pass.dispatchWorkgroups(Math.ceil(lanes / LANES));
    });
    pass.end();
    const [places, control] = [12 * vertexCount, 4 * CONTROL_WORDS];
    const flags = 4 * vertexCount;
    encoder.copyBufferToBuffer(on.places, 0, on.readBack, 0, places);
    encoder.copyBufferToBuffer(on.control, 0, on.readBack, places, control);
    encoder.copyBufferToBuffer(on.flags, flags, on.readBack, places + control, flags);
    device.queue.submit([encoder.finish()]);
    await answered(on.readBack.mapAsync(MAP_TO_READ));
    const bytes = on.readBack.getMappedRange().slice(0, places + control + flags);
    on.readBack.unmap();
    const positions = new Float32Array(bytes, 0, 3 * vertexCount);
    if (positions.some((value) => !Number.isFinite(value))) {
      throw new Error('The device snapped cloth to places that are no numbers.');
    }
    return {
      positions,
      control: new Uint32Array(bytes, places, CONTROL_WORDS),
      stuck: new Uint32Array(bytes, places + control, vertexCount),
    };
  }

  async function snap(
    positions: Float32Array,
    indices: Uint32Array,
    body: BodyIndex,
    offset: number,
  ): Promise<SnapResult> {
    const { queue } = device;
    const vertexCount = positions.length / 3;
    const on = buffers.meshFor(indices, vertexCount);
    const { packed } = on;
    const job = new ArrayBuffer(64);
    new Uint32Array(job).set([vertexCount, packed.triangleCount, packed.edgeCount]);
    new Uint32Array(job).set(packed.at.slice(0, 3), 4);
    new Uint32Array(job).set(packed.at.slice(3), 8);
    new Float32Array(job)[12] = offset;
    queue.writeBuffer(on.job, 0, job);
    const given = new Float32Array(6 * vertexCount);
    given.set(positions);
    given.set(positions, positions.length);
    queue.writeBuffer(on.places, 0, given);
    const control = new Uint32Array(CONTROL_WORDS);
    control[0] = NOT_HALTED;
    queue.writeBuffer(on.control, 0, control);

    let got = await goThrough(on, body, FIRST);
    while (got.control[0] !== NOT_HALTED) {
      const round = got.control[0]!;
      const stuck = Uint8Array.from(got.stuck);
      const settled = rejoinNeighbours(got.positions, stuck, packed.adjacency, body, offset);
      got.stuck.set(stuck);
      if (round + 1 === ROUNDS) break;
      got.control[0] = NOT_HALTED;
      got.control[1 + ROUND_COUNTERS * (round + 1)]! += settled;
      queue.writeBuffer(on.control, 0, got.control);
      queue.writeBuffer(on.places, 0, got.positions);
      queue.writeBuffer(on.flags, 4 * vertexCount, got.stuck);
      got = await goThrough(on, body, round + 1);
    }
    const result = {
      ...snapMoves(got.positions, positions),
      stuckVertices: got.stuck.reduce((sum, flag) => sum + flag, 0),
      insideSamples: got.control[1 + ROUND_COUNTERS * (ROUNDS - 1) + INSIDE]!,
    };
    positions.set(got.positions);
    return result;
  }

  return {
    device: 'webgpu',
    async snap(positions, indices, body, options = {}) {
      const largest = Math.ceil((2 * indices.length) / LANES);
      if (indices.length === 0 || largest > MOST_WORKGROUPS || !fitsDevice(body)) {
        return cpuSnapper.snap(positions, indices, body, options);
      }
      return inTurn(() => snap(positions, indices, body, offsetKept(options)));
    },
  };
}
