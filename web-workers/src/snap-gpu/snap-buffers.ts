import type { BodyIndex } from '@fitroom/shared/mesh/closest-point';
import { USAGE } from '../cloth-gpu/buffer-usage.ts';
import { type SnapDevice, STEP_BYTES } from './open-snap-device.ts';
import { type PackedMesh, packMesh } from './pack-mesh.ts';
import { packSolid } from './pack-solid.ts';
import { ROUND_COUNTERS } from './snap-kernel.wgsl.ts';
import { ROUNDS } from './snap-steps.ts';

/** Kinds of flags that the kernel keeps of each vertex. */
const FLAG_KINDS = 4;
/** The round that halted, then each round's counters; the pushes of the last round count for one more. */
export const CONTROL_WORDS = 1 + ROUND_COUNTERS * (ROUNDS + 1);

/** One cloth's mesh on the device, and room for what the snap does with it. */
export interface MeshBuffers {
  readonly packed: PackedMesh;
  readonly job: GPUBuffer;
  readonly mesh: GPUBuffer;
  /** Three times xyz of all vertices: see the kernel. */
  readonly places: GPUBuffer;
  readonly samples: GPUBuffer;
  readonly moves: GPUBuffer;
  readonly flags: GPUBuffer;
  readonly control: GPUBuffer;
  /** Places, then `control`, then flags of being stuck. */
  readonly readBack: GPUBuffer;
}

/**
 * What the device keeps between snaps: the last mesh and the last solid, known again by identity. A garment is snapped
 * many times over on its way into a pose, and layers in turn onto one body.
 */
export function snapBuffers({ device, layout, steps }: SnapDevice) {
  let meshOf: Uint32Array | null = null;
  let mesh: MeshBuffers | null = null;
  let solidOf: BodyIndex | null = null;
  let solid: GPUBuffer | null = null;
  let group: GPUBindGroup | null = null;

  const made = (size: number, usage: number): GPUBuffer =>
    device.createBuffer({ size: Math.max(32, size), usage });
  const filled = (words: ArrayBuffer): GPUBuffer => {
    const buffer = made(words.byteLength, USAGE.storage | USAGE.copyTarget);
    device.queue.writeBuffer(buffer, 0, words);
    return buffer;
  };
  const openMesh = (indices: Uint32Array, vertexCount: number): MeshBuffers => {
    const packed = packMesh(vertexCount, indices);
    const work = USAGE.storage | USAGE.copyTarget | USAGE.copySource;
    const bytes = 4 * vertexCount;
    return {
      packed,
      job: made(16 * 4, USAGE.uniform | USAGE.copyTarget),
      mesh: filled(packed.words.buffer),
      places: made(3 * 3 * bytes, work),
      samples: made(16 * (packed.triangleCount + packed.edgeCount), work),
      moves: made(2 * 4 * bytes, work),
      flags: made(FLAG_KINDS * bytes, work),
      control: made(4 * CONTROL_WORDS, work),
      readBack: made(4 * bytes + 4 * CONTROL_WORDS, USAGE.mapRead | USAGE.copyTarget),
    };
  };

  return {
    meshFor(indices: Uint32Array, vertexCount: number): MeshBuffers {
      if (mesh && meshOf === indices && mesh.packed.vertexCount === vertexCount) return mesh;
      if (mesh) {
        const { packed: _, ...owned } = mesh;
        for (const buffer of Object.values(owned)) buffer.destroy();
      }
      group = null;
      meshOf = indices;
      mesh = openMesh(indices, vertexCount);
      return mesh;
    },
    groupFor(on: MeshBuffers, body: BodyIndex): GPUBindGroup {
      if (!solid || solidOf !== body) {
        solid?.destroy();
        group = null;
        solidOf = body;
        solid = filled(packSolid(body));
      }
      const buffers = [on.job, steps, solid, on.mesh, on.places, on.samples, on.moves, on.flags];
      group ??= device.createBindGroup({
        layout,
        entries: [...buffers, on.control].map((buffer, binding) => ({
          binding,
          resource: buffer === steps ? { buffer, size: STEP_BYTES } : { buffer },
        })),
      });
      return group;
    },
  };
}
