import type { WebIO } from '@gltf-transform/core';
import validator from 'gltf-validator';
import type { BodyGeometry } from './body-geometry.ts';

/** Severities of the Khronos validator: errors and warnings count, informations do not. */
const WORST_ALLOWED = 2;
const SHOWN_FAULTS = 5;

/** @throws Error with the messages when the Khronos validator finds an error or a warning. */
export async function assertValidGlb(glb: Uint8Array): Promise<void> {
  const { issues } = await validator.validateBytes(glb);
  const faults = issues.messages.filter(({ severity }) => severity < WORST_ALLOWED);
  if (faults.length === 0) return;
  const lines = faults
    .slice(0, SHOWN_FAULTS)
    .map(({ code, message, pointer }) => `${code} ${pointer ?? ''} ${message}`);
  throw new Error(
    `the Khronos validator rejects the file, ${faults.length} faults:\n${lines.join('\n')}`,
  );
}

/** @throws Error when the compressed file does not decode to as many vertices and triangles. */
export async function assertSameCounts(
  glb: Uint8Array,
  geometry: BodyGeometry,
  io: WebIO,
): Promise<void> {
  const document = await io.readBinary(glb);
  const [primitive] = document.getRoot().listMeshes()[0]?.listPrimitives() ?? [];
  const vertices = primitive?.getAttribute('POSITION')?.getCount();
  const corners = primitive?.getIndices()?.getCount();
  if (vertices !== geometry.positions.length / 3 || corners !== geometry.indices.length) {
    throw new Error(
      `decoded again the file has ${vertices} vertices and ${corners} corners instead of ` +
        `${geometry.positions.length / 3} and ${geometry.indices.length}`,
    );
  }
}
