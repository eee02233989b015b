import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobContext } from '@fitroom/shared/job/context';
import { isParsingModel, type ParsingModel } from '@fitroom/shared/schemas/matte-model';
import { separateGarment } from '@fitroom/shared/tryon/separate-garment';
import { tryOn } from '@fitroom/shared/tryon/try-on';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tinyParser } from '../../../models/test/tiny-parser.ts';
import { dressedPerson, PERSON_COLOURS } from '../../../shared/test/shapes/dressed-person.ts';
import { chooseNetworks, listMatteModels } from '../../src/inference/matte-models.ts';
import { createNodePorts } from '../../src/platform/node-ports.ts';
import { loadPresetBody } from '../../src/platform/preset-bodies.ts';
import { drawnPhoto } from './drawn-photos.ts';

const lines: string[] = [];
const CONTEXT: JobContext = {
  signal: { aborted: false },
  progress: () => {},
  log: (line) => void lines.push(line.en),
  now: () => 0,
};

let folder: string;
let model: ParsingModel;
const places = () => ({ folder, downloads: join(folder, 'downloads'), say: () => {} });
/** As the server and the command line choose them. */
const portsFor = (name: string | null) =>
  createNodePorts({ cacheFolder: null, ...chooseNetworks(name, places()) });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitroom-parser-'));
  model = listMatteModels().find(isParsingModel)!;
  const onnx = join(folder, model.name, 'onnx');
  mkdirSync(onnx, { recursive: true });
  writeFileSync(join(onnx, 'model_fp16.onnx'), tinyParser(model.network, PERSON_COLOURS));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a network in the user’s folder parses people without being chosen', async () => {
  expect((await portsFor(null)).parser?.network.name).toBe(model.name);
  const bare = createNodePorts({
    cacheFolder: null,
    ...chooseNetworks(null, { ...places(), folder: null }),
  });
  expect((await bare).parser).toBeUndefined();
  // Where another one finds what stands out, it parses people all the same.
  const both = chooseNetworks('isnet', places());
  expect([both.matteModel?.model.name, both.parsingModel?.model.name]).toEqual([
    'isnet',
    model.name,
  ]);
});

test('the garment of each category is cut from one photo', async () => {
  const ports = await portsFor(null);
  const colourOf = async (category: 'top' | 'trousers') => {
    const { workingImage, matte } = await separateGarment(
      dressedPerson(),
      { category },
      ports,
      CONTEXT,
    );
    const sum = [0, 0, 0];
    let count = 0;
    matte.data.forEach((alpha, i) => {
      if (alpha < 250) return;
      count++;
      for (let k = 0; k < 3; k++) sum[k]! += workingImage.data[4 * i + k]!;
    });
    return sum.map((value) => Math.round(value / count));
  };
  const [top, trousers] = [await colourOf('top'), await colourOf('trousers')];
  for (let k = 0; k < 3; k++) {
    expect(Math.abs(top[k]! - PERSON_COLOURS['Upper-clothes'][k]!)).toBeLessThan(6);
    expect(Math.abs(trousers[k]! - PERSON_COLOURS.Pants[k]!)).toBeLessThan(6);
  }
}, 60_000);

test('trousers from a dressed person are worn, and the report says where they are from', async () => {
  const ports = await portsFor(null);
  const avatar = await loadPresetBody('regular', ports.gltf);
  const { fitted } = await tryOn(
    dressedPerson(),
    avatar,
    {
      make: { category: 'trousers', quality: 'low', ease: 'regular', knownWidthCm: null },
      fit: { method: 'drape', ease: null, offsetMm: 4 },
    },
    ports,
    CONTEXT,
  );
  expect(fitted.report.valid).toBe(true);
  expect(fitted.report.warnings.join('\n')).toMatch(/cut out of a photo of a dressed person/);
}, 120_000);

test('a photo of a garment alone is left to the other network', async () => {
  const png = await drawnPhoto('trousers');
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const photo = { width: info.width, height: info.height, data: new Uint8Array(data) };
  const [with_, without] = await Promise.all(
    [portsFor(null), createNodePorts({ cacheFolder: null })].map(async (ports) =>
      separateGarment(photo, { category: 'auto' }, await ports, CONTEXT),
    ),
  );
  expect(Buffer.from(with_!.matte.data).equals(Buffer.from(without!.matte.data))).toBe(true);
}, 60_000);

test('one that is another network is passed over, with a word in the log', async () => {
  const other = mkdtempSync(join(tmpdir(), 'fitroom-parser-'));
  mkdirSync(join(other, model.name, 'onnx'), { recursive: true });
  writeFileSync(join(other, model.name, 'onnx', 'model.onnx'), 'no network');
  const ports = await createNodePorts({
    cacheFolder: null,
    ...chooseNetworks(model.name, { ...places(), folder: other }),
  });
  const separated = await separateGarment(dressedPerson(), { category: 'top' }, ports, CONTEXT);
  expect(separated.matte.findings).not.toContain('cut-from-person');
  expect(lines.join('\n')).toMatch(/segformer-b2-clothes cannot run/);
  rmSync(other, { recursive: true, force: true });
}, 60_000);
