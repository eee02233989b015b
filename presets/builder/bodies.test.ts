import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Avatar } from '@fitroom/shared/body/avatar';
import { createGltfIo } from '@fitroom/shared/gltf/gltf-io';
import { readAvatar } from '@fitroom/shared/gltf/read-avatar';
import type { WebIO } from '@gltf-transform/core';
import draco3d from 'draco3dgltf';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { assertValidGlb } from './check-glb.ts';
import { distanceToSurface } from './distance-to-surface.ts';
import { BODY_GOALS } from './goals.ts';
import { type MeasurableBody, measureCore } from './measure-body.ts';

const FOLDER = join(import.meta.dirname, '../bodies');
const MAX_BYTES = 200 * 1024;
const PAIRED = [
  ...['neck_side', 'shoulder', 'armpit', 'bust_point', 'waist_side', 'hip_side', 'hip_back'],
  ...['elbow', 'wrist_outer', 'wrist_inner', 'fingertip', 'knee_front'],
  ...['ankle_outer', 'ankle_inner', 'heel', 'toe'],
];
const SINGLE = [
  'head_top',
  'neck_back',
  'neck_front',
  'waist_front',
  'waist_back',
  'navel',
  'crotch',
];

interface Preset {
  readonly glb: Uint8Array;
  readonly avatar: Avatar;
}

let io: WebIO;
const presets = new Map<string, Preset>();

beforeAll(async () => {
  io = createGltfIo({
    encoder: await draco3d.createEncoderModule(),
    decoder: await draco3d.createDecoderModule(),
  });
  for (const { id } of BODY_GOALS) {
    const glb = new Uint8Array(await readFile(join(FOLDER, `${id}.glb`)));
    const record: unknown = JSON.parse(await readFile(join(FOLDER, `${id}.json`), 'utf8'));
    presets.set(id, { glb, avatar: await readAvatar(glb, record, io) });
  }
});

function measurable({ record, positions, indices }: Avatar): MeasurableBody {
  return {
    positions,
    indices,
    landmark: (name) => record.landmarks[name]!,
    joint: (name) => record.joints.find((joint) => joint.name === name)!.position,
  };
}

