/**
 * Bits of each attribute. POSITION: 16 bits over a garment of up to 1.6 m are steps of 0.025 mm, a
 * hundredth of the 3 to 5 mm between cloth and skin. GENERIC: `_PATTERN`, flat lengths to 0.03 mm,
 * so that the strain of a 6 mm edge is right to 0.5 %. TEX_COORD: an eighth of a pixel at 1024.
 */
export const QUANTIZATION_BITS = { POSITION: 16, NORMAL: 10, TEX_COORD: 13, GENERIC: 16 };

/** Arrays that DRACO takes; Fitroom's meshes have no others. */
export type GeometryArray = Float32Array | Uint8Array | Uint16Array | Uint32Array;

/** A mesh as DRACO is to encode it; structured-cloneable. */
export interface GeometryTask {
  /** In the order of the file. */
  readonly attributes: readonly {
    readonly kind: keyof typeof QUANTIZATION_BITS;
    readonly array: GeometryArray;
    readonly itemSize: number;
  }[];
  readonly indices: Uint16Array | Uint32Array;
}

/** Attributes are numbered as the task has them. */
export interface EncodedGeometry {
  readonly bytes: Uint8Array;
  readonly points: number;
  readonly faces: number;
}

/** The part of `draco3dgltf`'s encoder that is called here and by glTF-Transform. */
export interface DracoEncoder {
  readonly [constant: string]: unknown;
  readonly MeshBuilder: new () => DracoMeshBuilder;
  readonly Mesh: new () => object;
  readonly ExpertEncoder: new (mesh: object) => DracoExpertEncoder;
  readonly DracoInt8Array: new () => DracoBytes;
  /** All of its memory, as it is now; left out: not shown. */
  readonly HEAPU8?: Uint8Array;
  readonly HEAPU32?: Uint32Array;
  destroy(object: object): void;
}

interface DracoBytes {
  GetValue(index: number): number;
  /** Where it is in that memory. */
  readonly ptr?: number;
}

type AddAttribute<T> = (
  mesh: object,
  kind: unknown,
  count: number,
  itemSize: number,
  array: T,
) => number;

export interface DracoMeshBuilder {
  readonly AddFloatAttribute: AddAttribute<Float32Array>;
  readonly AddUInt8Attribute: AddAttribute<Uint8Array>;
  readonly AddUInt16Attribute: AddAttribute<Uint16Array>;
  readonly AddUInt32Attribute: AddAttribute<Uint32Array>;
  AddFacesToMesh(mesh: object, faces: number, indices: ArrayLike<number>): unknown;
}

export interface DracoExpertEncoder {
  SetAttributeQuantization(attribute: number, bits: number): void;
  SetSpeedOptions(encode: number, decode: number): void;
  SetTrackEncodedProperties(track: boolean): void;
  SetEncodingMethod(method: unknown): void;
  EncodeToDracoBuffer(deduplicate: boolean, buffer: object): number;
  GetNumberOfEncodedPoints(): number;
  GetNumberOfEncodedFaces(): number;
}

/**
 * Of 0 to 10, where glTF-Transform takes 5: a garment of 12,000 triangles is encoded in two thirds of the time and decoded in
 * half of it, in a twentieth more bytes. Beyond 7 there is a quarter more of them.
 */
export const DRACO_SPEED = 6;

/**
 * Encodes a mesh with DRACO, to the bytes that glTF-Transform's writer makes of it.
 *
 * @throws {Error} when DRACO does not take it.
 */
export function encodeGeometry(
  { attributes, indices }: GeometryTask,
  draco: DracoEncoder,
): EncodedGeometry {
  const builder = new draco.MeshBuilder();
  const mesh = new draco.Mesh();
  const encoder = new draco.ExpertEncoder(mesh);
  const buffer = new draco.DracoInt8Array();
  try {
    for (const { kind, array, itemSize } of attributes) {
      const count = array.length / itemSize;
      const number = addTo(builder, mesh, draco[kind], count, itemSize, array);
      encoder.SetAttributeQuantization(number, QUANTIZATION_BITS[kind]);
    }
    builder.AddFacesToMesh(mesh, indices.length / 3, indices);
    encoder.SetSpeedOptions(DRACO_SPEED, DRACO_SPEED);
    encoder.SetTrackEncodedProperties(true);
    encoder.SetEncodingMethod(draco.MESH_EDGEBREAKER_ENCODING);
    const length = encoder.EncodeToDracoBuffer(true, buffer);
    if (length <= 0) throw new Error('DRACO cannot encode this mesh.');
    return {
      bytes: bytesOf(buffer, length, draco),
      points: encoder.GetNumberOfEncodedPoints(),
      faces: encoder.GetNumberOfEncodedFaces(),
    };
  } finally {
    for (const made of [buffer, mesh, builder, encoder]) draco.destroy(made);
  }
}

/**
 * What was encoded, at once: asked for byte by byte it takes a third as long as encoding did. An array of DRACO's begins
 * with where its bytes begin and where they end (libc++'s vector); where that is not what is found, it is asked.
 */
function bytesOf(buffer: DracoBytes, length: number, draco: DracoEncoder): Uint8Array {
  const { HEAPU8: memory, HEAPU32: words } = draco;
  if (memory !== undefined && words !== undefined && buffer.ptr !== undefined) {
    const begin = words[buffer.ptr >> 2]!;
    const end = words[(buffer.ptr >> 2) + 1]!;
    if (end - begin === length && end <= memory.length) return memory.slice(begin, end);
  }
  return Uint8Array.from({ length }, (_, i) => buffer.GetValue(i));
}

function addTo(
  builder: DracoMeshBuilder,
  mesh: object,
  kind: unknown,
  count: number,
  itemSize: number,
  array: GeometryArray,
): number {
  if (array instanceof Float32Array) {
    return builder.AddFloatAttribute(mesh, kind, count, itemSize, array);
  }
  if (array instanceof Uint8Array) {
    return builder.AddUInt8Attribute(mesh, kind, count, itemSize, array);
  }
  if (array instanceof Uint16Array) {
    return builder.AddUInt16Attribute(mesh, kind, count, itemSize, array);
  }
  return builder.AddUInt32Attribute(mesh, kind, count, itemSize, array);
}

/** Whether two tasks give the same bytes. */
export function isSameGeometry(a: GeometryTask, b: GeometryTask): boolean {
  return (
    a.attributes.length === b.attributes.length &&
    isSameArray(a.indices, b.indices) &&
    a.attributes.every(({ kind, itemSize, array }, n) => {
      const other = b.attributes[n]!;
      return kind === other.kind && itemSize === other.itemSize && isSameArray(array, other.array);
    })
  );
}

function isSameArray(a: GeometryArray, b: GeometryArray): boolean {
  if (a.length !== b.length || a.BYTES_PER_ELEMENT !== b.BYTES_PER_ELEMENT) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
