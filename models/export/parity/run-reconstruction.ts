/**
 * Our side of instant_mesh_networks.py and tripo_sr.py: `node run-reconstruction.ts FOLDER` reads job.json and raw arrays from the
 * folder, and writes what the exported graphs give for them, each by its output's name, the network's input as we prepare it
 * (`prepared`), and the mesh of the whole way (`positions`, `indices`, `colours`).
 */
import { grayPicture } from '@fitroom/shared/generators/gray-picture';
import { reconstructFromViews } from '@fitroom/shared/generators/instant-mesh';
import { TRIPO_SR } from '@fitroom/shared/generators/triposr';
import { viewPlanes } from '@fitroom/shared/generators/view-planes';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { cameraRows, ZERO123_PLUS_VIEWS } from '@fitroom/shared/triplane/camera-rows';
import type { GeneratedMesh } from '@fitroom/shared/triplane/generated-mesh';
import { openExport, openJobFolder } from './job-folder.ts';

interface Job {
  /** The exported folder. */
  readonly model: string;
  /** Of each graph: array and sides by input, and outputs. */
  readonly graphs: Readonly<
    Record<
      string,
      {
        readonly inputs: Readonly<Record<string, readonly [file: string, dims: readonly number[]]>>;
        readonly outputs: readonly string[];
      }
    >
  >;
  /** Size of each picture in the file `pictures`; its own, and the network's side. */
  readonly width: number;
  readonly height: number;
  readonly side: number;
  /** Of InstantMesh's grid; null: TripoSR's, low quality. */
  readonly cells: number | null;
}

const { job, bytes, floats, write } = openJobFolder<Job>();
const model = openExport(job.model);
const { manifest, graphs } = model;

for (const [graph, { inputs, outputs }] of Object.entries(job.graphs)) {
  const given = Object.fromEntries(
    Object.entries(inputs).map(([input, [file, dims]]) => [input, { data: floats(file), dims }]),
  );
  for (const output of outputs) write(`our_${output}`, await graphs.run(graph, given, output));
}

const { width, height, side } = job;
const all = bytes('pictures');
const pictures: RgbaImage[] = [];
for (let at = 0; at < all.length; at += 4 * width * height) {
  pictures.push({ width, height, data: all.subarray(at, at + 4 * width * height) });
}
const signal = { aborted: false };

async function meshOfPictures(cells: number | null): Promise<GeneratedMesh> {
  if (cells !== null) {
    write('prepared', viewPlanes(pictures, side));
    const grid = { cellsPerAxis: cells, scale: 2.1 };
    const cameras = cameraRows(ZERO123_PLUS_VIEWS);
    return (await reconstructFromViews(pictures, cameras, model, { signal, grid })).mesh;
  }
  write('prepared', grayPicture(pictures[0]!, side));
  const garment = await TRIPO_SR.generate(
    pictures[0]!,
    { quality: 'low', seed: 1, views: null, large: false },
    { open: async () => model, isInstalled: async () => true },
    { signal, progress: () => undefined, log: () => undefined, now: () => 0 },
  );
  return garment.mesh;
}

const mesh = await meshOfPictures(job.cells);
write('positions', mesh.positions);
write('indices', mesh.indices);
write('colours', mesh.colours);
await graphs.release(manifest.graphs.map(({ name }) => name));
