import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withoutStrings } from '../../build-steps/watlas-without-strings.ts';

let folder: string;
const library = createRequire(import.meta.url).resolve('watlas');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fitroom-watlas-'));
  const source = await readFile(library, 'utf8');
  await writeFile(join(folder, 'given.mjs'), source);
  await writeFile(join(folder, 'mended.mjs'), withoutStrings(source));
  await copyFile(join(dirname(library), 'watlas.wasm'), join(folder, 'watlas.wasm'));
  await writeFile(join(folder, 'cut.mjs'), CUT);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Cuts a cube into charts and prints where its corners came to lie. */
const CUT = `
const watlas = await import('./' + process.argv[2] + '.mjs');
await watlas.Initialize();
const atlas = new watlas.Atlas();
const positions = Float32Array.from({ length: 24 }, (_, i) => (Math.floor(i / 3) >> (i % 3)) & 1);
const indices = Uint32Array.of(0,2,1, 1,2,3, 4,5,6, 5,7,6, 0,1,4, 1,5,4, 2,6,3, 3,6,7, 0,4,2, 2,4,6, 1,3,5, 3,7,5);
atlas.addMesh({ vertexPositionData: positions, vertexCount: 8, vertexPositionStride: 12, indexData: indices, indexCount: 36 });
atlas.computeCharts({ maxCost: 8, normalSeamWeight: 1, maxIterations: 1 });
atlas.packCharts({ resolution: 64, padding: 2, bilinear: true });
const mesh = atlas.getMesh(0);
const corners = new Uint32Array(mesh.indexCount);
mesh.getIndexArray(corners);
const vertices = Array.from({ length: mesh.vertexCount }, (_, v) => mesh.getVertex(v));
console.log(JSON.stringify([atlas.width, atlas.height, atlas.chartCount, [...corners], vertices]));
atlas.delete();
`;

const cut = async (name: string, ...flags: string[]) =>
  (await promisify(execFile)(process.execPath, [...flags, join(folder, 'cut.mjs'), name])).stdout;

/** What the app's content policy refuses, Node refuses with this. */
const REFUSING = '--disallow-code-generation-from-strings';

it('cuts a mesh the same where no function may be made of a string', async () => {
  await expect(cut('given', REFUSING)).rejects.toThrow(/Code generation from strings/);
  const usual = await cut('given');
  expect(JSON.parse(usual)[3]).toHaveLength(36);
  expect(await cut('mended', REFUSING)).toBe(usual);
});

it('says so when the library is another one', () => {
  expect(() => withoutStrings('export {}')).toThrow(/no longer holds/);
});
