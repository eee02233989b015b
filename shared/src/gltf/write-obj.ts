import type { WebIO } from '@gltf-transform/core';
import { InputError } from '../job/input-error.ts';

/** Wavefront files of one textured mesh. */
export interface ObjFiles {
  readonly obj: string;
  readonly mtl: string;
  readonly texture: {
    /** The name that the material file refers to. */
    readonly file: string;
    readonly mimeType: string;
    readonly bytes: Uint8Array;
  };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};
/** Tenths of a micrometre: beyond what the GLB holds. */
const DIGITS = 7;

/**
 * A garment.glb as Wavefront OBJ: metres, Y up, one group, v flipped as OBJ has it.
 *
 * @param name of the three files, without extension.
 * @throws {InputError} `not-a-garment-glb` when there is no textured node `garment` in it.
 */
export async function writeObj(glb: Uint8Array, io: WebIO, name: string): Promise<ObjFiles> {
  const document = await io.readBinary(glb);
  const node = document
    .getRoot()
    .listNodes()
    .find((candidate) => candidate.getName() === 'garment');
  const primitive = node?.getMesh()?.listPrimitives()[0];
  const positions = primitive?.getAttribute('POSITION')?.getArray();
  const normals = primitive?.getAttribute('NORMAL')?.getArray();
  const uvs = primitive?.getAttribute('TEXCOORD_0')?.getArray();
  const indices = primitive?.getIndices()?.getArray();
  const texture = primitive?.getMaterial()?.getBaseColorTexture();
  const bytes = texture?.getImage();
  if (!positions || !normals || !uvs || !indices || !texture || !bytes) {
    throw new InputError('not-a-garment-glb', 'Expected a garment.glb with one textured garment.');
  }
  const file = `${name}.${EXTENSIONS[texture.getMimeType()] ?? 'img'}`;
  const lines = [`mtllib ${name}.mtl`, 'o garment'];
  for (let i = 0; i < positions.length; i += 3) {
    lines.push(
      `v ${number(positions[i]!)} ${number(positions[i + 1]!)} ${number(positions[i + 2]!)}`,
    );
  }
  for (let i = 0; i < uvs.length; i += 2) {
    lines.push(`vt ${number(uvs[i]!)} ${number(1 - uvs[i + 1]!)}`);
  }
  for (let i = 0; i < normals.length; i += 3) {
    lines.push(`vn ${number(normals[i]!)} ${number(normals[i + 1]!)} ${number(normals[i + 2]!)}`);
  }
  lines.push('usemtl garment');
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [indices[i]! + 1, indices[i + 1]! + 1, indices[i + 2]! + 1];
    lines.push(`f ${a}/${a}/${a} ${b}/${b}/${b} ${c}/${c}/${c}`);
  }
  const mtl = ['newmtl garment', 'Kd 1 1 1', 'Ks 0 0 0', 'illum 1', `map_Kd ${file}`, ''];
  return {
    obj: `${lines.join('\n')}\n`,
    mtl: mtl.join('\n'),
    texture: { file, mimeType: texture.getMimeType(), bytes },
  };
}

function number(value: number): string {
  return String(Number(value.toFixed(DIGITS)));
}
