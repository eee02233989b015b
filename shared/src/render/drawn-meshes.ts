import type { Material, Node, Primitive, WebIO } from '@gltf-transform/core';
import type { RgbaImage } from '../image/image.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';
import type { DrawnMesh } from './camera.ts';
import { srgbOfLinear } from './color-space.ts';

/**
 * Every mesh of a GLB as the rasteriser draws it, with its base colour decoded.
 *
 * @param decodeImage the platform's decoder, as in TryOnPorts.
 */
export async function drawnMeshes(
  glb: Uint8Array,
  io: WebIO,
  decodeImage: (bytes: Uint8Array) => Promise<RgbaImage>,
): Promise<DrawnMesh[]> {
  const document = await io.readBinary(glb);
  const drawn: DrawnMesh[] = [];
  for (const node of document.getRoot().listNodes()) {
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      const material = primitive.getMaterial();
      const image = material?.getBaseColorTexture()?.getImage();
      const indices = Uint32Array.from(primitive.getIndices()?.getArray() ?? []);
      const positions = inWorld(node, attribute(primitive, 'POSITION'), 1);
      const normals = attribute(primitive, 'NORMAL');
      const uvs = attribute(primitive, 'TEXCOORD_0');
      const tint = vertexColors(primitive);
      drawn.push({
        positions,
        normals: normals.length > 0 ? inWorld(node, normals, 0) : vertexNormals(positions, indices),
        // A plain colour is the same everywhere: any place of its one pixel will do.
        uvs: uvs.length > 0 ? uvs : new Float32Array((2 * positions.length) / 3),
        ...(tint && { colors: tint }),
        indices,
        texture: image ? await decodeImage(image) : plainColor(material),
        doubleSided: material?.getDoubleSided() ?? true,
      });
    }
  }
  return drawn;
}

/** One pixel of a material's own colour; null where it says nothing, and is white. */
function plainColor(material: Material | null): RgbaImage | null {
  const [red, green, blue] = material?.getBaseColorFactor() ?? [1, 1, 1];
  if (red === 1 && green === 1 && blue === 1) return null;
  const data = Uint8Array.from([
    srgbOfLinear(red!),
    srgbOfLinear(green!),
    srgbOfLinear(blue!),
    255,
  ]);
  return { width: 1, height: 1, data };
}

/** Linear red, green and blue; null where the file has none. */
function vertexColors(primitive: Primitive): Float32Array | null {
  const color = primitive.getAttribute('COLOR_0');
  if (!color) return null;
  const colors = new Float32Array(3 * color.getCount());
  for (let v = 0; v < color.getCount(); v++) {
    // Bytes that stand for 0 to 1 come as such.
    const [red = 1, green = 1, blue = 1] = color.getElement(v, []);
    colors.set([red, green, blue], 3 * v);
  }
  return colors;
}

function attribute(primitive: Primitive, semantic: string): Float32Array {
  return Float32Array.from(primitive.getAttribute(semantic)?.getArray() ?? []);
}

/** @param w 1 for points, 0 for directions (our nodes never scale unevenly). */
function inWorld(node: Node, vectors: Float32Array, w: 0 | 1): Float32Array {
  const m = node.getWorldMatrix();
  const out = new Float32Array(vectors.length);
  for (let i = 0; i < out.length; i += 3) {
    const [x, y, z] = [vectors[i]!, vectors[i + 1]!, vectors[i + 2]!];
    for (let k = 0; k < 3; k += 1) {
      out[i + k] = m[k]! * x + m[4 + k]! * y + m[8 + k]! * z + m[12 + k]! * w;
    }
  }
  return out;
}
