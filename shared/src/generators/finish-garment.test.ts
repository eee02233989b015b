import draco3d from 'draco3dgltf';
import { beforeAll, describe, expect, it } from 'vitest';
import { inflatedCutOut } from '../../test/shapes/inflated-cut-out.ts';
import { printedTee, TEE_CLOTH, TEE_GROUND, TEE_PRINT } from '../../test/shapes/printed-tee.ts';
import { NEVER } from '../../test/shapes/solid-fields.ts';
import type { Unwrapper } from '../finishing/unwrap.ts';
import { unwrapWithWatlas } from '../finishing/unwrap-with-watlas.ts';
import { createGltfIo } from '../gltf/gltf-io.ts';
import type { RgbaImage } from '../image/image.ts';
import type { JobContext } from '../job/context.ts';
import { meshTopology } from '../mesh/topology.ts';
import { weldByPosition } from '../mesh/weld-by-position.ts';
import type { GeneratedMesh } from '../triplane/generated-mesh.ts';
import { type FinishPorts, finishGarment } from './finish-garment.ts';

const CONTEXT: JobContext = { signal: NEVER, progress: () => {}, log: () => {}, now: () => 0 };
const LOW = { quality: 'low', textureSize: null, category: 'top' } as const;

interface Seen {
  readonly glb: Uint8Array;
  readonly warnings: readonly string[];
  readonly picture: RgbaImage;
  readonly positions: Float32Array;
  readonly uvs: Float32Array;
  readonly indices: Uint32Array;
}

let gltf: FinishPorts['gltf'];
const photo = printedTee();
let mesh: GeneratedMesh;
let tee: Seen;

const cut = unwrapWithWatlas(() => import('watlas'));
/** Cutting takes most of the time, and all but one test want the same. */
let known: ReturnType<Unwrapper> | null = null;
const cutOnce: Unwrapper = (surface, options) => {
  known ??= cut(surface, options);
  return known;
};

async function finished(
  made: GeneratedMesh,
  cutOut = photo,
  colourAt: Parameters<typeof finishGarment>[0]['colourAt'] = null,
  unwrap: Unwrapper = cutOnce,
): Promise<Seen> {
  let picture: RgbaImage | null = null;
  const { glb, warnings } = await finishGarment(
    { mesh: made, colourAt },
    cutOut,
    LOW,
    {
      gltf,
      // What the file holds is not looked at here; the pixels are.
      encodeImage: async (image) => {
        picture = image;
        return Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
      },
      unwrap,
    },
    CONTEXT,
  );
  const [primitive] = (await gltf.readBinary(glb)).getRoot().listMeshes()[0]!.listPrimitives();
  const values = (name: string) => Float32Array.from(primitive!.getAttribute(name)!.getArray()!);
  return {
    glb,
    warnings,
    picture: picture!,
    positions: values('POSITION'),
    uvs: values('TEXCOORD_0'),
    indices: Uint32Array.from(primitive!.getIndices()!.getArray()!),
  };
}

beforeAll(async () => {
  const [encoder, decoder] = await Promise.all([
    draco3d.createEncoderModule(),
    draco3d.createDecoderModule(),
  ]);
  gltf = createGltfIo({ encoder, decoder });
  mesh = inflatedCutOut(photo, { cells: 72, depth: 0.14, sharpness: 24, squat: 0.96 });
  tee = await finished(mesh);
}, 60_000);

/** What the texture shows in the middle of each triangle of a side, and where: shares of the photo's height from its middle. */
function* shownIn({ positions, uvs, indices, picture }: Seen, side: 1 | -1) {
  for (let t = 0; t < indices.length; t += 3) {
    const corners = [0, 1, 2].map((k) => indices[t + k]!) as [number, number, number];
    const mean = (values: Float32Array, size: number, k: number) =>
      corners.reduce((sum, v) => sum + values[size * v + k]! / 3, 0);
    if (side * mean(positions, 3, 2) < 0.02) continue;
    const x = Math.floor(mean(uvs, 2, 0) * picture.width);
    const y = Math.floor(mean(uvs, 2, 1) * picture.height);
    const pixel = 4 * (y * picture.width + x);
    const colour = Array.from(picture.data.slice(pixel, pixel + 3)) as [number, number, number];
    yield { x: mean(positions, 3, 0) / 1.8, y: -mean(positions, 3, 1) / 1.8, colour };
  }
}

const far = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(...a.map((value, k) => value - b[k]!));

