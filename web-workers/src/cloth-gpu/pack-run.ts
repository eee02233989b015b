import type { DistanceField } from '@fitroom/shared/body/distance-field';
import type { Holding } from '@fitroom/shared/cloth/cloth-solver';
import type { GroupedCloth } from '@fitroom/shared/cloth/grouped-cloth';
import type { Phase } from '@fitroom/shared/cloth/phase';
import { GRAVITY, LARGEST_PUSH } from '@fitroom/shared/cloth/simulate';

/** What one dispatch is told besides its buffers. */
export interface Run {
  readonly grouped: GroupedCloth;
  readonly field: DistanceField;
  /** Metres: from where heights are measured on the device. */
  readonly middle: number;
  readonly phase: Phase;
  readonly holding: Holding;
  /** Substeps for which the rule of sides was kept so far. */
  readonly sideCalls: number;
  /** Of its contacts with itself. */
  readonly contactGroups: number;
}

/** Bytes of the kernel's `Run`. */
export const RUN_BYTES = 7 * 16;

/** The kernel's uniform `Run`, see cloth-kernel.wgsl.ts. */
export function packRun(run: Run): ArrayBuffer {
  const { grouped, field, middle, phase, holding, sideCalls, contactGroups } = run;
  const { cloth, edgeStarts, hingeStarts, triangleStarts } = grouped;
  const bytes = new ArrayBuffer(RUN_BYTES);
  const whole = new Uint32Array(bytes);
  const real = new Float32Array(bytes);
  const { anchors, rules } = holding;
  whole.set([cloth.vertexCount, phase.substeps, anchors.length, rules.length], 0);
  whole.set([edgeStarts.length - 1, hingeStarts.length - 1, triangleStarts.length - 1], 4);
  whole.set([phase.faceContacts, sideCalls, phase.keep > 0 ? 0 : 1], 7);
  const fall = -phase.gravity * GRAVITY * phase.dt * phase.dt;
  real.set([phase.keep, fall, phase.largestSpeed * phase.dt, phase.yielding], 12);
  real.set([phase.thickness, phase.friction * cloth.friction, LARGEST_PUSH, phase.selfGap], 16);
  const [x, y, z] = field.origin;
  real.set([x, y - middle, z, field.cell], 20);
  whole.set([...field.size, contactGroups], 24);
  return bytes;
}
