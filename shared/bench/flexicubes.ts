/**
 * FlexiCubes at 128^3 cells on a shirt-like field (trunk and two sleeves) with random weights and deformation,
 * on one thread: `npm run bench -- flexicubes`. FITROOM_BENCH_RUNS is how many runs the least is taken of
 * (else 15). The time goes from the field to the mesh; the field and the weights are a network's and not counted.
 */
import { cpus, loadavg } from 'node:os';
import { flexiCubes, WEIGHTS_PER_CELL } from '../src/isosurface/flexicubes.ts';
import { marchingCubes } from '../src/isosurface/marching-cubes.ts';
import { findSurfaceCells, type SurfaceCells } from '../src/isosurface/surface-cells.ts';
import { seededRandom } from '../src/math/seeded-random.ts';
import { meshTopology } from '../src/mesh/topology.ts';
import { gridAxis } from '../src/triplane/grid-axis.ts';
import { NEVER, sampleSolid, shirtSolid } from '../test/shapes/solid-fields.ts';

const CELLS = 128;
const TARGET_MS = 100;
const runs = Number(process.env.FITROOM_BENCH_RUNS ?? 15);
const axis = gridAxis(CELLS, 2.1);
const field = sampleSolid(shirtSolid(), axis);
const random = seededRandom(1);
const deformation = Float32Array.from(
  { length: 3 * field.length },
  () => (random() - 0.5) / (2 * CELLS),
);
/** What a network would answer at the surface cells; more than there are. */
const allWeights = Float32Array.from({ length: WEIGHTS_PER_CELL * 20_000 }, () => 2 * random() - 1);

/** Wall time, because the processor time of a thread is counted in ticks that are longer than this takes. */
function timed<T>(make: () => T): { ms: number; made: T } {
  const start = performance.now();
  const made = make();
  return { ms: performance.now() - start, made };
}

console.log(
  `shirt at ${CELLS}^3, wall time on one thread, one core of ${cpus()[0]?.model ?? 'CPU'}, ` +
    `load ${loadavg()[0]!.toFixed(1)} at the start, node ${process.version}`,
);
let failed = false;
for (const [name, make] of [
  [
    'flexicubes',
    (surface: SurfaceCells, weights: Float32Array) =>
      flexiCubes({ surface, field, axis, deformation, weights }, NEVER),
  ],
  ['marching cubes', (surface: SurfaceCells) => marchingCubes({ surface, field, axis }, NEVER)],
] as const) {
  const totals: number[] = [];
  let find = Number.POSITIVE_INFINITY;
  let last = null;
  const before = process.cpuUsage();
  for (let run = 0; run < runs; run++) {
    const found = timed(() => findSurfaceCells(field, CELLS, NEVER));
    const weights = allWeights.subarray(0, WEIGHTS_PER_CELL * found.made.cells.length);
    const meshed = timed(() => make(found.made, weights));
    totals.push(found.ms + meshed.ms);
    find = Math.min(find, found.ms);
    last = { surface: found.made, mesh: meshed.made };
  }
  const { user, system } = process.cpuUsage(before);
  const { surface, mesh } = last!;
  const least = Math.min(...totals);
  const topology = meshTopology(mesh.indices, mesh.positions.length / 3);
  console.log(
    `${name.padEnd(14)} ${surface.cells.length} surface cells, ${mesh.positions.length / 3} vertices, ${mesh.indices.length / 3} faces: ` +
      `first ${totals[0]!.toFixed(0)} ms, median ${totals.toSorted((a, b) => a - b)[runs >> 1]!.toFixed(1)} ms, least ${least.toFixed(1)} ms ` +
      `(${find.toFixed(1)} to find the cells), processor ${((user + system) / 1000 / runs).toFixed(1)} ms a run, compiling included; ` +
      `non-manifold edges ${topology.nonManifoldEdges}, open ${topology.boundaryEdges}, Euler ${topology.eulerNumber}`,
  );
  failed ||= least > TARGET_MS || topology.nonManifoldEdges + topology.boundaryEdges > 0;
}
console.log(
  failed ? `FAILED: more than ${TARGET_MS} ms, or not closed` : `ok: under ${TARGET_MS} ms`,
);
process.exitCode = failed ? 1 : 0;
