import type { RgbaImage } from '../image/image.ts';
import { gatherVectors } from '../mesh/gather-vectors.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';
import { weldMesh } from '../mesh/weld-mesh.ts';
import type { DrawnMesh } from '../render/camera.ts';
import { renderDressed, STUDIO, VIEWS } from '../render/render-dressed.ts';
import type { DecodedMesh } from '../report/decoded-fitted.ts';
import { type MapScale, NO_VALUE, stepOf } from './map-scales.ts';

/** One of the three pictures side by side, pixels. */
const VIEW_WIDTH = 360;
const VIEW_HEIGHT = 480;
/** Texels of one step: sampling blends at a step's edge over one of them. */
const STEP_TEXELS = 32;

/** A worn garment and what a map says of it: one value a file vertex. */
export interface MappedGarment {
  readonly garment: DecodedMesh;
  readonly values: Float32Array;
}

/**
 * Worn garments from the front, side and back, painted with a map's colours on a plain body.
 *
 * @returns 1080 x 480 pixels.
 */
export function drawMap(
  avatar: DecodedMesh,
  garments: readonly MappedGarment[],
  scale: MapScale,
): RgbaImage {
  const meshes: DrawnMesh[] = [
    {
      ...smoothed(avatar),
      uvs: new Float32Array((2 * avatar.positions.length) / 3),
      texture: null,
      doubleSided: false,
    },
    ...garments.map(({ garment, values }) => ({
      ...smoothed(garment),
      uvs: rampCoordinates(values, scale),
      texture: colorRamp(scale),
      doubleSided: true,
    })),
  ];
  const width = VIEWS.length * VIEW_WIDTH;
  const out = {
    width,
    height: VIEW_HEIGHT,
    data: new Uint8ClampedArray(4 * width * VIEW_HEIGHT),
  };
  for (const [i, view] of VIEWS.entries()) {
    const picture = renderDressed(meshes, view, VIEW_WIDTH, VIEW_HEIGHT, STUDIO);
    for (let row = 0; row < VIEW_HEIGHT; row++) {
      const line = picture.data.subarray(4 * row * VIEW_WIDTH, 4 * (row + 1) * VIEW_WIDTH);
      out.data.set(line, 4 * (row * width + i * VIEW_WIDTH));
    }
  }
  return out;
}

/** Normals over texture seams, as the file's own. */
function smoothed({ positions, indices }: DecodedMesh) {
  const welded = weldMesh({ positions, indices });
  const normals = vertexNormals(welded.positions, welded.indices);
  return { positions, indices, normals: gatherVectors(normals, welded.weldedOf) };
}

/** The scale as a texture, with one step more for what has no value: steps stay sharp between vertices. */
function colorRamp({ colors }: MapScale): RgbaImage {
  const steps = [...colors, NO_VALUE];
  const width = steps.length * STEP_TEXELS;
  const data = new Uint8ClampedArray(4 * width);
  for (let x = 0; x < width; x++) data.set([...steps[Math.floor(x / STEP_TEXELS)]!, 255], 4 * x);
  return { width, height: 1, data };
}

function rampCoordinates(values: Float32Array, scale: MapScale): Float32Array {
  const { from } = scale;
  const uvs = new Float32Array(2 * values.length);
  for (let v = 0; v < values.length; v++) {
    const value = values[v]!;
    const step = stepOf(scale, value) ?? from.length;
    const start = from[step] ?? 0;
    // The last step has no end: it is as long as the one before.
    const end = from[step + 1] ?? 2 * start - (from[step - 1] ?? 0);
    const inside = Number.isNaN(value) ? 0.5 : (value - start) / (end - start);
    uvs[2 * v] = (step + Math.min(0.98, Math.max(0.02, inside))) / (from.length + 1);
    uvs[2 * v + 1] = 0.5;
  }
  return uvs;
}
