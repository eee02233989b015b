import { describe, expect, it } from 'vitest';
import { NEVER, shirtSolid } from '../../test/shapes/solid-fields.ts';
import type { RgbaImage } from '../image/image.ts';
import { CancelledError } from '../job/context.ts';
import { meshTopology } from '../mesh/topology.ts';
import type { GraphTensor } from '../networks/graph-runner.ts';
import { cameraRows, ZERO123_PLUS_VIEWS } from '../triplane/camera-rows.ts';
import { reconstructFromViews } from './instant-mesh.ts';
import type { InstalledModel } from './model-port.ts';

const SIDE = 8;
const TOKENS_PER_VIEW = 5;
const WIDTH = 6;
const PLANES = [1, 3, 2, 4, 4];
const GRID = { cellsPerAxis: 24, scale: 2.1 };
const shirt = shirtSolid();
const CAMERAS = cameraRows(ZERO123_PLUS_VIEWS);

/** A picture of one colour. */
function plain(side: number, colour: readonly [number, number, number, number]): RgbaImage {
  const data = new Uint8Array(side * side * 4);
  for (let at = 0; at < data.length; at += 4) data.set(colour, at);
  return { width: side, height: side, data };
}
const VIEWS = ZERO123_PLUS_VIEWS.map((_, n) => plain(SIDE, [40 * n, 10, 255, 255]));

function tensor(name: string, ...shape: (number | string)[]) {
  return { name, shape };
}

/** Stands for an installed model whose field is a shirt; what it is asked is written down. */
function shirtModel(field: (x: number, y: number, z: number) => number = shirt) {
  const asked: string[] = [];
  const inputs = new Map<string, Readonly<Record<string, GraphTensor>>>();
  const open = new Set<string>();
  const planes = new Float32Array(PLANES.reduce((product, side) => product * side)).fill(0.5);
  const answers: Record<string, (points: GraphTensor) => Float32Array> = {
    image_tokens: ({ dims }) => new Float32Array(dims[0]! * TOKENS_PER_VIEW * WIDTH).fill(0.25),
    planes: () => planes,
    field: ({ data }) => {
      const values = new Float32Array((4 * data.length) / 3);
      for (let n = 0; n < data.length / 3; n++) {
        values[4 * n] = field(data[3 * n]!, data[3 * n + 1]!, data[3 * n + 2]!);
        values[4 * n + 2] = 1;
      }
      return values;
    },
    weight: ({ data }) => new Float32Array((21 * data.length) / 24),
    // Colours by place in the generator's axes.
    rgb: ({ data }) => data.map((at) => (at + 1) / 2),
  };
  const model: InstalledModel = {
    manifest: {
      schema: 1,
      name: 'instantmesh-base',
      licence: 'none',
      commercial_use: true,
      exported: { by: 'test', opset: 17, precision: 'fp32', sources: [] },
      graphs: [
        {
          name: 'dino_encoder',
          file: 'dino_encoder.onnx',
          inputs: [tensor('images', 'views', 3, SIDE, SIDE), tensor('cameras', 'views', 16)],
          outputs: [tensor('image_tokens', 1, 'tokens', WIDTH)],
        },
        {
          name: 'triplane',
          file: 'triplane.onnx',
          inputs: [tensor('image_tokens', 1, 'tokens', WIDTH)],
          outputs: [tensor('planes', ...PLANES)],
        },
      ],
      files: [],
    },
    graphs: {
      async run(graph, given, output) {
        asked.push(graph);
        inputs.set(graph, given);
        open.add(graph);
        const points = given.points ?? given.corner_points ?? Object.values(given)[0]!;
        return answers[output]!(points);
      },
      async release(graphs) {
        for (const graph of graphs) open.delete(graph);
      },
    },
    read: async () => new Uint8Array(),
  };
  return { model, asked, inputs, open, planes };
}

