import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOutfit } from '@fitroom/shared/gltf/read-fitted';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeGltf } from '../../src/platform/node-gltf.ts';
import { runCli } from './run-cli.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'presets', 'samples');
const PHOTOS = ['tee-sunrise.jpg', 'skirt-denim.jpg'].map((name) => join(SAMPLES, name));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fitroom-outfit-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('fitroom outfit', () => {
  it.each([
    [[], ['skirt', 'top']],
    [['--tuck'], ['top', 'skirt']],
  ])('puts a top and a skirt on, %s', async (tuck, inner) => {
    const out = tuck.length > 0 ? 'tucked' : 'over';
    const run = await runCli(['outfit', ...PHOTOS, '--out', out, '--json', ...tuck], folder);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect((await readdir(join(folder, out))).sort()).toEqual([
      'fitted.glb',
      'report.json',
      'thumb.png',
    ]);
    const report = JSON.parse(run.stdout);
    expect(report.valid).toBe(true);
    const categories = report.layers.map(
      (layer: { category: { value: string } }) => layer.category.value,
    );
    expect(categories).toEqual(inner);
    for (const { fit } of report.layers) expect(fit.penetrating_vertices).toBe(0);

    const glb = await readFile(join(folder, out, 'fitted.glb'));
    const layers = await readOutfit(glb, await createNodeGltf());
    expect(layers.map(({ extras }) => extras.category)).toEqual(inner);
    // Round the hips the outer garment is the wider one, and a tucked hem ends below the waistband.
    const [first, second] = layers.map(({ garment }) => garment.positions);
    const widest = (positions: Float32Array) => widestAt(positions, 0.95);
    expect(widest(second!)).toBeGreaterThan(widest(first!) + 0.003);
  });

  it('refuses one photo, and a photo that is none', async () => {
    const one = await runCli(['outfit', PHOTOS[0]!, '--out', 'x'], folder);
    expect(one.status).toBe(2);
    expect(one.stderr).toContain('at least two photos');
    const none = await runCli(['outfit', PHOTOS[0]!, 'none.png', '--out', 'x'], folder);
    expect(none.status).toBe(2);
    expect(none.stderr).toContain('none.png');
  });
});

/** Largest distance from the middle, metres, within a centimetre of a height. */
function widestAt(positions: Float32Array, height: number): number {
  let widest = 0;
  for (let v = 0; v < positions.length; v += 3) {
    if (Math.abs(positions[v + 1]! - height) > 0.01) continue;
    widest = Math.max(widest, Math.hypot(positions[v]!, positions[v + 2]!));
  }
  return widest;
}
