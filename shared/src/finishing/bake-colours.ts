import type { UprightMesh } from '../fitting/align-to-body.ts';
import { type CancelSignal, throwIfCancelled } from '../job/context.ts';
import { indexBody, surfacePoint } from '../mesh/closest-point.ts';
import { answerOf, askInChunks, POINTS_PER_QUERY } from '../triplane/ask-in-chunks.ts';
import { colourBytes } from '../triplane/colour-bytes.ts';
import type { ColourDecoder, GeneratedMesh } from '../triplane/generated-mesh.ts';
import { type Texels, writeAtTexels } from './texels.ts';

/** Where a generator's colours come from. */
export interface ColourSource {
  /** As it was generated, with a colour at each vertex. */
  readonly mesh: GeneratedMesh;
  readonly colourAt: ColourDecoder | null;
}

export interface BakeOptions {
  readonly signal: CancelSignal;
  readonly onShare: (share: number) => void;
}

/**
 * The generator's own colour at every texel: asked of its network where it has one for any place, else that of the
 * nearest point of its mesh, between the colours of the vertices there.
 *
 * @param surface What the texels lie on, in the place of the generated mesh.
 * @returns Red, green, blue of each texel.
 * @throws {CancelledError} between two parts.
 */
export async function bakeColours(
  { mesh, colourAt }: ColourSource,
  surface: UprightMesh,
  texels: Texels,
  { signal, onShare }: BakeOptions,
): Promise<Uint8Array> {
  const count = texels.pixels.length;
  const colours = new Uint8Array(3 * count);
  const nearest = colourAt ?? colourOfNearest(mesh, signal);
  await askInChunks({
    count,
    perQuery: POINTS_PER_QUERY,
    pointsEach: 1,
    write: (first, part, into) =>
      writeAtTexels(texels, surface.indices, surface.positions, first, part, into),
    ask: async (points, first, part) => {
      const answer = answerOf('colours', await nearest(points), 3 * part);
      colours.set(colourBytes(answer), 3 * first);
    },
    signal,
    onShare,
  });
  return colours;
}

/** Points asked about between two looks at the signal. */
const POINTS_PER_LOOK = 16_384;

function colourOfNearest(mesh: GeneratedMesh, signal: CancelSignal): ColourDecoder {
  const { positions, indices, colours } = mesh;
  const index = indexBody(positions, indices);
  const found = surfacePoint();
  return async (points) => {
    const answer = new Float32Array(points.length);
    for (let i = 0; i < points.length; i += 3) {
      if (i % (3 * POINTS_PER_LOOK) === 0) throwIfCancelled(signal);
      index.closestPoint(points[i]!, points[i + 1]!, points[i + 2]!, Infinity, found);
      for (let k = 0; k < 3; k++) {
        let value = 0;
        for (let corner = 0; corner < 3; corner++) {
          const v = indices[3 * found.triangle + corner]!;
          value += found.weights[corner]! * colours[3 * v + k]!;
        }
        // Half a byte more, for they are cut off and not rounded.
        answer[i + k] = (value + 0.5) / 255;
      }
    }
    return answer;
  };
}
