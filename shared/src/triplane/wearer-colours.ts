import type { CancelSignal } from '../job/context.ts';
import { answerOf, askInChunks, POINTS_PER_QUERY } from './ask-in-chunks.ts';
import type { ColourDecoder } from './generated-mesh.ts';
import { fromWearerAxes } from './wearer-axes.ts';

/** A decoder that is asked in the axes of the finished mesh, for any number of places at once. */
export function wearerColours(decode: ColourDecoder, signal: CancelSignal): ColourDecoder {
  return async (points) => {
    const colours = new Float32Array(points.length);
    await askInChunks({
      count: points.length / 3,
      perQuery: POINTS_PER_QUERY,
      pointsEach: 1,
      write: (first, count, into) =>
        into.set(fromWearerAxes(points.subarray(3 * first, 3 * (first + count)))),
      ask: async (part, first, count) => {
        colours.set(answerOf('colours', await decode(part), 3 * count), 3 * first);
      },
      signal,
    });
    return colours;
  };
}
