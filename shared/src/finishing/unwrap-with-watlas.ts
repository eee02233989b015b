import type { UprightMesh } from '../fitting/align-to-body.ts';
import type { UnwrapOptions, UnwrappedMesh, Unwrapper } from './unwrap.ts';

/** What is used of watlas, xatlas (Young 2018, after Thekla's) in WebAssembly. */
export interface WatlasModule {
  Initialize(): Promise<void>;
  readonly Atlas: new () => WatlasAtlas;
}

interface WatlasAtlas {
  addMesh(mesh: {
    readonly vertexPositionData: Float32Array;
    readonly vertexCount: number;
    readonly vertexPositionStride: number;
    readonly indexData: Uint32Array;
    readonly indexCount: number;
  }): void;
  computeCharts(options: {
    readonly maxCost: number;
    readonly normalSeamWeight: number;
    readonly maxIterations: number;
  }): void;
  packCharts(options: {
    readonly resolution: number;
    readonly padding: number;
    readonly bilinear: boolean;
  }): void;
  getMesh(index: number): {
    readonly vertexCount: number;
    readonly indexCount: number;
    getIndexArray(into: Uint32Array): boolean;
    getVertex(index: number): {
      readonly uv: readonly number[];
      readonly xref: number;
      /** -1: its triangles are in no chart. */
      readonly chartIndex: number;
    };
  };
  readonly width: number;
  readonly height: number;
  readonly chartCount: number;
  readonly atlasCount: number;
  delete(): void;
}

/**
 * Few and large charts: four times xatlas' own cost limit, and creases cut no sooner than smooth cloth. A shirt of
 * 16,000 triangles gets 33 charts instead of 260, with 64 % of the texture used instead of 72 %; each cut costs
 * sharpness when the mesh is opened and gets new triangles.
 */
const CHARTS = { maxCost: 8, normalSeamWeight: 1, maxIterations: 1 };

/** @param load Gives the library, for example `() => import('watlas')`. */
export function unwrapWithWatlas(load: () => Promise<WatlasModule>): Unwrapper {
  return async (mesh, options) => {
    const watlas = await load();
    await watlas.Initialize();
    const atlas = new watlas.Atlas();
    try {
      return unwrapped(atlas, mesh, options);
    } finally {
      atlas.delete();
    }
  };
}

function unwrapped(
  atlas: WatlasAtlas,
  { positions, indices }: UprightMesh,
  { size, gutter }: UnwrapOptions,
): UnwrappedMesh {
  atlas.addMesh({
    vertexPositionData: positions,
    vertexCount: positions.length / 3,
    vertexPositionStride: 3 * positions.BYTES_PER_ELEMENT,
    indexData: indices,
    indexCount: indices.length,
  });
  atlas.computeCharts(CHARTS);
  atlas.packCharts({ resolution: size, padding: gutter, bilinear: true });
  // The side is the packer's estimate, some 20 % off: the square that holds all becomes the texture.
  const side = Math.max(atlas.width, atlas.height);
  const made = atlas.getMesh(0);
  const corners = new Uint32Array(made.indexCount);
  made.getIndexArray(corners);
  const vertexOf = new Uint32Array(made.vertexCount);
  const uvs = new Float32Array(2 * made.vertexCount);
  const isLeft = new Uint8Array(made.vertexCount);
  for (let v = 0; v < made.vertexCount; v++) {
    const { uv, xref, chartIndex } = made.getVertex(v);
    vertexOf[v] = xref;
    isLeft[v] = chartIndex < 0 ? 1 : 0;
    uvs[2 * v] = uv[0]! / side;
    uvs[2 * v + 1] = uv[1]! / side;
  }
  if (
    corners.length !== indices.length ||
    atlas.atlasCount !== 1 ||
    corners.some((v, corner) => vertexOf[v] !== indices[corner])
  ) {
    throw new RangeError(
      `The unwrapping gave ${corners.length / 3} other triangles on ${atlas.atlasCount} textures of a mesh of ${indices.length / 3}.`,
    );
  }
  placeLeft(isLeft, vertexOf, corners, uvs);
  return { vertexOf, uvs, indices: corners, charts: atlas.chartCount };
}

/** Triangles too thin for a chart get one place of it, that of a neighbour at one of their corners. */
function placeLeft(
  isLeft: Uint8Array,
  vertexOf: Uint32Array,
  indices: Uint32Array,
  uvs: Float32Array,
): void {
  if (!isLeft.includes(1)) return;
  const placed = new Map<number, number>();
  vertexOf.forEach((source, v) => {
    if (!isLeft[v]) placed.set(source, v);
  });
  for (let t = 0; t < indices.length; t += 3) {
    const corners = indices.subarray(t, t + 3);
    if (!isLeft[corners[0]!]) continue;
    const beside = [...corners].map((v) => placed.get(vertexOf[v]!)).find((v) => v !== undefined);
    if (beside === undefined) continue;
    for (const v of corners) uvs.copyWithin(2 * v, 2 * beside, 2 * beside + 2);
  }
}
