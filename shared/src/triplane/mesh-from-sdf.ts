import { CORNER_COUNT } from '../isosurface/cube.ts';
import { flexiCubes, WEIGHTS_PER_CELL } from '../isosurface/flexicubes.ts';
import { findSurfaceCells, type SurfaceCells } from '../isosurface/surface-cells.ts';
import { answerOf, askInChunks, CELLS_PER_QUERY, POINTS_PER_QUERY } from './ask-in-chunks.ts';
import { boundDeformation } from './bound-deformation.ts';
import {
  type ColourDecoder,
  colourMesh,
  type DecodeOptions,
  type GeneratedMesh,
} from './generated-mesh.ts';
import { gridAxis, INSTANT_MESH_GRID } from './grid-axis.ts';
import { writeCellCorners, writeGridPoints } from './grid-points.ts';

/** InstantMesh's heads on one triplane. Points are xyz triples in the generator's axes and unit. */
export interface SdfDecoder {
  /** Signed distance (negative inside) and raw deformation (xyz triples) at each point. */
  distances(points: Float32Array): Promise<{ sdf: Float32Array; deformation: Float32Array }>;
  /** WEIGHTS_PER_CELL values for each cell, of its eight corners in their order; already times 0.1. */
  weights(corners: Float32Array): Promise<Float32Array>;
  readonly colours: ColourDecoder;
}

/**
 * Decodes InstantMesh's triplane to a coloured mesh: distances on the whole grid, then weights at the cells that
 * the surface passes through and nowhere else, FlexiCubes, and colours at the vertices. Beside the decoder's
 * own memory it takes 17 bytes a grid point: 36 MB at 128 cells.
 *
 * @throws {InputError} `shape-empty` when there is no surface within the box.
 * @throws {CancelledError} between two queries and within the extraction.
 */
export async function meshFromSdf(
  decoder: SdfDecoder,
  options: DecodeOptions,
  grid: { readonly cellsPerAxis: number; readonly scale: number } = INSTANT_MESH_GRID,
): Promise<GeneratedMesh> {
  const { signal, onProgress } = options;
  const axis = gridAxis(grid.cellsPerAxis, grid.scale);
  const field = new Float32Array(axis.length ** 3);
  const deformation = new Float32Array(3 * field.length);
  await askInChunks({
    count: field.length,
    perQuery: POINTS_PER_QUERY,
    pointsEach: 1,
    write: (first, count, into) => writeGridPoints(axis, first, count, into),
    ask: async (points, first, count) => {
      const answer = await decoder.distances(points);
      field.set(answerOf('sdf', answer.sdf, count), first);
      deformation.set(answerOf('deformation', answer.deformation, 3 * count), 3 * first);
    },
    signal,
    onShare: (share) => onProgress?.('field', share),
  });
  const surface = findSurfaceCells(field, grid.cellsPerAxis, signal);
  boundDeformation(deformation, surface);
  const weights = await weightsAt(decoder, axis, surface, options);
  const mesh = flexiCubes({ surface, field, axis, deformation, weights }, signal);
  return colourMesh(mesh, decoder.colours, options);
}

async function weightsAt(
  decoder: SdfDecoder,
  axis: Float32Array,
  surface: SurfaceCells,
  { signal, onProgress }: DecodeOptions,
): Promise<Float32Array> {
  const weights = new Float32Array(WEIGHTS_PER_CELL * surface.cells.length);
  await askInChunks({
    count: surface.cells.length,
    perQuery: CELLS_PER_QUERY,
    pointsEach: CORNER_COUNT,
    write: (first, count, into) => writeCellCorners(axis, surface, first, count, into),
    ask: async (corners, first, count) => {
      const answer = await decoder.weights(corners);
      weights.set(answerOf('weights', answer, WEIGHTS_PER_CELL * count), WEIGHTS_PER_CELL * first);
    },
    signal,
    onShare: (share) => onProgress?.('weights', share),
  });
  return weights;
}
