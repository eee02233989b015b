import { BufferUtils } from '@gltf-transform/core';
import { InputError } from '../job/input-error.ts';

const GLB_MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const SPACE = 0x20;

/**
 * Sets one key of a GLB's asset extras without touching its binary chunk, so that the geometry that
 * was judged is to the byte the geometry that is kept (glTF 2.0, section 4.4).
 *
 * @param glb a binary glTF 2.0 file; not mutated.
 * @param value plain JSON.
 * @throws {InputError} `not-a-glb`.
 */
export function withAssetExtras(glb: Uint8Array, key: string, value: unknown): Uint8Array {
  const { json, rest } = splitJsonChunk(glb);
  const document = JSON.parse(json) as { asset: { extras?: Record<string, unknown> } };
  document.asset.extras = { ...document.asset.extras, [key]: value };
  const text = BufferUtils.encodeText(JSON.stringify(document));
  const padded = Math.ceil(text.length / 4) * 4;
  const total = HEADER_BYTES + CHUNK_HEADER_BYTES + padded + rest.length;
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  view.setUint32(0, GLB_MAGIC, true);
  view.setUint32(4, 2, true);
  view.setUint32(8, total, true);
  view.setUint32(12, padded, true);
  view.setUint32(16, JSON_CHUNK, true);
  const start = HEADER_BYTES + CHUNK_HEADER_BYTES;
  out.set(text, start);
  out.fill(SPACE, start + text.length, start + padded);
  out.set(rest, start + padded);
  return out;
}

/**
 * Reads one key of a GLB's asset extras; undefined when it has none.
 *
 * @throws {InputError} `not-a-glb`.
 */
export function readAssetExtras(glb: Uint8Array, key: string): unknown {
  const document = readGlbJson(glb) as {
    asset?: { extras?: Record<string, unknown> };
  };
  return document.asset?.extras?.[key];
}

/**
 * The JSON of a GLB, unchecked.
 *
 * @throws {InputError} `not-a-glb`.
 */
export function readGlbJson(glb: Uint8Array): unknown {
  const { json } = splitJsonChunk(glb);
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new InputError('not-a-glb', 'The GLB file’s JSON cannot be read; export it again.', {
      cause,
    });
  }
}

function splitJsonChunk(glb: Uint8Array): { json: string; rest: Uint8Array } {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  const start = HEADER_BYTES + CHUNK_HEADER_BYTES;
  if (
    glb.length < start ||
    view.getUint32(0, true) !== GLB_MAGIC ||
    view.getUint32(16, true) !== JSON_CHUNK
  ) {
    throw new InputError('not-a-glb', 'Expected a binary glTF 2.0 file (.glb); export it as GLB.');
  }
  const length = view.getUint32(12, true);
  if (start + length > glb.length) {
    throw new InputError('not-a-glb', 'The GLB file ends before its JSON does; export it again.');
  }
  const json = BufferUtils.decodeText(glb.subarray(start, start + length));
  return { json, rest: glb.subarray(start + length) };
}
