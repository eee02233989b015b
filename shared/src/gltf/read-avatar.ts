import type { Primitive } from '@gltf-transform/core';
import type { Avatar } from '../body/avatar.ts';
import { InputError } from '../job/input-error.ts';
import { avatarRecordSchema } from '../schemas/avatar-record.ts';
import type { GltfReader } from './gltf-io.ts';

/** Name of the node that carries the body. */
const AVATAR_NODE = 'avatar';

/**
 * Reads a body file and its record into the welded skin that fitting works on.
 *
 * Vertices that the file splits at UV seams share one position exactly, also after DRACO (equal
 * values quantise equally), so they are welded by equality and no distance has to be chosen.
 *
 * @param glb bytes of presets/bodies/<id>.glb
 * @param recordJson the parsed presets/bodies/<id>.json
 * @throws {InputError} `avatar-invalid` when the record does not fit the schema, or the skin is not
 * closed and manifold, or has no texture, or its joints are not the record's.
 */
export async function readAvatar(
  glb: Uint8Array,
  recordJson: unknown,
  io: GltfReader,
): Promise<Avatar> {
  const parsed = avatarRecordSchema.safeParse(recordJson);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw invalid(`its record: ${issue.path.join('/')}: ${issue.message}`);
  }
  const record = parsed.data;
  const document = await io.readBinary(glb);
  const node = document
    .getRoot()
    .listNodes()
    .find((candidate) => candidate.getName() === AVATAR_NODE);
  const primitive = node?.getMesh()?.listPrimitives()[0];
  if (node === undefined || primitive === undefined) {
    throw invalid(`no mesh node named "${AVATAR_NODE}"`);
  }
  const jointNames =
    node
      .getSkin()
      ?.listJoints()
      .map((joint) => joint.getName()) ?? [];
  const renumbering = jointNames.map((name) =>
    record.joints.findIndex((joint) => joint.name === name),
  );
  if (jointNames.length !== record.joints.length || renumbering.includes(-1)) {
    throw invalid('the joints of the file are not those of its record');
  }
  const texture = primitive.getMaterial()?.getBaseColorTexture();
  const image = texture?.getImage();
  if (texture === undefined || texture === null || image === undefined || image === null) {
    throw invalid('no base colour texture');
  }

  const renderPositions = attribute(primitive, 'POSITION');
  const renderIndices = Uint32Array.from(primitive.getIndices()?.getArray() ?? []);
  const { renderToSkin, skinToRender } = weld(renderPositions);
  const indices = renderIndices.map((vertex) => renderToSkin[vertex]!);
  const fault = closednessFault(indices);
  if (fault !== null) throw invalid(fault);

  const positions = new Float32Array(skinToRender.length * 3);
  const skinJoints = new Uint16Array(skinToRender.length * 4);
  const skinWeights = new Float32Array(skinToRender.length * 4);
  const renderJoints = attribute(primitive, 'JOINTS_0');
  const renderWeights = attribute(primitive, 'WEIGHTS_0');
  skinToRender.forEach((vertex, i) => {
    for (let axis = 0; axis < 3; axis++) {
      positions[i * 3 + axis] = renderPositions[vertex * 3 + axis]!;
    }
    let sum = 0;
    for (let slot = 0; slot < 4; slot++) sum += Math.max(0, renderWeights[vertex * 4 + slot]!);
    if (sum === 0) throw invalid(`vertex ${vertex} hangs on no joint`);
    for (let slot = 0; slot < 4; slot++) {
      const weight = Math.max(0, renderWeights[vertex * 4 + slot]!) / sum;
      skinWeights[i * 4 + slot] = weight;
      // A slot without weight may name any joint in the file; the root stands for "none" here.
      skinJoints[i * 4 + slot] = weight > 0 ? renumbering[renderJoints[vertex * 4 + slot]!]! : 0;
    }
  });
  return {
    record,
    positions,
    indices,
    skinJoints,
    skinWeights,
    render: {
      renderToSkin,
      uvs: Float32Array.from(attribute(primitive, 'TEXCOORD_0')),
      indices: renderIndices,
      baseColor: { mimeType: texture.getMimeType(), bytes: image },
    },
  };
}

function invalid(reason: string): InputError {
  return new InputError(
    'avatar-invalid',
    `This body file cannot be used: ${reason}. Take one of the presets, or build the file again.`,
  );
}

function attribute(primitive: Primitive, semantic: string): ArrayLike<number> {
  const array = primitive.getAttribute(semantic)?.getArray();
  if (array === undefined || array === null) throw invalid(`no ${semantic} attribute`);
  return array;
}

function weld(positions: ArrayLike<number>): {
  renderToSkin: Uint32Array;
  skinToRender: number[];
} {
  const count = positions.length / 3;
  const bits = new Uint32Array(Float32Array.from(positions, (value) => value + 0).buffer);
  // Open addressing in a table twice as large: text keys took a tenth of a second.
  const mask = 2 ** Math.ceil(Math.log2(2 * count + 1)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const renderToSkin = new Uint32Array(count);
  const skinToRender: number[] = [];
  for (let i = 0; i < count; i++) {
    const [x, y, z] = [bits[i * 3]!, bits[i * 3 + 1]!, bits[i * 3 + 2]!];
    const mixed = Math.imul(Math.imul(x, 0x9e3779b1) ^ y, 0x85ebca77) ^ z;
    let slot = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae3d) >>> 7;
    for (;;) {
      slot &= mask;
      const number = slots[slot]!;
      if (number < 0) {
        slots[slot] = skinToRender.length;
        renderToSkin[i] = skinToRender.length;
        skinToRender.push(i);
        break;
      }
      const other = 3 * skinToRender[number]!;
      if (bits[other] === x && bits[other + 1] === y && bits[other + 2] === z) {
        renderToSkin[i] = number;
        break;
      }
      slot++;
    }
  }
  return { renderToSkin, skinToRender };
}

/** Why a surface is not closed, manifold and consistently wound; null when it is. */
export function closednessFault(indices: ArrayLike<number>): string | null {
  if (indices.length === 0) return 'it has no triangles';
  let vertices = 0;
  for (let i = 0; i < indices.length; i++) vertices = Math.max(vertices, indices[i]! + 1);
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [indices[t]!, indices[t + 1]!, indices[t + 2]!];
    if (a === b || b === c || c === a) return `triangle ${t / 3} has no area`;
  }
  // The ends of each vertex's edges side by side; texts and numbers in a Set took up to ten times as long.
  const starts = new Uint32Array(vertices + 1);
  for (let i = 0; i < indices.length; i++) starts[indices[i]! + 1]!++;
  for (let v = 0; v < vertices; v++) starts[v + 1]! += starts[v]!;
  const ends = new Uint32Array(indices.length);
  const filled = starts.slice();
  for (let i = 0; i < indices.length; i++) {
    ends[filled[indices[i]!]!++] = indices[i % 3 === 2 ? i - 2 : i + 1]!;
  }
  for (let a = 0; a < vertices; a++) {
    for (let i = starts[a]!; i < starts[a + 1]!; i++) {
      const b = ends[i]!;
      if (hasEnd(ends, i + 1, starts[a + 1]!, b)) {
        return `the edge ${a},${b} is in two triangles of one direction`;
      }
      if (!hasEnd(ends, starts[b]!, starts[b + 1]!, a)) {
        return `the edge ${a},${b} has one triangle only`;
      }
    }
  }
  return null;
}

function hasEnd(ends: Uint32Array, from: number, to: number, vertex: number): boolean {
  for (let i = from; i < to; i++) if (ends[i] === vertex) return true;
  return false;
}
