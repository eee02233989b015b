import { readAssetExtras, withAssetExtras } from '@fitroom/shared/gltf/asset-extras';
import { readFitted } from '@fitroom/shared/gltf/read-fitted';
import { fittedDocument, writeFitted } from '@fitroom/shared/gltf/write-fitted';
import { garmentDocument, writeGarment } from '@fitroom/shared/gltf/write-garment';
import { validateBytes } from 'gltf-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { ONE_SKIN_PIXEL, tubeTexture, wornTube } from '../../../shared/test/worn-tube.ts';
import { createNodeGltf } from '../../src/platform/node-gltf.ts';

type Io = Awaited<ReturnType<typeof createNodeGltf>>;

describe('garment.glb and fitted.glb', () => {
  const worn = wornTube();
  const texture = tubeTexture(ONE_SKIN_PIXEL);
  let io: Io;
  let fitted: Uint8Array;
  beforeAll(async () => {
    io = await createNodeGltf();
    fitted = await writeFitted(worn, texture, io);
  });

  it('have no error and no warning in the Khronos validator before compression', async () => {
    for (const document of [garmentDocument(worn, texture), fittedDocument(worn, texture)]) {
      const { issues } = await validateBytes(await io.writeBinary(document));
      expect(issues.messages.filter((message) => message.severity <= 1)).toEqual([]);
    }
  });

  it('decode with the counts they were written with', async () => {
    const { garment, avatar } = await readFitted(fitted, io);
    const seamCopies = worn.sewn.seamVertices.reduce((sum, seam) => sum + seam, 0);
    expect(garment.positions.length / 3).toBe(worn.sewn.vertexCount + seamCopies);
    expect(garment.indices.length).toBe(worn.sewn.indices.length);
    expect(avatar.indices.length).toBe(worn.body.avatar.render.indices.length);
    expect(avatar.positions.length).toBe(3 * worn.body.avatar.render.renderToSkin.length);
  });

  it('decode both copies of a seam vertex to the same position, within 0.05 mm of the drape', async () => {
    const { garment } = await readFitted(fitted, io);
    const copies = new Map<string, Set<number>>();
    for (let i = 0; i < garment.positions.length / 3; i += 1) {
      const key = garment.positions.subarray(3 * i, 3 * i + 3).join();
      copies.set(key, (copies.get(key) ?? new Set()).add(garment.panels![i]!));
    }
    expect(copies.size).toBe(worn.sewn.vertexCount);
    expect([...copies.values()].filter((panels) => panels.size === 2)).toHaveLength(
      worn.sewn.seamVertices.reduce((sum, seam) => sum + seam, 0),
    );
    for (let v = 0; v < worn.sewn.vertexCount; v += 1) {
      const [x, y, z] = worn.positions.subarray(3 * v, 3 * v + 3);
      let nearest = Number.POSITIVE_INFINITY;
      for (let i = 0; i < garment.positions.length; i += 3) {
        nearest = Math.min(
          nearest,
          Math.hypot(
            garment.positions[i]! - x!,
            garment.positions[i + 1]! - y!,
            garment.positions[i + 2]! - z!,
          ),
        );
      }
      expect(nearest).toBeLessThan(5e-5);
    }
  });

  it('carry the flat pattern to 0.05 mm and name the openings where they are', async () => {
    const { garment, extras } = await readFitted(fitted, io);
    for (let i = 0; i < garment.panels!.length; i += 1) {
      const [x, y, ease, placed] = garment.pattern!.subarray(4 * i, 4 * i + 4);
      const [px, py, pz] = garment.positions.subarray(3 * i, 3 * i + 3);
      const angle = Math.atan2(Math.abs(pz!), px!);
      expect(x).toBeCloseTo(0.2 * (Math.PI / 2 - angle), 3);
      expect(y).toBeCloseTo(py! - 1.1, 4);
      expect(ease).toBeCloseTo(0, 4);
      expect(placed).toBeCloseTo(py!, 4);
    }
    expect(extras).toMatchObject({ category: 'skirt', openFront: false });
    expect(extras.openings.map(({ kind }) => kind)).toEqual(['hem', 'waist']);
    expect(extras.openings[0]!.centre[1]).toBeCloseTo(0.6, 5);
    expect(extras.openings[1]!.centre[1]).toBeCloseTo(1.1, 5);
  });

  it('are the same bytes for the same input', async () => {
    expect(await writeFitted(wornTube(), tubeTexture(ONE_SKIN_PIXEL), io)).toEqual(fitted);
    const garment = await writeGarment(worn, texture, io);
    expect(await writeGarment(wornTube(), texture, await createNodeGltf())).toEqual(garment);
  });

  it('take a report into their asset extras without any change to the geometry', async () => {
    const report = { schema: 1, warnings: ['für Ärmel'] };
    const reported = withAssetExtras(fitted, 'fitroom', report);
    expect(readAssetExtras(reported, 'fitroom')).toEqual(report);
    expect(readAssetExtras(fitted, 'fitroom')).toBeUndefined();
    expect((await readFitted(reported, io)).garment).toEqual(
      (await readFitted(fitted, io)).garment,
    );
    const { issues } = await validateBytes(reported);
    expect(issues.numErrors).toBe(0);
  });

  it('refuse bytes that are no GLB', () => {
    expect(() => withAssetExtras(new Uint8Array(64), 'fitroom', {})).toThrow('GLB');
  });
});
