import type { IsosurfaceMesh } from '../isosurface/isosurface-mesh.ts';
import type { CancelSignal } from '../job/context.ts';
import { answerOf, askInChunks, POINTS_PER_QUERY } from './ask-in-chunks.ts';
import { colourBytes } from './colour-bytes.ts';
import { toWearerAxes } from './wearer-axes.ts';

/**
 * What a triplane decodes to. Axes as the product's (y up, z front, x the wearer's left), unit and place as
 * the generator's.
 */
export interface GeneratedMesh extends IsosurfaceMesh {
  /** Red, green, blue of each vertex. */
  readonly colours: Uint8Array;
}

/** Asks for a colour at places of the generator's own axes, 0..1 red, green, blue. */
export type ColourDecoder = (points: Float32Array) => Promise<Float32Array>;

/** The steps of decoding, for progress. */
export type DecodeStep = 'field' | 'weights' | 'colours';

export interface DecodeOptions {
  readonly signal: CancelSignal;
  /** Told within each step which share of it is done. */
  readonly onProgress?: (step: DecodeStep, share: number) => void;
}

/** Colours the vertices at their final places, then turns the mesh to the product's axes (in place). */
export async function colourMesh(
  mesh: IsosurfaceMesh,
  decodeColours: ColourDecoder,
  { signal, onProgress }: DecodeOptions,
): Promise<GeneratedMesh> {
  const { positions } = mesh;
  const colours = new Uint8Array(positions.length);
  await askInChunks({
    count: positions.length / 3,
    perQuery: POINTS_PER_QUERY,
    pointsEach: 1,
    write: (first, count, into) => into.set(positions.subarray(3 * first, 3 * (first + count))),
    ask: async (points, first, count) => {
      const answer = answerOf('colours', await decodeColours(points), 3 * count);
      colours.set(colourBytes(answer), 3 * first);
    },
    signal,
    onShare: (share) => onProgress?.('colours', share),
  });
  return { ...mesh, positions: toWearerAxes(positions), colours };
}
