import type { UprightMesh } from '../fitting/align-to-body.ts';
import { projectVertices } from '../render/camera.ts';
import { createVisibility, drawVisibility } from '../render/visibility.ts';

/** Pixels of the longer side of the view; a shirt's are a millimetre then. */
const LONGER_SIDE = 768;
/** Empty pixels round the mesh. */
const MARGIN = 4;

/** A mesh seen straight from the front, without perspective. */
export interface FrontView {
  readonly width: number;
  readonly height: number;
  /** Pixels a unit of the mesh. */
  readonly scale: number;
  /** Pixel place of a point of the mesh is `(left + scale x, top - scale y)`. */
  readonly left: number;
  readonly top: number;
  /** Largest z at each pixel's middle; -Infinity where the mesh is not. */
  readonly nearest: Float32Array;
}

export function viewFromFront(mesh: UprightMesh): FrontView {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  mesh.positions.forEach((value, i) => {
    low[i % 3] = Math.min(low[i % 3]!, value);
    high[i % 3] = Math.max(high[i % 3]!, value);
  });
  const [x, y, z] = [0, 1, 2].map((k) => (low[k]! + high[k]!) / 2) as [number, number, number];
  const extent = Math.max(high[0]! - low[0]!, high[1]! - low[1]!);
  const scale = (LONGER_SIDE - 2 * MARGIN) / extent;
  const width = Math.ceil(scale * (high[0]! - low[0]!)) + 2 * MARGIN;
  const height = Math.ceil(scale * (high[1]! - low[1]!)) + 2 * MARGIN;
  const eye = high[2]! + extent;
  const camera = {
    eye: [x, y, eye],
    target: [x, y, z],
    projection: { kind: 'orthographic', height: height / scale },
  } as const;
  const buffer = createVisibility(width, height);
  const { positions, indices } = mesh;
  const unshaded = new Float32Array(0);
  const drawn = { normals: unshaded, uvs: unshaded, texture: null, doubleSided: true };
  drawVisibility(
    buffer,
    0,
    { positions, indices, ...drawn },
    projectVertices(positions, camera, width, height),
  );
  return {
    width,
    height,
    scale,
    left: width / 2 - scale * x,
    top: height / 2 + scale * y,
    nearest: buffer.nearness.map((nearness) => nearness + eye),
  };
}
