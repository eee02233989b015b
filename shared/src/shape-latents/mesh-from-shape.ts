import { marchingCubes } from '../isosurface/marching-cubes.ts';
import { findSurfaceCells } from '../isosurface/surface-cells.ts';
import { answerOf, askInChunks } from '../triplane/ask-in-chunks.ts';
import { colourMesh, type DecodeOptions, type GeneratedMesh } from '../triplane/generated-mesh.ts';

/** What the network of a shape gives of a point: distance, positive inside, then red, green, blue in 0..1. */
export const SHAPE_VALUES = 4;

export interface ShapeDecoder {
  /** SHAPE_VALUES for each point; places in the generator's axes, z up, within ±1. */
  values(points: Float32Array): Promise<Float32Array>;
  /** How fine its grid is: it is asked for a whole layer at a time. */
  readonly pointsPerAxis: number;
}

/** Half the box that Shap-E's shapes lie in. */
const HALF = 1;
/** Of the points around the grid that close the shape off at its box; negative is outside for Shap-E. */
const OUTSIDE = -1;

/**
 * Decodes Shap-E's network of a shape to a coloured closed mesh by marching cubes. As in the reference a layer of
 * points that are outside is put around the grid; unlike there points keep their places, where it spreads
 * the larger grid over the same box (a mesh smaller by 127 / 129 and colours asked beside its surface).
 *
 * @throws {InputError} `shape-empty` when no point is inside.
 * @throws {CancelledError} between two layers and within the extraction.
 */
export async function meshFromShape(
  decoder: ShapeDecoder,
  options: DecodeOptions,
): Promise<GeneratedMesh> {
  const { pointsPerAxis } = decoder;
  const { signal, onProgress } = options;
  const axis = paddedAxis(pointsPerAxis);
  const padded = axis.length;
  // Our fields are negative inside.
  const field = new Float32Array(padded ** 3).fill(-OUTSIDE);
  const layer = pointsPerAxis ** 2;
  await askInChunks({
    count: pointsPerAxis,
    perQuery: 1,
    pointsEach: layer,
    write: (i, _, into) => writeLayer(axis, i + 1, into),
    async ask(points, i) {
      const values = answerOf('field', await decoder.values(points), SHAPE_VALUES * layer);
      let from = 0;
      for (let j = 1; j <= pointsPerAxis; j++) {
        const row = ((i + 1) * padded + j) * padded;
        for (let k = 1; k <= pointsPerAxis; k++, from += SHAPE_VALUES) {
          field[row + k] = -values[from]!;
        }
      }
    },
    signal,
    onShare: (share) => onProgress?.('field', share),
  });
  const surface = findSurfaceCells(field, padded - 1, signal);
  return colourMesh(
    marchingCubes({ surface, field, axis }, signal),
    shapeColours(decoder, layer),
    options,
  );
}

/** Red, green, blue at any number of places, asked in parts of one length, the last filled up. */
export function shapeColours(
  { values }: ShapeDecoder,
  perQuery: number,
): (points: Float32Array) => Promise<Float32Array> {
  return async (points) => {
    const colours = new Float32Array(points.length);
    const part = new Float32Array(3 * perQuery);
    for (let first = 0; first < points.length; first += part.length) {
      const taken = points.subarray(first, first + part.length);
      part.set(taken);
      const answer = answerOf('field', await values(part), SHAPE_VALUES * perQuery);
      for (let n = 0; n < taken.length / 3; n++) {
        for (let c = 0; c < 3; c++) {
          colours[first + 3 * n + c] = answer[SHAPE_VALUES * n + 1 + c]!;
        }
      }
    }
    return colours;
  };
}

/**
 * The grid's coordinates from -1 to 1 with one more beyond each end. In single precision step by step as in the
 * reference: the network's highest octave makes 1e-3 radians of the last bit.
 */
function paddedAxis(pointsPerAxis: number): Float32Array {
  const { fround } = Math;
  return Float32Array.from({ length: pointsPerAxis + 2 }, (_, i) => {
    const share = fround((i - 1) / (pointsPerAxis - 1));
    return fround(share * (2 * HALF)) - HALF;
  });
}

/** All places of one layer of the inner grid, y slower than z. */
function writeLayer(axis: Float32Array, i: number, into: Float32Array): void {
  let at = 0;
  for (let j = 1; j < axis.length - 1; j++) {
    for (let k = 1; k < axis.length - 1; k++) {
      into[at++] = axis[i]!;
      into[at++] = axis[j]!;
      into[at++] = axis[k]!;
    }
  }
}
