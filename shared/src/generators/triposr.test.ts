import { describe, expect, it } from 'vitest';
import { NEVER, shirtSolid } from '../../test/shapes/solid-fields.ts';
import type { RgbaImage } from '../image/image.ts';
import { CancelledError, type JobContext } from '../job/context.ts';
import type { GraphTensor } from '../networks/graph-runner.ts';
import { grayPicture } from './gray-picture.ts';
import type { ModelPort } from './model-port.ts';
import { TRIPO_SR } from './triposr.ts';

const SIDE = 8;
const PLANES = [1, 3, 2, 4, 4];
const OPTIONS = { quality: 'low', seed: 1, views: null, large: false } as const;

/** A block of one colour with an empty margin of 2 pixels. */
function block(colour: readonly [number, number, number, number], side = 12): RgbaImage {
  const data = new Uint8Array(side * side * 4);
  for (let y = 2; y < side - 2; y++) {
    for (let x = 2; x < side - 2; x++) data.set(colour, 4 * (y * side + x));
  }
  return { width: side, height: side, data };
}

function contextOf(signal: JobContext['signal'] = NEVER) {
  const told: [string, number][] = [];
  const context: JobContext = {
    signal,
    progress: (stage, fraction) => told.push([stage, fraction]),
    log: () => undefined,
    now: () => 0,
  };
  return { context, told };
}

const tensor = (name: string, ...shape: (number | string)[]) => ({ name, shape });

/** Stands for the installed model; its density is that of a shirt. */
function shirtPort() {
  const shirt = shirtSolid();
  const open = new Set<string>();
  const asked: string[] = [];
  const pointsAsked: number[] = [];
  const answers: Record<string, (given: GraphTensor) => Float32Array> = {
    image_tokens: () => new Float32Array(5 * 6),
    planes: () => new Float32Array(PLANES.reduce((product, side) => product * side)),
    density: ({ data }) => {
      pointsAsked.push(data.length / 3);
      // 25 at the surface.
      return Float32Array.from({ length: data.length / 3 }, (_, n) =>
        Math.max(0, 25 - 100 * shirt(data[3 * n]!, data[3 * n + 1]!, data[3 * n + 2]!)),
      );
    },
    rgb: ({ data }) => data.map((at) => (at + 1) / 2),
  };
  const port: ModelPort = {
    isInstalled: async () => true,
    open: async (name) => ({
      manifest: {
        schema: 1,
        name,
        licence: 'MIT',
        commercial_use: true,
        exported: { by: 'test', opset: 17, precision: 'fp32', sources: [] },
        graphs: [
          {
            name: 'image_encoder',
            file: 'image_encoder.onnx',
            inputs: [tensor('image', 1, 3, SIDE, SIDE)],
            outputs: [tensor('image_tokens', 1, 5, 6)],
          },
          {
            name: 'backbone',
            file: 'backbone.onnx',
            inputs: [tensor('image_tokens', 1, 5, 6)],
            outputs: [tensor('planes', ...PLANES)],
          },
        ],
        files: [],
      },
      graphs: {
        async run(graph, inputs, output) {
          open.add(graph);
          asked.push(graph);
          return answers[output]!(inputs.points ?? Object.values(inputs)[0]!);
        },
        async release(graphs) {
          for (const graph of graphs) open.delete(graph);
        },
      },
      read: async () => new Uint8Array(),
    }),
  };
  return { port, open, asked, pointsAsked };
}

describe('TRIPO_SR', () => {
  it('makes a closed garment of one photo and keeps its colours until it is closed', async () => {
    const { port, open, asked, pointsAsked } = shirtPort();
    const { context, told } = contextOf();
    const garment = await TRIPO_SR.generate(block([200, 30, 30, 255]), OPTIONS, port, context);
    expect(garment.mesh.closed).toBe(true);
    expect(garment.views).toEqual([]);
    expect([...new Set(asked)]).toEqual(['image_encoder', 'backbone', 'density', 'rgb']);
    expect(pointsAsked.reduce((sum, count) => sum + count)).toBe(128 ** 3);
    expect([...open]).toEqual(['rgb']);
    const colour = await garment.colourAt!(Float32Array.of(0.2, -0.4, 0.6));
    [0.8, 0.6, 0.3].forEach((value, k) => {
      expect(colour[k]).toBeCloseTo(value, 6);
    });
    await garment.close();
    expect(open.size).toBe(0);
    expect(told.every(([stage]) => stage === 'reconstruct')).toBe(true);
    expect(told.at(-1)?.[1]).toBe(1);
  });

  it('stops between two networks and lets everything go', async () => {
    const { port, open, asked } = shirtPort();
    const signal = { aborted: false };
    const { context } = contextOf(signal);
    const stopping = {
      ...context,
      progress() {
        signal.aborted = true;
      },
    };
    await expect(TRIPO_SR.generate(block([0, 0, 0, 255]), OPTIONS, port, stopping)).rejects.toThrow(
      CancelledError,
    );
    expect(asked).toEqual(['image_encoder']);
    expect(open.size).toBe(0);
  });
});

describe('grayPicture', () => {
  it('lays the garment on gray, 0.85 of the frame, and cuts fractions off as the reference does', () => {
    const side = 8;
    const picture = grayPicture(block([255, 0, 128, 255]), side);
    const at = (c: number, x: number, y: number) => picture[(c * side + y) * side + x]!;
    // 7 of 8 pixels of the block count, on a square of 8 with the odd one on the far side.
    expect(at(0, 0, 0)).toBeCloseTo(1, 5);
    expect(at(1, 3, 3)).toBe(0);
    expect(at(2, 3, 3)).toBeCloseTo(128 / 255, 2);
    expect(at(0, side - 1, side - 1)).toBeCloseTo(127 / 255, 6);
  });

  it('mixes what is half transparent with the gray', () => {
    const picture = grayPicture(block([255, 255, 255, 51]), 8);
    // 0.2 of white and 0.8 of one half.
    expect(picture[9]).toBeCloseTo(Math.trunc(0.6 * 255) / 255, 6);
  });

  it('says that a picture without a garment has none', () => {
    expect(() => grayPicture(block([1, 2, 3, 0]), 8)).toThrow(/no garment/);
  });
});
