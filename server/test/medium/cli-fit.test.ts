import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFitted } from '@fitroom/shared/gltf/read-fitted';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wornGarment } from '../../../shared/test/shapes/generated-meshes.ts';
import { meshDocument } from '../../../shared/test/shapes/mesh-document.ts';
import { createNodeGltf } from '../../src/platform/node-gltf.ts';
import { loadPresetBody } from '../../src/platform/preset-bodies.ts';
import { runCli } from './run-cli.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'presets', 'samples');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fitroom-fit-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const height = (positions: Float32Array) => {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 1; i < positions.length; i += 3) {
    low = Math.min(low, positions[i]!);
    high = Math.max(high, positions[i]!);
  }
  return high - low;
};

const width = (positions: Float32Array) =>
  positions.reduce((most, x, i) => (i % 3 === 0 ? Math.max(most, Math.abs(x)) : most), 0);

describe('fitroom fit', () => {
  it('takes a garment of ours as it is, on its own body and on another', async () => {
    const photo = join(SAMPLES, 'tee-sunrise.jpg');
    const made = await runCli(
      ['tryon', photo, '--out', 'made', '--quality', 'low', '--json'],
      folder,
    );
    expect(made.status).toBe(0);
    const first = JSON.parse(made.stdout);
    const io = await createNodeGltf();
    const was = await readFitted(await readFile(join(folder, 'made', 'fitted.glb')), io);
    for (const [file, avatar] of [
      ['garment', 'regular'],
      ['garment', 'curvy'],
      ['fitted', 'slim'],
    ] as const) {
      const words = ['fit', join('made', `${file}.glb`), '--out', avatar, '--avatar', avatar];
      const run = await runCli([...words, '--json'], folder);
      expect(run).toMatchObject({ status: 0, stderr: '' });
      const report = JSON.parse(run.stdout);
      expect(report.valid).toBe(true);
      expect(report.category.value).toBe(first.category.value);
      expect(report.outline_iou).toBe(first.outline_iou);
      const kinds = (openings: { kind: string }[]) => openings.map(({ kind }) => kind).sort();
      expect(kinds(report.garment.openings)).toEqual(kinds(first.garment.openings));
      expect(report.fit.strain_p95).toBeLessThan(0.1);
      const now = await readFitted(await readFile(join(folder, avatar, 'fitted.glb')), io);
      expect(now.garment.indices.length).toBeGreaterThan(0.97 * was.garment.indices.length);
      expect(height(now.garment.positions)).toBeCloseTo(height(was.garment.positions), 1);
      // Cloth that was carried to another body hangs there; on its own body it hangs already.
      expect(report.fit).toMatchObject({ method: 'drape', fabric: 'auto' });
      expect(report.fit.strain_mean).toBeLessThan(0.015);
      if (avatar !== 'regular') continue;
      expect(report.fit.gap_mean_mm).toBeCloseTo(first.fit.gap_mean_mm, 0);
    }
    const words = ['fit', join('made', 'garment.glb'), '--out', 'posed', '--pose', 'relaxed'];
    const posed = await runCli(
      [...words, '--method', 'rigid', '--offset-mm', '3', '--animate', 'walk', '--maps', '--json'],
      folder,
    );
    expect(posed).toMatchObject({ status: 0, stderr: '' });
    const { fit } = JSON.parse(posed.stdout);
    expect(fit.method).toBe('rigid');
    expect(fit.gap_mean_mm).toBeLessThan(first.fit.gap_mean_mm + 5);
    const { garment } = await readFitted(await readFile(join(folder, 'posed', 'fitted.glb')), io);
    expect(width(garment.positions)).toBeLessThan(0.95 * width(was.garment.positions));
    await readFile(join(folder, 'posed', 'map-gap.png'));
    const walk = await io.readBinary(await readFile(join(folder, 'posed', 'walk.glb')));
    const motions = walk.getRoot().listAnimations();
    expect(motions.map((motion) => motion.getName())).toContain('walk');
  }, 120_000);

  it('tells from its openings that a mesh with two legs is trousers, and lets it hang', async () => {
    const io = await createNodeGltf();
    const { positions, indices } = wornGarment('trousers', await loadPresetBody('regular', io));
    const centimetres = { positions: positions.map((value) => 100 * value), indices };
    await writeFile(join(folder, 'legs.glb'), await io.writeBinary(meshDocument(centimetres)));
    const run = await runCli(['fit', 'legs.glb', '--out', 'legs', '--json'], folder);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const report = JSON.parse(run.stdout);
    expect(report.category).toEqual({ value: 'trousers', source: 'detected', confidence: 0.9 });
    expect(report.fit).toMatchObject({ method: 'drape', penetrating_vertices: 0 });
    expect(report.mesh).toMatchObject({ opened: 'kept', reduced_to: null });
    const { across, down } = report.mesh.scaled_by;
    for (const factor of [across, down]) {
      expect(factor).toBeGreaterThan(0.008);
      expect(factor).toBeLessThan(0.012);
    }
    expect(report.notices).toMatchObject([{ code: 'mesh-scaled', values: [String(across)] }]);
  }, 60_000);

  it('says of a mesh that says nothing of itself that its category is needed', async () => {
    const triangle = {
      positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0),
      indices: Uint32Array.of(0, 1, 2),
    };
    const io = await createNodeGltf();
    await writeFile(join(folder, 'x.glb'), await io.writeBinary(meshDocument(triangle)));
    const run = await runCli(['fit', 'x.glb', '--out', 'x'], folder);
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/^Say what garment this mesh is.* Give it as --category\.$/m);
  });
});
