import type { GraphRunner, GraphTensor } from '../networks/graph-runner.ts';
import { answerOf } from '../triplane/ask-in-chunks.ts';
import type { SdfDecoder } from '../triplane/mesh-from-sdf.ts';

/** Graphs that stay open while a mesh is made and coloured. */
export const HEAD_GRAPHS = ['sdf_deform', 'flex_weight', 'rgb'] as const;

/** What `sdf_deform` gives of a point: signed distance, then raw deformation (x, y, z). */
const FIELD_VALUES = 4;

/** InstantMesh's heads over one triplane, by the exporter's names. */
export function sdfDecoder(graphs: GraphRunner, planes: GraphTensor): SdfDecoder {
  const ask = (graph: string, input: string, points: Float32Array, output: string) =>
    graphs.run(
      graph,
      { planes, [input]: { data: points, dims: [1, points.length / 3, 3] } },
      output,
    );
  return {
    async distances(points) {
      const count = points.length / 3;
      const field = answerOf(
        'field',
        await ask('sdf_deform', 'points', points, 'field'),
        FIELD_VALUES * count,
      );
      const sdf = new Float32Array(count);
      const deformation = new Float32Array(3 * count);
      for (let n = 0; n < count; n++) {
        sdf[n] = field[FIELD_VALUES * n]!;
        deformation[3 * n] = field[FIELD_VALUES * n + 1]!;
        deformation[3 * n + 1] = field[FIELD_VALUES * n + 2]!;
        deformation[3 * n + 2] = field[FIELD_VALUES * n + 3]!;
      }
      return { sdf, deformation };
    },
    weights: (corners) => ask('flex_weight', 'corner_points', corners, 'weight'),
    colours: (points) => ask('rgb', 'points', points, 'rgb'),
  };
}
