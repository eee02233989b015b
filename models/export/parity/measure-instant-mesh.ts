/**
 * `node measure-instant-mesh.ts FOLDER [--provider cuda|cpu] [--cells N] [--views 6|4] [--repeat N]`: one reconstruction
 * by the product's own code from drawn views, with the time and memory of each step. FOLDER holds the model.json of an
 * InstantMesh export, with random weights or real ones.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reconstructFromViews } from '@fitroom/shared/generators/instant-mesh';
import type { RgbaImage } from '@fitroom/shared/image/image';
import type { GraphRunner } from '@fitroom/shared/networks/graph-runner';
import { ModelManifestSchema } from '@fitroom/shared/schemas/generator-model';
import {
  CAMERA_ROW_LENGTH,
  cameraRows,
  FOUR_OF_SIX_VIEWS,
  ZERO123_PLUS_VIEWS,
} from '@fitroom/shared/triplane/camera-rows';
import { INSTANT_MESH_GRID } from '@fitroom/shared/triplane/grid-axis';
import { openModelGraphs } from '../../../server/src/inference/model-graphs-node.ts';

const VIEW_SIDE = 320;
const MEGABYTE = 2 ** 20;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    provider: { type: 'string', default: 'cpu' },
    cells: { type: 'string', default: String(INSTANT_MESH_GRID.cellsPerAxis) },
    views: { type: 'string', default: '6' },
    repeat: { type: 'string', default: '1' },
  },
});
const folder = positionals[0];
if (!folder) throw new Error('Say which folder holds the exported model.');
const manifest = ModelManifestSchema.parse(
  JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')),
);
const providers = values.provider === 'cpu' ? ['cpu'] : [values.provider, 'cpu'];
const chosen = values.views === '4' ? FOUR_OF_SIX_VIEWS : ZERO123_PLUS_VIEWS.map((_, n) => n);
const cameras = cameraRows(chosen.map((n) => ZERO123_PLUS_VIEWS[n]!));
const views = chosen.map(drawnView);

/** Stripes before white, other ones in each view. */
function drawnView(n: number): RgbaImage {
  const data = new Uint8Array(VIEW_SIDE * VIEW_SIDE * 4).fill(255);
  for (let y = VIEW_SIDE / 8; y < (7 * VIEW_SIDE) / 8; y++) {
    for (let x = VIEW_SIDE / 4; x < (3 * VIEW_SIDE) / 4; x++) {
      const dark = (x + y * (n + 1)) % 32 < 16;
      data.set([dark ? 40 : 200, 30 * n, 90, 255], 4 * (y * VIEW_SIDE + x));
    }
  }
  return { width: VIEW_SIDE, height: VIEW_SIDE, data };
}

/** The graphs, each with the time it took to open and to run, and the process' memory afterwards. */
function timed(runner: GraphRunner) {
  const rows = new Map<string, { runs: number; ms: number; firstMs: number; rssMb: number }>();
  const graphs: GraphRunner = {
    async run(graph, inputs, output) {
      const start = performance.now();
      const answer = await runner.run(graph, inputs, output);
      const ms = performance.now() - start;
      const row = rows.get(graph) ?? { runs: 0, ms: 0, firstMs: ms, rssMb: 0 };
      const rssMb = Math.max(row.rssMb, Math.round(process.memoryUsage.rss() / MEGABYTE));
      rows.set(graph, { ...row, runs: row.runs + 1, ms: row.ms + ms, rssMb });
      return answer;
    },
    release: (names) => runner.release(names),
  };
  return { rows, graphs };
}

for (let run = 0; run < Number(values.repeat); run++) {
  const { rows, graphs } = timed(openModelGraphs(folder, manifest, { providers }));
  const start = performance.now();
  const cpuBefore = process.cpuUsage();
  const garment = await reconstructFromViews(
    views,
    cameras,
    { manifest, graphs, read: (path) => readFile(join(folder, path)) },
    {
      signal: { aborted: false },
      grid: { ...INSTANT_MESH_GRID, cellsPerAxis: Number(values.cells) },
    },
  );
  const totalMs = Math.round(performance.now() - start);
  const cpu = process.cpuUsage(cpuBefore);
  await garment.close();
  const { positions, indices, closed } = garment.mesh;
  console.log(
    JSON.stringify({
      model: manifest.name,
      precision: manifest.exported.precision,
      provider: values.provider,
      views: cameras.length / CAMERA_ROW_LENGTH,
      cells: Number(values.cells),
      totalMs,
      cpuMs: Math.round((cpu.user + cpu.system) / 1000),
      graphs: Object.fromEntries(
        [...rows].map(([name, row]) => [
          name,
          { ...row, ms: Math.round(row.ms), firstMs: Math.round(row.firstMs) },
        ]),
      ),
      vertices: positions.length / 3,
      triangles: indices.length / 3,
      closed,
      peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
}
