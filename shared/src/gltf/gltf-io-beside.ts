import { type Document, type Primitive, WebIO } from '@gltf-transform/core';
import { KHRDracoMeshCompression } from '@gltf-transform/extensions';
import {
  type DracoEncoder,
  type EncodedGeometry,
  type GeometryArray,
  type GeometryTask,
  isSameGeometry,
} from './encode-geometry.ts';
import { FITROOM_EXTENSIONS } from './gltf-io.ts';

/** Meshes whose bytes are remembered: a garment is in two files, and its body comes before it. */
const REMEMBERED = 4;

/** What a reader and writer needs whose meshes are encoded elsewhere. */
export interface GltfIoBesideOptions {
  readonly decoder: unknown;
  /** DRACO in another thread; equal tasks give equal bytes. */
  encode(task: GeometryTask): Promise<EncodedGeometry>;
  /** A writer with an encoder of its own, for the files that this one cannot write. */
  whole(): Promise<WebIO>;
}

/** A reader and writer of our GLBs as `createGltfIo` makes, to the same bytes, whose meshes another thread encodes. */
export class GltfIoBeside extends WebIO {
  readonly #options: GltfIoBesideOptions;
  readonly #encodings: { task: GeometryTask; encoded: Promise<EncodedGeometry> }[] = [];
  /** Of the documents that are being written. */
  readonly #ready = new Map<GeometryTask, EncodedGeometry>();

  constructor(options: GltfIoBesideOptions) {
    super();
    this.#options = options;
    this.registerExtensions(FITROOM_EXTENSIONS).registerDependencies({
      'draco3d.decoder': options.decoder,
      'draco3d.encoder': encodedAlready(this.#ready),
    });
  }

  /** Begins to encode a document's meshes, which a later document may have too. */
  encodeAhead(document: Document): void {
    for (const task of tasksOf(document) ?? []) {
      // A failure waits until the mesh is written.
      this.#encoded(task).catch(() => undefined);
    }
  }

  override async writeBinary(document: Document): Promise<Uint8Array<ArrayBuffer>> {
    if (!isCompressed(document)) return super.writeBinary(document);
    const tasks = tasksOf(document);
    if (tasks === null) return (await this.#options.whole()).writeBinary(document);
    const encoded = await Promise.all(tasks.map((task) => this.#encoded(task)));
    tasks.forEach((task, n) => {
      this.#ready.set(task, encoded[n]!);
    });
    try {
      return await super.writeBinary(document);
    } finally {
      for (const task of tasks) this.#ready.delete(task);
    }
  }

  #encoded(task: GeometryTask): Promise<EncodedGeometry> {
    const known = this.#encodings.find((other) => isSameGeometry(task, other.task));
    if (known) return known.encoded;
    const encoded = this.#options.encode(task);
    this.#encodings.push({ task, encoded });
    if (this.#encodings.length > REMEMBERED) this.#encodings.shift();
    encoded.catch(() => {
      this.#encodings.splice(
        this.#encodings.findIndex((other) => other.encoded === encoded),
        1,
      );
    });
    return encoded;
  }
}

function isCompressed(document: Document): boolean {
  const used = document.getRoot().listExtensionsUsed();
  return used.some(({ extensionName }) => extensionName === KHRDracoMeshCompression.EXTENSION_NAME);
}

/** Null where a mesh is more than attributes and triangles. */
function tasksOf(document: Document): GeometryTask[] | null {
  const tasks: GeometryTask[] = [];
  for (const mesh of document.getRoot().listMeshes()) {
    for (const primitive of mesh.listPrimitives()) {
      const task = taskOf(primitive);
      if (task === null) return null;
      tasks.push(task);
    }
  }
  return tasks;
}

function taskOf(primitive: Primitive): GeometryTask | null {
  const indices = primitive.getIndices()?.getArray();
  const isPlain = indices instanceof Uint16Array || indices instanceof Uint32Array;
  if (!isPlain || primitive.listTargets().length > 0) return null;
  const attributes: GeometryTask['attributes'][number][] = [];
  for (const semantic of primitive.listSemantics()) {
    const accessor = primitive.getAttribute(semantic)!;
    const array = accessor.getArray();
    const isTaken =
      array instanceof Float32Array ||
      array instanceof Uint8Array ||
      array instanceof Uint16Array ||
      array instanceof Uint32Array;
    if (!isTaken || accessor.getSparse()) return null;
    const kind = kindOf(semantic);
    if (kind === null) return null;
    attributes.push({ kind, array, itemSize: accessor.getElementSize() });
  }
  return attributes.length > 0 ? { attributes, indices } : null;
}

/** Null for vertex colours, which none of our files has. */
function kindOf(semantic: string): GeometryTask['attributes'][number]['kind'] | null {
  if (semantic.startsWith('COLOR_')) return null;
  if (semantic === 'POSITION' || semantic === 'NORMAL') return semantic;
  return semantic.startsWith('TEXCOORD_') ? 'TEX_COORD' : 'GENERIC';
}

/** Stands for DRACO where glTF-Transform calls it, and answers with what was encoded before. */
function encodedAlready(ready: ReadonlyMap<GeometryTask, EncodedGeometry>): DracoEncoder {
  const EMPTY: EncodedGeometry = { bytes: new Uint8Array(0), points: 0, faces: 0 };
  class Mesh {
    readonly attributes: GeometryArray[] = [];
    indices: ArrayLike<number> | null = null;
    /** By the very arrays: the document that is being written holds them. */
    encoded(): EncodedGeometry {
      for (const [task, encoded] of ready) {
        const isOfTask =
          task.indices === this.indices &&
          task.attributes.length === this.attributes.length &&
          task.attributes.every(({ array }, n) => array === this.attributes[n]);
        if (isOfTask) return encoded;
      }
      return EMPTY;
    }
  }
  class MeshBuilder {
    readonly AddFloatAttribute = add;
    readonly AddUInt8Attribute = add;
    readonly AddUInt16Attribute = add;
    readonly AddUInt32Attribute = add;
    AddFacesToMesh(mesh: object, _faces: number, indices: ArrayLike<number>): void {
      (mesh as Mesh).indices = indices;
    }
  }
  function add(mesh: object, _kind: unknown, _count: number, _size: number, array: GeometryArray) {
    return (mesh as Mesh).attributes.push(array) - 1;
  }
  class DracoInt8Array {
    bytes = EMPTY.bytes;
    GetValue(index: number): number {
      return this.bytes[index]!;
    }
  }
  class ExpertEncoder {
    readonly #mesh: Mesh;
    #encoded = EMPTY;
    constructor(mesh: object) {
      this.#mesh = mesh as Mesh;
    }
    SetAttributeQuantization(): void {}
    SetSpeedOptions(): void {}
    SetTrackEncodedProperties(): void {}
    SetEncodingMethod(): void {}
    EncodeToDracoBuffer(_deduplicate: boolean, buffer: object): number {
      this.#encoded = this.#mesh.encoded();
      (buffer as DracoInt8Array).bytes = this.#encoded.bytes;
      return this.#encoded.bytes.length;
    }
    GetNumberOfEncodedPoints(): number {
      return this.#encoded.points;
    }
    GetNumberOfEncodedFaces(): number {
      return this.#encoded.faces;
    }
  }
  return { Mesh, MeshBuilder, DracoInt8Array, ExpertEncoder, destroy: () => undefined };
}
