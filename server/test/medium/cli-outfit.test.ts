import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOutfit } from '@fitroom/shared/gltf/read-fitted';
import { WALK_FRAMES } from '@fitroom/shared/posing/motion-frames';
import { POSE_NAMES } from '@fitroom/shared/posing/named-poses';
import type { ReportWalk } from '@fitroom/shared/report/report';
import type { WebIO } from '@gltf-transform/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAP_FILES } from '../../src/cli/write-maps.ts';
import { createNodeGltf } from '../../src/platform/node-gltf.ts';
import { runCli } from './run-cli.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'presets', 'samples');
const PHOTOS = ['tee-sunrise.jpg', 'skirt-denim.jpg'].map((name) => join(SAMPLES, name));

/** What a report says of a garment that was simulated as it walks. */
interface SwungLayer {
  readonly warnings: readonly string[];
  readonly walk: ReportWalk;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fitroom-outfit-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('fitroom outfit', () => {
  it.each([
    { out: 'over', words: '--animate walk --maps', inner: ['skirt', 'top'] },
    {
      out: 'tucked',
      words: '--tuck --pose t --animate walk --simulate --json',
      inner: ['top', 'skirt'],
    },
  ])('puts a top and a skirt on, $words', async ({ out, words, inner }) => {
    const args = ['outfit', ...PHOTOS, '--out', out, '--quality', 'low'];
    const run = await runCli([...args, ...words.split(' ')], folder);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const maps = out === 'over' ? MAP_FILES : [];
    const files = ['fitted.glb', 'report.json', 'thumb.png', 'walk.glb', ...maps];
    expect((await readdir(join(folder, out))).sort()).toEqual(files.sort());
    const report = JSON.parse(await readFile(join(folder, out, 'report.json'), 'utf8'));
    if (words.includes('--json')) expect(JSON.parse(run.stdout)).toEqual(report);
    else expectFitInWords(run.stdout);
    expect(report.valid).toBe(true);
    const categories = report.layers.map(
      (layer: { category: { value: string } }) => layer.category.value,
    );
    expect(categories).toEqual(inner);
    for (const { fit } of report.layers) expect(fit.penetrating_vertices).toBe(0);

    const glb = await readFile(join(folder, out, 'fitted.glb'));
    const gltf = await createNodeGltf();
    const layers = await readOutfit(glb, gltf);
    expect(layers.map(({ extras }) => extras.category)).toEqual(inner);
    // Round the hips the outer garment is the wider one, and a tucked hem ends below the waistband.
    const [first, second] = layers.map(({ garment }) => garment.positions);
    const widest = (positions: Float32Array) => widestAt(positions, 0.95);
    expect(widest(second!)).toBeGreaterThan(widest(first!) + 0.003);
    if (out === 'tucked') {
      // Skinned into this pose the sleeves are drawn out by 12 % and more; they hang there instead.
      for (const { fit } of report.layers) expect(fit.strain_p95).toBeLessThan(0.1);
      const swung = await expectWalk(gltf, out);
      expectSwing(report.layers);
      expect(swung).toEqual({ layers: report.layers.map(({ walk }: SwungLayer) => walk) });
      return;
    }
    await expectMaps(gltf);
    expect(await expectWalk(gltf, out), 'nothing was simulated').toBeUndefined();
    expect(report.layers[0].walk).toBeUndefined();
  });

  /** Says how each garment fits. */
  function expectFitInWords(stdout: string): void {
    expect(stdout).toMatch(/^skirt-denim.jpg: skirt, valid.*\n {2}ease: waist .* cm/m);
    expect(stdout).toMatch(/^tee-sunrise.jpg: top, valid.*\n {2}ease: chest .* cm/m);
  }

  it('refuses what is no kind of garment', async () => {
    const odd = await runCli(['outfit', 'sock:x.glb', PHOTOS[0]!, '--out', 'odd'], folder);
    expect(odd).toMatchObject({ status: 2 });
    expect(odd.stderr).toContain('"sock" is no kind of garment; name one of top, ');
  });

  /** Each garment has its own colours, the outer one measured against the inner one. */
  async function expectMaps(gltf: WebIO): Promise<void> {
    const painted = await gltf.readBinary(await readFile(join(folder, 'over', 'map-gap.glb')));
    const nodes = painted.getRoot().listNodes();
    for (const name of ['garment-1', 'garment']) {
      const mesh = nodes.find((node) => node.getName() === name)!.getMesh()!;
      expect(mesh.listPrimitives()[0]!.getAttribute('COLOR_0'), name).not.toBeNull();
    }
    expect(painted.getRoot().getExtras()).toMatchObject({ fitroom_map: { map: 'gap' } });
  }

  /** Of each garment every frame is measured, and clear of what it is worn over; what fell back to skinning is said. */
  function expectSwing(layers: readonly SwungLayer[]): void {
    for (const { walk, warnings } of layers) {
      expect(walk.frames).toHaveLength(WALK_FRAMES);
      expect(walk.skinned_frames).toBeLessThan(WALK_FRAMES / 4);
      expect(warnings.some((line) => line.includes('frames of the walk'))).toBe(
        walk.skinned_frames > 0,
      );
      for (const frame of walk.frames) {
        expect(frame.penetrating_vertices).toBe(0);
        expect(frame.strain_p95).toBeLessThan(0.15);
      }
    }
  }

  /**
   * Both go through the same frames, each by targets of its own.
   *
   * @returns what the file says of its simulation.
   */
  async function expectWalk(gltf: WebIO, out: string): Promise<unknown> {
    const walking = await gltf.readBinary(await readFile(join(folder, out, 'walk.glb')));
    const root = walking.getRoot();
    const walk = root.listAnimations().find((animation) => animation.getName() === 'walk')!;
    const weighed = walk
      .listChannels()
      .filter((channel) => channel.getTargetPath() === 'weights')
      .map((channel) => channel.getTargetNode()!);
    expect(weighed.map((node) => node.getName())).toEqual(['garment-1', 'garment']);
    for (const node of weighed) {
      const [primitive] = node.getMesh()!.listPrimitives();
      expect(primitive!.listTargets()).toHaveLength(1 + POSE_NAMES.length + WALK_FRAMES);
      expect(node.getSkin()).toBe(root.listSkins()[0]);
    }
    // Neither the skeleton nor the avatar is taken for a garment.
    expect(await readOutfit(await gltf.writeBinary(walking), gltf)).toHaveLength(2);
    return root.getExtras().fitroom_walk;
  }

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
