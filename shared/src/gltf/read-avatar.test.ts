import { Document, WebIO } from '@gltf-transform/core';
import { describe, expect, it } from 'vitest';
import { closednessFault, readAvatar } from './read-avatar.ts';

const io = new WebIO();

const RECORD = {
  schema: 1,
  id: 'tetra',
  name: 'Tetra',
  height_cm: 100,
  notes: '',
  hip_origin: [0, 0.5, 0],
  landmarks: { head_top: [0, 1, 0] },
  measures: { height_cm: 100 },
  joints: [
    { name: 'Root', parent: -1, position: [0, 0, 0] },
    { name: 'pelvis', parent: 0, position: [0, 0.5, 0] },
  ],
  licence: 'CC0-1.0',
  source: 'test',
};

/** A tetrahedron whose last point is split for the texture: five vertices, four points. */
const CORNERS = [
  [0, 0, 0],
  [1, 0, 0],
  [0, 0, -1],
  [0, 1, 0],
  [0, 1, 0],
];
const TRIANGLES = [0, 2, 1, 0, 1, 3, 0, 4, 2, 1, 2, 4];

function tetrahedron({
  triangles = TRIANGLES,
  weights = [1, 3, 0, 0],
  jointNames = ['pelvis', 'Root'],
}: {
  triangles?: number[];
  weights?: number[];
  jointNames?: string[];
} = {}): Promise<Uint8Array> {
  const document = new Document();
  const buffer = document.createBuffer();
  const attribute = (type: 'VEC2' | 'VEC3' | 'VEC4', values: Float32Array<ArrayBuffer>) =>
    document.createAccessor().setType(type).setArray(values).setBuffer(buffer);
  const primitive = document
    .createPrimitive()
    .setIndices(
      document
        .createAccessor()
        .setType('SCALAR')
        .setArray(Uint16Array.from(triangles))
        .setBuffer(buffer),
    )
    .setAttribute('POSITION', attribute('VEC3', Float32Array.from(CORNERS.flat())))
    .setAttribute(
      'TEXCOORD_0',
      attribute(
        'VEC2',
        Float32Array.from({ length: 10 }, (_, i) => i / 10),
      ),
    )
    .setAttribute(
      'JOINTS_0',
      document
        .createAccessor()
        .setType('VEC4')
        .setArray(Uint8Array.from(CORNERS.flatMap(() => [0, 1, 0, 0])))
        .setBuffer(buffer),
    )
    .setAttribute('WEIGHTS_0', attribute('VEC4', Float32Array.from(CORNERS.flatMap(() => weights))))
    .setMaterial(
      document.createMaterial().setBaseColorTexture(
        document
          .createTexture()
          .setMimeType('image/png')
          .setImage(new Uint8Array([1, 2, 3])),
      ),
    );
  const joints = jointNames.map((name) => document.createNode(name));
  const skin = document.createSkin();
  for (const joint of joints) skin.addJoint(joint);
  const node = document
    .createNode('avatar')
    .setMesh(document.createMesh().addPrimitive(primitive))
    .setSkin(skin);
  const scene = document.createScene().addChild(node);
  for (const joint of joints) scene.addChild(joint);
  return io.writeBinary(document);
}

describe('readAvatar', () => {
  it('welds the points that the texture splits', async () => {
    const avatar = await readAvatar(await tetrahedron(), RECORD, io);
    expect(avatar.positions).toHaveLength(4 * 3);
    expect([...avatar.render.renderToSkin]).toEqual([0, 1, 2, 3, 3]);
    expect([...avatar.indices]).toEqual([0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3]);
    expect(avatar.render.baseColor).toEqual({
      mimeType: 'image/png',
      bytes: new Uint8Array([1, 2, 3]),
    });
  });

  it('normalises weights and numbers joints as the record does', async () => {
    const avatar = await readAvatar(await tetrahedron(), RECORD, io);
    expect([...avatar.skinWeights.slice(0, 4)]).toEqual([0.25, 0.75, 0, 0]);
    expect([...avatar.skinJoints.slice(0, 4)]).toEqual([1, 0, 0, 0]);
  });

  it('refuses an open skin', async () => {
    const open = await tetrahedron({ triangles: TRIANGLES.slice(3) });
    await expect(readAvatar(open, RECORD, io)).rejects.toMatchObject({ code: 'avatar-invalid' });
  });

  it('refuses a vertex without weight', async () => {
    const loose = await tetrahedron({ weights: [0, 0, 0, 0] });
    await expect(readAvatar(loose, RECORD, io)).rejects.toThrow(/hangs on no joint/);
  });

  it('refuses joints that the record does not know', async () => {
    const other = await tetrahedron({ jointNames: ['pelvis', 'spine'] });
    await expect(readAvatar(other, RECORD, io)).rejects.toThrow(/joints/);
  });

  it('names the field of a record that is wrong', async () => {
    const wrong = { ...RECORD, height_cm: -1 };
    await expect(readAvatar(await tetrahedron(), wrong, io)).rejects.toThrow(/height_cm/);
  });
});

describe('closednessFault', () => {
  it('finds nothing wrong with a closed surface', () => {
    expect(closednessFault([0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3])).toBeNull();
  });

  it('finds a triangle that is turned over', () => {
    expect(closednessFault([0, 1, 2, 0, 1, 3, 0, 3, 2, 1, 2, 3])).toMatch(/one direction/);
  });

  it('finds a triangle without area', () => {
    expect(closednessFault([0, 0, 1])).toMatch(/no area/);
  });
});
