import type { Quality } from '../garment/vocabulary.ts';
import type { RgbaImage } from '../image/image.ts';
import { marchingCubes } from '../isosurface/marching-cubes.ts';
import { findSurfaceCells } from '../isosurface/surface-cells.ts';
import { type CancelSignal, throwIfCancelled } from '../job/context.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { checkedValues } from '../networks/checked-values.ts';
import type { GraphTensor } from '../networks/graph-runner.ts';
import { tensorSides } from '../networks/tensor-sides.ts';
import { cutByMask } from '../pixel-aligned/cut-by-mask.ts';
import { octreeAxis, octreeField } from '../pixel-aligned/octree-field.ts';
import { type PersonSquare, personPicture, personSquare } from '../pixel-aligned/person-square.ts';
import type { GeneratedMesh } from '../triplane/generated-mesh.ts';
import type { InstalledModel } from './model-port.ts';
import type { NeuralGenerator } from './neural-generator.ts';

/** Of models/generator-models.json. */
export const PIFUHD_MODEL = 'pifuhd';

/** Pixels of the larger picture that a point of the grid stands for: 512 points an axis for 1024 px, and 256. */
const PIXELS_PER_POINT: Readonly<Record<Quality, number>> = { low: 4, med: 2 };

/** Occupancy at the surface. */
const SURFACE = 0.5;
/** It has no colours: the photo is projected on the mesh by whoever finishes it. */
const GRAY = 128;

/** Shares of the time, about. */
const NORMALS_MADE = 0.15;
const FEATURES_MADE = 0.25;
const FIELD_MADE = 0.97;

/**
 * A dressed person's surface by PIFuHD (Saito et al. 2020, arXiv 2004.00452): normals of both sides, features of
 * two sizes, occupancy on a grid, marching cubes. One closed surface of body and clothes; with
 * `options.garment` the part of it that this garment covers, cut straight through (docs/decisions/0407). Facts and limits:
 * docs/models.md. There is no chance in it: seeds change nothing.
 */
export const pifuhd: NeuralGenerator = {
  name: 'pifuhd',
  async generate(photo, { quality, garment }, models, context) {
    const { signal, log } = context;
    if (garment && (garment.width !== photo.width || garment.height !== photo.height)) {
      throw new RangeError(
        `The garment's mask must be as large as the photo, ${photo.width} x ${photo.height}; it is ${garment.width} x ${garment.height}.`,
      );
    }
    const progress = (fraction: number) => context.progress('reconstruct', fraction);
    const model = await models.open(PIFUHD_MODEL);
    const square = personSquare(photo);
    try {
      const features = await seePerson(photo, square, model, signal, progress);
      progress(FEATURES_MADE);
      const pointsPerAxis = features.side / PIXELS_PER_POINT[quality];
      const person = await personMesh(features, pointsPerAxis, model, signal, progress);
      const mesh = garment ? cutByMask(person, garment, square) : person;
      log(
        garment
          ? JOB_LINES.trianglesInMask(mesh.indices.length / 3, person.indices.length / 3)
          : JOB_LINES.wholePerson(),
      );
      progress(1);
      return { mesh, views: [], colourAt: null, close: async () => {} };
    } finally {
      await model.graphs.release(GRAPHS);
    }
  },
};

const GRAPHS = [
  'normal_front',
  'normal_back',
  'coarse_features',
  'fine_features',
  'occupancy',
] as const;

/** What the occupancy of a point is read from. */
interface Features {
  readonly coarse: GraphTensor;
  readonly fine: GraphTensor;
  /** Of the larger picture, pixels. */
  readonly side: number;
}

/** Each network is let go once it has looked. */
async function seePerson(
  photo: RgbaImage,
  square: PersonSquare,
  { manifest, graphs }: InstalledModel,
  signal: CancelSignal,
  progress: (fraction: number) => void,
): Promise<Features> {
  const side = tensorSides(manifest, 'fine_features', 'picture', 4)[2]!;
  const small = tensorSides(manifest, 'normal_front', 'picture', 4);
  const picture = { data: personPicture(photo, square, small[2]!), dims: small };
  async function look(
    graph: (typeof GRAPHS)[number],
    inputs: Readonly<Record<string, GraphTensor>>,
    output: string,
  ): Promise<GraphTensor> {
    throwIfCancelled(signal);
    const dims = tensorSides(manifest, graph, output, 4);
    const values = await graphs.run(graph, inputs, output);
    await graphs.release([graph]);
    const length = dims.reduce((product, one) => product * one);
    return { data: checkedValues(`${graph}’s ${output}`, values, length), dims };
  }

  const front = await look('normal_front', { picture }, 'normals');
  progress(NORMALS_MADE / 2);
  const back = await look('normal_back', { picture }, 'normals');
  progress(NORMALS_MADE);
  const both = new Float32Array(2 * front.data.length);
  both.set(front.data);
  both.set(back.data, front.data.length);
  const normals = { data: both, dims: [1, 2 * front.dims[1]!, ...front.dims.slice(2)] };
  const coarse = await look('coarse_features', { picture, normals }, 'features');
  const large = { data: personPicture(photo, square, side), dims: [1, 3, side, side] };
  const fine = await look('fine_features', { picture: large, normals }, 'features');
  return { coarse, fine, side };
}

async function personMesh(
  { coarse, fine }: Features,
  pointsPerAxis: number,
  { graphs }: InstalledModel,
  signal: CancelSignal,
  progress: (fraction: number) => void,
): Promise<GeneratedMesh> {
  const field = await octreeField({
    pointsPerAxis,
    ask: (points) =>
      graphs.run(
        'occupancy',
        { coarse, fine, points: { data: points, dims: [1, points.length / 3, 3] } },
        'occupancy',
      ),
    signal,
    progress: (share) => progress(FEATURES_MADE + share * (FIELD_MADE - FEATURES_MADE)),
  });
  await graphs.release(['occupancy']);
  // Our fields are negative inside.
  for (let at = 0; at < field.length; at++) field[at] = SURFACE - field[at]!;
  closeOff(field, pointsPerAxis);
  const surface = findSurfaceCells(field, pointsPerAxis - 1, signal);
  const mesh = marchingCubes({ surface, field, axis: octreeAxis(pointsPerAxis) }, signal);
  const { positions, indices } = mesh;
  // The network's y is down, as pictures are: mirrored, so that triangles are turned over too.
  for (let at = 1; at < positions.length; at += 3) positions[at] = -positions[at]!;
  for (let t = 0; t < indices.length; t += 3) {
    const second = indices[t + 1]!;
    indices[t + 1] = indices[t + 2]!;
    indices[t + 2] = second;
  }
  return { ...mesh, colours: new Uint8Array(positions.length).fill(GRAY) };
}

/** Puts the first layer along each axis outside, as the last one is, so that what reaches the box is closed there. */
function closeOff(field: Float32Array, points: number): void {
  for (let a = 0; a < points; a++) {
    for (let b = 0; b < points; b++) {
      field[a * points + b] = SURFACE;
      field[a * points * points + b] = SURFACE;
      field[(a * points + b) * points] = SURFACE;
    }
  }
}
