import type { StandInModel } from './stand-in-models.ts';

const [TOKENS, WIDTH, VIEW_SIDE] = [5, 6, 8];
const PLANES = [1, 3, 2, 4, 4];

/** Stands for InstantMesh: whatever the views, a ball of the given radius, gray. */
export function roundInstantMesh(radius: number): StandInModel {
  return {
    graphs: {
      dino_encoder: {
        inputs: { images: ['views', 3, VIEW_SIDE, VIEW_SIDE], cameras: ['views', 16] },
        outputs: { image_tokens: [1, 'tokens', WIDTH] },
        answer: ({ images }) => new Float32Array(images!.dims[0]! * TOKENS * WIDTH),
      },
      triplane: {
        inputs: { image_tokens: [1, 'tokens', WIDTH] },
        outputs: { planes: PLANES },
        answer: () => new Float32Array(PLANES.reduce((product, side) => product * side)),
      },
      sdf_deform: {
        inputs: { planes: PLANES, points: [1, 'points', 3] },
        outputs: { field: [1, 'points', 4] },
        answer: ({ points }) => ballField(points!.data, radius),
      },
      flex_weight: {
        inputs: { planes: PLANES, corner_points: [1, 'corners', 3] },
        outputs: { weight: [1, 'cells', 21] },
        answer: (inputs) => new Float32Array((21 * inputs.corner_points!.data.length) / 24),
      },
      rgb: {
        inputs: { planes: PLANES, points: [1, 'points', 3] },
        outputs: { rgb: [1, 'points', 3] },
        answer: ({ points }) => new Float32Array(points!.data.length).fill(0.5),
      },
    },
  };
}

/** Distance to the ball and no deformation, four values a point. */
function ballField(points: Float32Array, radius: number): Float32Array {
  const field = new Float32Array((4 * points.length) / 3);
  for (let at = 0; at < points.length; at += 3) {
    field[(4 * at) / 3] = Math.hypot(points[at]!, points[at + 1]!, points[at + 2]!) - radius;
  }
  return field;
}