describe.each(BODY_GOALS)('the $id body', (goal) => {
  const preset = (): Preset => presets.get(goal.id)!;

  it('is one closed surface of genus 0 with 10k to 15k triangles', () => {
    const { positions, indices } = preset().avatar;
    const triangles = indices.length / 3;
    expect(triangles).toBeGreaterThanOrEqual(10_000);
    expect(triangles).toBeLessThanOrEqual(15_000);
    expect(componentCount(positions.length / 3, indices)).toBe(1);
    // readAvatar has checked that every edge has two triangles, so edges are 3/2 of them.
    expect(positions.length / 3 - (triangles * 3) / 2 + triangles).toBe(2);
  });

  it('faces outward', () => {
    const { positions, indices } = preset().avatar;
    const litres = volume(positions, indices) * 1000;
    expect(litres).toBeGreaterThan(40);
    expect(litres).toBeLessThan(80);
  });

  it('has the measures it was solved for, within 5 mm on the decoded file', () => {
    const measures = measureCore(measurable(preset().avatar));
    const pairs: [number, number][] = [
      [measures.height, goal.heightCm],
      [measures.bust, goal.bustCm],
      [measures.waist, goal.waistCm],
      [measures.hip, goal.hipCm],
      [measures.neck, goal.neckCm],
      [measures.wrist, goal.wristCm],
    ];
    for (const [metres, cm] of pairs) expect(Math.abs(metres * 1000 - cm * 10)).toBeLessThan(5);
  });

  it('states in its record what the decoded file measures', () => {
    const { avatar } = preset();
    const core = measureCore(measurable(avatar));
    const stated = avatar.record.measures;
    expect(stated.bust_girth_cm).toBeCloseTo(core.bust * 100, 0);
    expect(stated.waist_girth_cm).toBeCloseTo(core.waist * 100, 0);
    expect(stated.hip_girth_cm).toBeCloseTo(core.hip * 100, 0);
    expect(stated.bust_height_cm).toBeCloseTo(core.bustLevel * 100, 0);
    expect(stated.waist_height_cm).toBeCloseTo(core.waistLevel * 100, 0);
  });

  it('stands on the floor with the hip centre above the origin', () => {
    const { positions, record } = preset().avatar;
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = 1; i < positions.length; i += 3) lowest = Math.min(lowest, positions[i]!);
    expect(lowest).toBeCloseTo(0, 3);
    expect(record.hip_origin[0]).toBeCloseTo(0, 3);
    expect(record.hip_origin[2]).toBeCloseTo(0, 3);
  });

  it('holds its arms straight and 45 degrees down', () => {
    const { joint } = measurable(preset().avatar);
    for (const [side, sign] of [
      ['l', 1],
      ['r', -1],
    ] as const) {
      const [shoulder, elbow, hand] = ['upperarm', 'lowerarm', 'hand'].map((name) =>
        joint(`${name}_${side}`),
      ) as [Point, Point, Point];
      for (const [from, to] of [
        [shoulder, elbow],
        [elbow, hand],
      ] as const) {
        const across = sign * (to[0] - from[0]);
        expect((Math.atan2(from[1] - to[1], across) * 180) / Math.PI).toBeCloseTo(45, 0);
        expect(Math.abs(to[2] - from[2])).toBeLessThan(0.002);
      }
    }
  });

  it('hangs every vertex on its joints with weights that sum to 1', () => {
    const { skinWeights, skinJoints, record } = preset().avatar;
    for (let vertex = 0; vertex < skinWeights.length / 4; vertex++) {
      let sum = 0;
      for (let slot = 0; slot < 4; slot++) sum += skinWeights[vertex * 4 + slot]!;
      expect(Math.abs(sum - 1)).toBeLessThan(1e-5);
    }
    expect(record.joints).toHaveLength(53);
    expect(Math.max(...skinJoints)).toBeLessThan(53);
  });

  it('has every landmark on its surface, left ones on the left', () => {
    const { record, positions, indices } = preset().avatar;
    const names = [
      ...SINGLE,
      ...PAIRED.flatMap((name) => [`${name}_left`, `${name}_right`]),
    ].filter((name) => name !== 'hip_back_right');
    for (const name of names) {
      const point = record.landmarks[name];
      expect(point, name).toBeDefined();
      expect(distanceToSurface(point!, positions, indices), name).toBeLessThan(0.0005);
      if (name.endsWith('_left')) expect(point![0], name).toBeGreaterThan(0);
      if (name.endsWith('_right')) expect(point![0], name).toBeLessThan(0);
    }
  });

  it('is a small file that the Khronos validator accepts once it is unpacked', async () => {
    const { glb } = preset();
    expect(glb.length).toBeLessThan(MAX_BYTES);
    const document = await io.readBinary(glb);
    for (const extension of document.getRoot().listExtensionsUsed()) extension.dispose();
    await assertValidGlb(await io.writeBinary(document));
  });

  it('has a thumbnail of the whole figure on a transparent ground', async () => {
    const { data, info } = await sharp(join(FOLDER, `${goal.id}.webp`))
      .extractChannel('alpha')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const border = [...data.subarray(0, info.width), ...data.subarray(-info.width)];
    for (let y = 0; y < info.height; y++) {
      border.push(data[y * info.width]!, data[y * info.width + info.width - 1]!);
    }
    expect(Math.max(...border)).toBe(0);
    expect(data.filter((alpha) => alpha > 0).length / data.length).toBeGreaterThan(0.1);
  });
});

it('gives every body the same triangles over the same texture layout', () => {
  const [first, ...others] = [...presets.values()];
  for (const { avatar } of others) {
    expect(avatar.indices.length).toBe(first!.avatar.indices.length);
    expect(avatar.render.uvs.length).toBe(first!.avatar.render.uvs.length);
  }
});

type Point = readonly [number, number, number];

function volume(positions: Float32Array, indices: Uint32Array): number {
  let sum = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => indices[t + k]! * 3) as [number, number, number];
    const at = (corner: number, axis: number): number => positions[corner + axis]!;
    sum +=
      at(a, 0) * (at(b, 1) * at(c, 2) - at(b, 2) * at(c, 1)) +
      at(a, 1) * (at(b, 2) * at(c, 0) - at(b, 0) * at(c, 2)) +
      at(a, 2) * (at(b, 0) * at(c, 1) - at(b, 1) * at(c, 0));
  }
  return sum / 6;
}

function componentCount(vertexCount: number, indices: Uint32Array): number {
  const parent = Uint32Array.from({ length: vertexCount }, (_, i) => i);
  const find = (vertex: number): number => {
    let root = vertex;
    while (parent[root] !== root) root = parent[root]!;
    parent[vertex] = root;
    return root;
  };
  for (let t = 0; t < indices.length; t += 3) {
    for (let k = 1; k < 3; k++) parent[find(indices[t + k]!)] = find(indices[t]!);
  }
  return new Set(parent.map(find)).size;
}