describe('finishGarment', () => {
  it('thins to the quality and leaves one closed manifold', () => {
    expect(mesh.indices.length / 3).toBeGreaterThan(10_000);
    expect(tee.indices.length / 3).toBeGreaterThan(5000);
    expect(tee.indices.length / 3).toBeLessThanOrEqual(10_000);
    const welded = weldByPosition(tee.positions, tee.indices);
    expect(meshTopology(welded.indices, welded.vertexCount)).toMatchObject({
      nonManifoldEdges: 0,
      inconsistentEdges: 0,
      boundaryEdges: 0,
      components: 1,
    });
    expect(tee.warnings).toEqual([]);
  });

  it('gives every triangle a place of its own in the texture', () => {
    const { uvs, indices } = tee;
    for (const value of uvs) expect(value).toBeGreaterThanOrEqual(0);
    for (const value of uvs) expect(value).toBeLessThanOrEqual(1);
    const size = 1024;
    const takenBy = new Int32Array(size * size).fill(-1);
    let taken = 0;
    let twice = 0;
    for (let t = 0; t < indices.length; t += 3) {
      const [ax, ay, bx, by, cx, cy] = [0, 1, 2].flatMap((k) => [
        uvs[2 * indices[t + k]!]! * size,
        uvs[2 * indices[t + k]! + 1]! * size,
      ]) as [number, number, number, number, number, number];
      const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
      for (let y = Math.floor(Math.min(ay, by, cy)); y <= Math.max(ay, by, cy); y++) {
        for (let x = Math.floor(Math.min(ax, bx, cx)); x <= Math.max(ax, bx, cx); x++) {
          const b = ((x + 0.5 - ax) * (cy - ay) - (y + 0.5 - ay) * (cx - ax)) / area;
          const c = ((bx - ax) * (y + 0.5 - ay) - (by - ay) * (x + 0.5 - ax)) / area;
          // Off the edges, which neighbours share and DRACO's grid moves.
          if (!(b > 0.05 && c > 0.05 && b + c < 0.95)) continue;
          const at = y * size + x;
          taken++;
          if (takenBy[at]! >= 0) twice++;
          takenBy[at] = t;
        }
      }
    }
    expect(taken / (size * size)).toBeGreaterThan(0.3);
    expect(twice / taken).toBeLessThan(0.001);
  });

  it('puts the print where the photo has it, as sharp', () => {
    const dark = [...shownIn(tee, 1)].filter(({ colour }) => far(colour, TEE_PRINT.colour) < 60);
    const span = (k: 'x' | 'y') => {
      const places = dark.map((place) => place[k]);
      return [Math.min(...places), Math.max(...places)];
    };
    const [left, right] = span('x') as [number, number];
    const [top, bottom] = span('y') as [number, number];
    // Within a triangle's size, a hundredth of the height; the shape is 4 % narrower than the photo.
    expect(Math.abs(left - 0.96 * TEE_PRINT.left)).toBeLessThan(0.015);
    expect(Math.abs(right - 0.96 * TEE_PRINT.right)).toBeLessThan(0.015);
    expect(Math.abs(top - TEE_PRINT.top)).toBeLessThan(0.015);
    expect(Math.abs(bottom - TEE_PRINT.bottom)).toBeLessThan(0.015);
    // The generator's own print is smeared over a pixel of 24: nearly nothing here is between the two colours.
    const between = [...shownIn(tee, 1)].filter(
      ({ colour, x, y }) =>
        Math.abs(x) < 0.2 &&
        Math.abs(y) < 0.3 &&
        far(colour, TEE_PRINT.colour) > 60 &&
        far(colour, TEE_CLOTH) > 60,
    );
    expect(between.length).toBeLessThan(0.1 * dark.length);
  });

  it('paints nothing of the ground that the photo was cut from', () => {
    const { data } = tee.picture;
    let ground = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (far(Array.from(data.slice(i, i + 3)), TEE_GROUND) < 150) ground++;
    }
    expect(ground).toBe(0);
  });

  it('gives the same bytes again', async () => {
    const again = await finished(mesh, photo, null, cut);
    expect(Buffer.compare(again.glb, tee.glb)).toBe(0);
    expect(Buffer.from(again.picture.data).equals(Buffer.from(tee.picture.data))).toBe(true);
  }, 30_000);

  it('asks the generator for its colours where it can be asked', async () => {
    const yellow = [0.9, 0.9, 0.1];
    const asked = await finished(mesh, photo, async (points) =>
      Float32Array.from(points, (_, i) => yellow[i % 3]!),
    );
    const behind = [...shownIn(asked, -1)];
    // The photo's light is another one: a factor a channel, the same all over the back.
    for (const { colour } of behind) expect(far(colour, behind[0]!.colour)).toBeLessThan(2);
  }, 30_000);

  it('says so and keeps the generated colours where the outlines differ', async () => {
    const { width, height } = photo;
    const bar = { width, height, data: new Uint8Array(4 * width * height) };
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if (Math.abs(x - y) < 30) bar.data.set([0, 255, 0, 255], 4 * (y * width + x));
      }
    }
    const other = await finished(mesh, bar);
    expect(other.warnings).toEqual([expect.stringContaining('outline')]);
    for (const { colour } of shownIn(other, 1)) expect(colour[1]).toBeLessThan(100);
  }, 30_000);

  it('refuses a texture size that is no power of two', async () => {
    const options = { ...LOW, textureSize: 1000 };
    const ports: FinishPorts = {
      gltf,
      encodeImage: async () => new Uint8Array(),
      unwrap: cut,
    };
    await expect(
      finishGarment({ mesh, colourAt: null }, photo, options, ports, CONTEXT),
    ).rejects.toThrow(/1000 pixels/);
  });
});