describe('reconstructFromViews', () => {
  it('makes a closed garment whose colours can be asked anywhere until it is closed', async () => {
    const { model, asked, inputs, open } = shirtModel();
    const fractions: number[] = [];
    const garment = await reconstructFromViews(VIEWS, CAMERAS, model, {
      signal: NEVER,
      progress: (fraction) => fractions.push(fraction),
      grid: GRID,
    });
    const { positions, indices, closed } = garment.mesh;
    expect(closed).toBe(true);
    expect(meshTopology(indices, positions.length / 3)).toMatchObject({
      boundaryEdges: 0,
      nonManifoldEdges: 0,
    });
    expect([...new Set(asked)]).toEqual([
      'dino_encoder',
      'triplane',
      'sdf_deform',
      'flex_weight',
      'rgb',
    ]);
    expect(inputs.get('triplane')?.image_tokens?.dims).toEqual([1, 6 * TOKENS_PER_VIEW, WIDTH]);
    expect(inputs.get('rgb')?.planes?.dims).toEqual(PLANES);
    expect([...open]).toEqual(['rgb']);
    // x to the wearer's left, y up, z front: the generator's y, z, x.
    const at = Float32Array.of(0.2, -0.4, 0.6);
    const colour = await garment.colourAt!(at);
    const expected = [0.8, 0.6, 0.3];
    expected.forEach((value, k) => {
      expect(colour[k]).toBeCloseTo(value, 6);
    });
    await garment.close();
    expect(open.size).toBe(0);
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  it('hands the views over as planes of 0 to 1 and the cameras as they are', async () => {
    const { model, inputs } = shirtModel();
    const views = [plain(SIDE, [255, 0, 51, 255]), plain(5, [255, 0, 51, 0])];
    const cameras = CAMERAS.subarray(0, 32);
    await reconstructFromViews(views, cameras, model, { signal: NEVER, grid: GRID });
    const { images, cameras: handed } = inputs.get('dino_encoder')!;
    expect(images!.dims).toEqual([2, 3, SIDE, SIDE]);
    const plane = SIDE * SIDE;
    const first = [0, 1, 2].map((c) => images!.data[c * plane + 9]!);
    expect(first[0]).toBe(1);
    expect(first[1]).toBe(0);
    expect(first[2]).toBeCloseTo(0.2, 6);
    // Of another size and transparent: before white.
    expect(images!.data.subarray(3 * plane).every((value) => Math.abs(value - 1) < 1e-6)).toBe(
      true,
    );
    expect(handed).toEqual({ data: cameras, dims: [2, 16] });
  });

  it('lets every graph go when nothing came out, a value is no number, or it is cancelled', async () => {
    const empty = shirtModel(() => 10);
    await expect(
      reconstructFromViews(VIEWS, CAMERAS, empty.model, { signal: NEVER, grid: GRID }),
    ).rejects.toMatchObject({ code: 'shape-empty' });
    expect(empty.open.size).toBe(0);

    const overflowing = shirtModel();
    overflowing.planes[3] = Number.POSITIVE_INFINITY;
    await expect(
      reconstructFromViews(VIEWS, CAMERAS, overflowing.model, { signal: NEVER, grid: GRID }),
    ).rejects.toThrow(/triplane holds values that are no numbers/);
    expect(overflowing.open.size).toBe(0);

    const cancelled = shirtModel();
    const signal = { aborted: false };
    const progress = () => {
      signal.aborted = true;
    };
    await expect(
      reconstructFromViews(VIEWS, CAMERAS, cancelled.model, { signal, progress, grid: GRID }),
    ).rejects.toThrow(CancelledError);
    expect(cancelled.asked).toEqual(['dino_encoder']);
    expect(cancelled.open.size).toBe(0);
  });

  it('says that a view lacks its camera', async () => {
    const { model } = shirtModel();
    await expect(
      reconstructFromViews(VIEWS.slice(0, 4), CAMERAS, model, { signal: NEVER }),
    ).rejects.toThrow(/4 views, 96 values/);
  });
});
