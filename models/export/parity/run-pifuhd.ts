/**
 * Our side of pifuhd.py: `node run-pifuhd.ts FOLDER` reads job.json and raw arrays from the exported model's folder, writes what our code and the
 * graphs make of them there, and prints the square and how many points the octree asked for.
 */
import { tensorSides } from '@fitroom/shared/networks/tensor-sides';
import { octreeField } from '@fitroom/shared/pixel-aligned/octree-field';
import { personPicture, personSquare } from '@fitroom/shared/pixel-aligned/person-square';
import { openExport, openJobFolder } from './job-folder.ts';

interface Job {
  readonly width: number;
  readonly height: number;
  readonly resolution: number;
}

const { folder, job, bytes, floats, write: keep } = openJobFolder<Job>();
const { manifest, graphs } = openExport(folder);
const write = (name: string, values: Float32Array) => {
  keep(name, values);
  return values;
};
const sides = (graph: string, tensor: string) => tensorSides(manifest, graph, tensor, 4);

const photo = { width: job.width, height: job.height, data: bytes('photo') };
const square = personSquare(photo);
write('picture-512', personPicture(photo, square, 512));
const smallDims = sides('normal_front', 'picture');
const picture = {
  data: write('small', personPicture(photo, square, smallDims[2]!)),
  dims: smallDims,
};
const largeDims = sides('fine_features', 'picture');
const large = {
  data: write('large', personPicture(photo, square, largeDims[2]!)),
  dims: largeDims,
};

const front = write('front', await graphs.run('normal_front', { picture }, 'normals'));
const back = write('back', await graphs.run('normal_back', { picture }, 'normals'));
const both = new Float32Array(2 * front.length);
both.set(front);
both.set(back, front.length);
const normals = { data: both, dims: sides('coarse_features', 'normals') };
const coarse = {
  data: write('coarse', await graphs.run('coarse_features', { picture, normals }, 'features')),
  dims: sides('coarse_features', 'features'),
};
const fine = {
  data: write('fine', await graphs.run('fine_features', { picture: large, normals }, 'features')),
  dims: sides('fine_features', 'features'),
};
const data = floats('points');
const points = { data, dims: [1, data.length / 3, 3] };
write('occupancy', await graphs.run('occupancy', { coarse, fine, points }, 'occupancy'));

/** The ball and the flat part of pifuhd.py. */
function solid(x: number, y: number, z: number): number {
  const ball = 0.5 + 4 * (0.25 - (x * x + y * y + z * z));
  const slab = 0.5 + 8 * (0.125 - Math.abs(y + 0.5));
  return Math.min(1, Math.max(0, ball, slab));
}
let asked = 0;
const field = await octreeField({
  pointsPerAxis: job.resolution,
  async ask(places) {
    asked += places.length / 3;
    const values = new Float32Array(places.length / 3);
    for (let n = 0; n < values.length; n++) {
      values[n] = solid(places[3 * n]!, places[3 * n + 1]!, places[3 * n + 2]!);
    }
    return values;
  },
  signal: { aborted: false },
});
write('field', field);
console.log(JSON.stringify({ square: [square.left, square.top, square.side], asked }));
