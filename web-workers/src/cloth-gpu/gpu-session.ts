import type { ClothSession, ClothTask, Holding } from '@fitroom/shared/cloth/cloth-solver';
import { type ClothState, clothAtRest } from '@fitroom/shared/cloth/cloth-state';
import { groupedCloth, refittedGroups } from '@fitroom/shared/cloth/grouped-cloth';
import type { Phase } from '@fitroom/shared/cloth/phase';
import {
  NO_CONTACTS,
  type SelfContacts,
  selfContactWatch,
} from '@fitroom/shared/cloth/self-contacts';
import { MAP_TO_READ, USAGE } from './buffer-usage.ts';
import type { ClothDevice } from './open-device.ts';
import {
  packEdges,
  packFactors,
  packHinges,
  packMesh,
  packState,
  unpackState,
} from './pack-cloth.ts';
import { packContacts } from './pack-contacts.ts';
import { packHolding } from './pack-holding.ts';
import { packRun, RUN_BYTES } from './pack-run.ts';

/** What the kernel reads besides what it always does. */
interface Bound {
  readonly holding: Holding;
  readonly contactWords: GPUBuffer;
  readonly group: GPUBindGroup;
}

/**
 * One cloth on the device. Constraints, field and state stay there; a chunk of a phase is one small
 * write and one dispatch, and only `read` brings anything back.
 *
 * @throws {Error} from any call once the device was lost or refused something.
 */
export async function openGpuSession(
  { device, pipeline, answered, fieldBuffer }: ClothDevice,
  { cloth, positions, field }: ClothTask,
): Promise<ClothSession> {
  const owned: GPUBuffer[] = [];
  const buffer = (size: number, usage: number): GPUBuffer => {
    // A binding of no bytes is refused.
    const made = device.createBuffer({ size: Math.max(32, size), usage });
    owned.push(made);
    return made;
  };
  const filled = (words: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): GPUBuffer => {
    const made = buffer(words.byteLength, USAGE.storage | USAGE.copyTarget | USAGE.copySource);
    device.queue.writeBuffer(made, 0, words);
    return made;
  };

  const middle = field.origin[1] + (field.cell * (field.size[1] - 1)) / 2;
  let grouped = groupedCloth(cloth);
  const start = packState(grouped, clothAtRest(positions), middle);
  const state = filled(start);
  const edges = filled(packEdges(grouped));
  const hinges = filled(packHinges(grouped));
  const mesh = filled(packMesh(grouped));
  const distances = fieldBuffer(field);
  const runWords = buffer(RUN_BYTES, USAGE.uniform | USAGE.copyTarget);
  const readBack = buffer(start.byteLength, USAGE.mapRead | USAGE.copyTarget);
  let factors: { readonly dt: number; readonly of: GPUBuffer } | null = null;
  const watch = selfContactWatch(cloth);
  let met: { readonly of: SelfContacts; readonly groups: number } | null = null;
  let contactWords = buffer(0, USAGE.storage | USAGE.copyTarget);
  let binding: Bound | null = null;
  let sideCalls = 0;
  let before: Promise<unknown> = Promise.resolve();

  function factorsFor(dt: number): GPUBuffer {
    if (factors?.dt !== dt) {
      const words = packFactors(grouped, dt);
      const of = factors?.of ?? buffer(words.byteLength, USAGE.storage | USAGE.copyTarget);
      device.queue.writeBuffer(of, 0, words);
      factors = { dt, of };
    }
    return factors.of;
  }

  async function read(): Promise<ClothState> {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(state, 0, readBack, 0, start.byteLength);
    device.queue.submit([encoder.finish()]);
    await answered(readBack.mapAsync(MAP_TO_READ));
    const words = new Float32Array(readBack.getMappedRange().slice(0, start.byteLength));
    readBack.unmap();
    return unpackState(words, middle);
  }

  /** Where the cloth is near itself now, on the device; groups of it. */
  async function contactsFor(gap: number): Promise<number> {
    const contacts = gap > 0 ? watch((await read()).positions, gap) : NO_CONTACTS;
    if (met === null || met.of !== contacts) {
      const { groups, words } = packContacts(contacts, cloth.vertexCount);
      if (words.byteLength > contactWords.size) {
        // What still runs holds the one before until it is done.
        contactWords = buffer(2 * words.byteLength, USAGE.storage | USAGE.copyTarget);
      }
      device.queue.writeBuffer(contactWords, 0, words);
      met = { of: contacts, groups };
    }
    return met.groups;
  }

  const heldBuffers = new Map<Holding, GPUBuffer>();
  function groupFor(holding: Holding, dt: number): GPUBindGroup {
    const factorBuffer = factorsFor(dt);
    if (binding?.holding === holding && binding.contactWords === contactWords) return binding.group;
    const held = heldBuffers.get(holding) ?? filled(packHolding(holding, middle));
    heldBuffers.set(holding, held);
    const buffers = [
      runWords,
      state,
      edges,
      hinges,
      factorBuffer,
      mesh,
      held,
      distances,
      contactWords,
    ];
    const group = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((bound, n) => ({ binding: n, resource: { buffer: bound } })),
    });
    binding = { holding, contactWords, group };
    return group;
  }

  return {
    async run(phase: Phase, holding: Holding) {
      const contactGroups = await contactsFor(phase.selfGap);
      const group = groupFor(holding, phase.dt);
      const told = { grouped, field, middle, phase, holding, sideCalls, contactGroups };
      device.queue.writeBuffer(runWords, 0, packRun(told));
      if (holding.rules.some(({ kind }) => kind === 'keep-sides')) sideCalls += phase.substeps;
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(1);
      pass.end();
      device.queue.submit([encoder.finish()]);
      // One chunk is prepared while another runs, and no more: a cancelled job ends soon.
      const last = before;
      before = device.queue.onSubmittedWorkDone();
      // Nobody waits for the last one of a cancelled job.
      before.catch(() => undefined);
      await answered(last);
    },
    read,
    write(written) {
      device.queue.writeBuffer(state, 0, packState(grouped, written, middle));
      // Written over are the marks of what is watched: the next call looks at all again.
      sideCalls = 0;
    },
    refit(fitted) {
      grouped = refittedGroups(grouped, fitted);
      device.queue.writeBuffer(edges, 0, packEdges(grouped));
      if (factors) device.queue.writeBuffer(factors.of, 0, packFactors(grouped, factors.dt));
    },
    close() {
      for (const made of owned) made.destroy();
    },
  };
}
