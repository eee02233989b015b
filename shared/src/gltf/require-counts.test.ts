import { expect, it } from 'vitest';
import { requireCounts } from './require-counts.ts';

function glbOf(json: string): Uint8Array {
  const text = Uint8Array.from(json.padEnd(4 * Math.ceil(json.length / 4)), (c) => c.charCodeAt(0));
  const glb = new Uint8Array(20 + text.length);
  const view = new DataView(glb.buffer);
  [0x46546c67, 2, glb.length, text.length, 0x4e4f534a].forEach((word, i) => {
    view.setUint32(4 * i, word, true);
  });
  glb.set(text, 20);
  return glb;
}

const withCounts = (...counts: readonly unknown[]) =>
  glbOf(JSON.stringify({ accessors: counts.map((count) => ({ count })) }));

it('takes what a large mesh has', () => {
  requireCounts(withCounts(6_000_000, 1_000_000, 1_000_000));
  requireCounts(glbOf('{}'));
});

it.each([
  ['one endless list', withCounts(1e12), /1000000000000 entries/],
  ['many long ones', withCounts(...Array(20).fill(6_000_000)), /at most 2000000 triangles/],
  ['what is no JSON', glbOf('{"accessors": ['), /JSON cannot be read/],
  ['what is no GLB', new Uint8Array(30), /GLB/],
])('refuses %s before anything is made of it', (_, glb, message) => {
  expect(() => requireCounts(glb)).toThrow(message);
});
