/**
 * Our side of flexicubes.py: `node run-flexicubes.ts FOLDER CELLS RUNS` reads axis, field, deformation and weights (raw float32)
 * from the folder, writes cells, positions and indices there and prints JSON: wall milliseconds of each run, and processor milliseconds a run, compiling included.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flexiCubes } from '@fitroom/shared/isosurface/flexicubes';
import { findSurfaceCells } from '@fitroom/shared/isosurface/surface-cells';

const [folder, cellsPerAxis, runs] = process.argv.slice(2);
if (!folder || !cellsPerAxis || !runs)
  throw new Error('Usage: run-flexicubes.ts FOLDER CELLS RUNS');
const floats = (name: string) => {
  const bytes = readFileSync(join(folder, name));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};
const field = floats('field');
const rest = {
  axis: floats('axis'),
  deformation: floats('deformation'),
  weights: floats('weights'),
};
const never = { aborted: false };
const times: number[] = [];
const before = process.cpuUsage();
for (let run = 0; run < Number(runs); run++) {
  const start = performance.now();
  const surface = findSurfaceCells(field, Number(cellsPerAxis), never);
  const mesh = flexiCubes({ surface, field, ...rest }, never);
  times.push(performance.now() - start);
  if (run < Number(runs) - 1) continue;
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ times, cpu: (user + system) / 1000 / Number(runs) }));
  writeFileSync(join(folder, 'cells'), surface.cells);
  writeFileSync(join(folder, 'positions'), mesh.positions);
  writeFileSync(join(folder, 'indices'), mesh.indices);
}
