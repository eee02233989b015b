import { compressGeometry } from '@fitroom/shared/gltf/compress-geometry';
import {
  type DracoEncoder,
  encodeGeometry,
  type GeometryTask,
} from '@fitroom/shared/gltf/encode-geometry';
import { Document, type Primitive, type WebIO } from '@gltf-transform/core';
import draco3d from 'draco3dgltf';
import { beforeAll, expect, test } from 'vitest';
import { createNodeGltf, createNodeGltfBeside } from './node-gltf.ts';

let plain: WebIO;
let encoder: DracoEncoder;
beforeAll(async () => {
  plain = await createNodeGltf();
  encoder = (await draco3d.createEncoderModule()) as DracoEncoder;
});

const SIDE = 6;

/** A bent sheet of SIDE x SIDE points with every kind of attribute that our files have. */
function addSheet(document: Document, bend: number): Primitive {
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  const points = Array.from({ length: SIDE * SIDE }, (_, n) => [n % SIDE, Math.floor(n / SIDE)]);
  const accessor = (
    type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4',
    array: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>,
  ) => document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const corners = points.flatMap(([x = 0, y = 0], n) =>
    x < SIDE - 1 && y < SIDE - 1 ? [n, n + 1, n + SIDE, n + 1, n + SIDE + 1, n + SIDE] : [],
  );
  const primitive = document
    .createPrimitive()
    .setIndices(
      document
        .createAccessor()
        .setType('SCALAR')
        .setArray(Uint16Array.from(corners))
        .setBuffer(buffer),
    )
    .setAttribute(
      'POSITION',
      accessor('VEC3', Float32Array.from(points.flatMap(([x = 0, y = 0]) => [x, y, bend * x * x]))),
    )
    .setAttribute('NORMAL', accessor('VEC3', Float32Array.from(points.flatMap(() => [0, 0, 1]))))
    .setAttribute(
      'TEXCOORD_0',
      accessor(
        'VEC2',
        Float32Array.from(points.flat(), (value) => value / SIDE),
      ),
    )
    .setAttribute(
      '_PATTERN',
      accessor('VEC4', Float32Array.from(points.flatMap(([x = 0, y = 0]) => [x, y, y, x]))),
    )
    .setAttribute(
      '_PANEL',
      accessor(
        'SCALAR',
        Uint8Array.from(points, ([x = 0]) => x % 2),
      ),
    );
  document
    .createScene()
    .addChild(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
  return primitive;
}

function sheets(...bends: number[]): Document {
  const document = new Document();
  for (const bend of bends) addSheet(document, bend);
  return document;
}

test('a file whose meshes are encoded elsewhere has the same bytes, and no mesh is encoded twice', async () => {
  let asked = 0;
  const io = await createNodeGltfBeside(async (task: GeometryTask) => {
    asked += 1;
    return encodeGeometry(structuredClone(task), encoder);
  });
  io.encodeAhead(sheets(0.1));
  expect(asked).toBe(1);
  const two = await io.writeBinary(compressGeometry(sheets(0.1, 0.2)));
  expect(two).toEqual(await plain.writeBinary(compressGeometry(sheets(0.1, 0.2))));
  const one = await io.writeBinary(compressGeometry(sheets(0.2)));
  expect(one).toEqual(await plain.writeBinary(compressGeometry(sheets(0.2))));
  expect(asked).toBe(2);
  expect((await io.readBinary(one)).getRoot().listMeshes().length).toBe(1);
  expect(await io.writeBinary(sheets(0.2))).toEqual(await plain.writeBinary(sheets(0.2)));
});

test('meshes that change their shape are encoded here', async () => {
  const io = await createNodeGltfBeside(() => Promise.reject(new Error('Not asked.')));
  const changing = (): Document => {
    const document = new Document();
    const primitive = addSheet(document, 0.1);
    const target = document.createPrimitiveTarget();
    primitive.addTarget(
      target.setAttribute('POSITION', primitive.getAttribute('POSITION')!.clone()),
    );
    return compressGeometry(document);
  };
  expect(await io.writeBinary(changing())).toEqual(await plain.writeBinary(changing()));
});

test('a mesh that could not be encoded is asked for again', async () => {
  let isBroken = true;
  const io = await createNodeGltfBeside(async (task: GeometryTask) => {
    if (isBroken) throw new Error('The thread ended.');
    return encodeGeometry(task, encoder);
  });
  io.encodeAhead(sheets(0.1));
  await expect(io.writeBinary(compressGeometry(sheets(0.1)))).rejects.toThrow('The thread ended.');
  isBroken = false;
  expect(await io.writeBinary(compressGeometry(sheets(0.1)))).toEqual(
    await plain.writeBinary(compressGeometry(sheets(0.1))),
  );
});
