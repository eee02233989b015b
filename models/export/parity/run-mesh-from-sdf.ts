/**
 * Our side of instant_mesh_tail.py: `node run-mesh-from-sdf.ts FOLDER CELLS` reads the reference's grid (verts, cubes) and its heads'
 * answers (sdf, raw, weights; rgb once there is one), and writes positions, indices, colours and the points whose colour was asked for.
 * Prints how many points were not the reference's.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WEIGHTS_PER_CELL } from '@fitroom/shared/isosurface/flexicubes';
import { gridAxis } from '@fitroom/shared/triplane/grid-axis';
import { meshFromSdf, type SdfDecoder } from '@fitroom/shared/triplane/mesh-from-sdf';

const [folder, cellsText] = process.argv.slice(2);
if (!folder || !cellsText) throw new Error('Usage: run-mesh-from-sdf.ts FOLDER CELLS');
const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, name))).slice().buffer;
const floats = (name: string) => new Float32Array(bytes(name));
const grid = { cellsPerAxis: Number(cellsText), scale: 2.1 };
const verts = floats('verts');
const cubes = new Int32Array(bytes('cubes'));
const [sdf, raw, weights] = [floats('sdf'), floats('raw'), floats('weights')];
const rgb = existsSync(join(folder, 'rgb')) ? floats('rgb') : null;

const numberOnAxis = new Map([...gridAxis(grid.cellsPerAxis, grid.scale)].map((x, i) => [x, i]));
let strange = 0;

/** Number of the cell whose first corner a point is, or of the grid point itself. */
function numberOf(points: Float32Array, at: number, perAxis: number): number {
  const places = [0, 1, 2].map((k) => numberOnAxis.get(points[at + k]!) ?? Number.NaN);
  return (places[0]! * perAxis + places[1]!) * perAxis + places[2]!;
}

function compare(points: Float32Array, at: number, point: number): void {
  for (let k = 0; k < 3; k++) if (points[at + k] !== verts[3 * point + k]) strange++;
}

const asked: number[] = [];
const decoder: SdfDecoder = {
  distances: async (points) => {
    const first = numberOf(points, 0, grid.cellsPerAxis + 1);
    const count = points.length / 3;
    for (let n = 0; n < count; n++) compare(points, 3 * n, first + n);
    return {
      sdf: sdf.subarray(first, first + count),
      deformation: raw.subarray(3 * first, 3 * (first + count)),
    };
  },
  weights: async (corners) => {
    const answer = new Float32Array((corners.length / 24) * WEIGHTS_PER_CELL);
    for (let n = 0; n < corners.length / 24; n++) {
      const cell = numberOf(corners, 24 * n, grid.cellsPerAxis);
      for (let c = 0; c < 8; c++) compare(corners, 24 * n + 3 * c, cubes[8 * cell + c]!);
      const from = WEIGHTS_PER_CELL * cell;
      answer.set(weights.subarray(from, from + WEIGHTS_PER_CELL), WEIGHTS_PER_CELL * n);
    }
    return answer;
  },
  colours: async (points) => {
    const answer = rgb?.slice(asked.length, asked.length + points.length);
    for (const value of points) asked.push(value);
    return answer ?? new Float32Array(points.length);
  },
};
const mesh = await meshFromSdf(decoder, { signal: { aborted: false } }, grid);
writeFileSync(join(folder, 'positions'), mesh.positions);
writeFileSync(join(folder, 'indices'), mesh.indices);
writeFileSync(join(folder, 'colours'), mesh.colours);
writeFileSync(join(folder, 'asked'), Float32Array.from(asked));
console.log(JSON.stringify({ strange }));
