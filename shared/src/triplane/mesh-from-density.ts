import { writeDensityField } from '../isosurface/density-field.ts';
import { marchingCubes } from '../isosurface/marching-cubes.ts';
import { findSurfaceCells } from '../isosurface/surface-cells.ts';
import { answerOf, askInChunks, POINTS_PER_QUERY } from './ask-in-chunks.ts';
import { densityAxis, TRIPO_SR_GRID } from './density-axis.ts';
import {
  type ColourDecoder,
  colourMesh,
  type DecodeOptions,
  type GeneratedMesh,
} from './generated-mesh.ts';
import { writeGridPoints } from './grid-points.ts';

/** TripoSR's decoder on one triplane. Points are xyz triples in the generator's axes and unit. */
export interface DensityDecoder {
  /** Density after its activation, one value a point. */
  density(points: Float32Array): Promise<Float32Array>;
  readonly colours: ColourDecoder;
}

/**
 * Decodes a density field to a coloured mesh by marching cubes. Beside the decoder's own memory it takes 9 bytes
 * a grid point: 151 MB at TripoSR's 256 points an axis.
 *
 * @throws {InputError} `shape-empty` when the density crosses the threshold nowhere within the box.
 * @throws {CancelledError} between two queries and within the extraction.
 */
export async function meshFromDensity(
  decoder: DensityDecoder,
  options: DecodeOptions,
  grid: {
    readonly pointsPerAxis: number;
    readonly radius: number;
    readonly threshold: number;
  } = TRIPO_SR_GRID,
): Promise<GeneratedMesh> {
  const { signal, onProgress } = options;
  const axis = densityAxis(grid.pointsPerAxis, grid.radius);
  const field = new Float32Array(axis.length ** 3);
  await askInChunks({
    count: field.length,
    perQuery: POINTS_PER_QUERY,
    pointsEach: 1,
    write: (first, count, into) => writeGridPoints(axis, first, count, into),
    ask: async (points, first, count) => {
      const densities = answerOf('density', await decoder.density(points), count);
      writeDensityField(densities, grid.threshold, field, first);
    },
    signal,
    onShare: (share) => onProgress?.('field', share),
  });
  const surface = findSurfaceCells(field, grid.pointsPerAxis - 1, signal);
  return colourMesh(marchingCubes({ surface, field, axis }, signal), decoder.colours, options);
}
