import type { AvatarId } from '@fitroom/shared/garment/vocabulary';
import { finishGarment } from '@fitroom/shared/generators/finish-garment';
import type { JobContext } from '@fitroom/shared/job/context';
import { stageClock } from '@fitroom/shared/tryon/stage-clock';
import { wearMesh } from '@fitroom/shared/tryon/wear-mesh';
import { validateBytes } from 'gltf-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { inflatedCutOut } from '../../../shared/test/shapes/inflated-cut-out.ts';
import { printedTee } from '../../../shared/test/shapes/printed-tee.ts';
import { createNodePorts } from '../../src/platform/node-ports.ts';
import { unwrap } from '../../src/platform/node-unwrap.ts';
import { loadPresetBody } from '../../src/platform/preset-bodies.ts';

const CONTEXT: JobContext = {
  signal: { aborted: false },
  progress: () => {},
  log: () => {},
  now: () => 0,
};

let ports: Awaited<ReturnType<typeof createNodePorts>>;
let glb: Uint8Array;

beforeAll(async () => {
  ports = await createNodePorts({ cacheFolder: null });
  const photo = printedTee();
  const mesh = inflatedCutOut(photo, { cells: 96, depth: 0.14, sharpness: 48, squat: 0.97 });
  const options = { quality: 'med', textureSize: null, category: 'top' } as const;
  const finished = await finishGarment(
    { mesh, colourAt: null },
    photo,
    options,
    { ...ports, unwrap },
    CONTEXT,
  );
  glb = finished.glb;
}, 120_000);

/** A closed lump with a print, as a generator gives it, is a garment by the same gates as any other. */
describe('a finished generated tee', () => {
  it('is a GLB without a fault, with a texture and 10k to 20k triangles', async () => {
    const document = await ports.gltf.readBinary(glb);
    const [primitive] = document.getRoot().listMeshes()[0]!.listPrimitives();
    const triangles = primitive!.getIndices()!.getCount() / 3;
    expect(triangles).toBeGreaterThanOrEqual(10_000);
    expect(triangles).toBeLessThanOrEqual(20_000);
    const picture = await ports.decodeImage(
      document.getRoot().listTextures()[0]!.getImage() as Uint8Array,
    );
    expect([picture.width, picture.height]).toEqual([1024, 1024]);
    const { issues } = await validateBytes(glb);
    expect(issues.messages.filter(({ severity }) => severity === 0)).toEqual([]);
  }, 60_000);

  it.each<AvatarId>(['regular', 'curvy'])(
    'hangs on the %s body and holds every gate',
    async (id) => {
      const avatar = await loadPresetBody(id, ports.gltf);
      const worn = await wearMesh(
        glb,
        avatar,
        { method: 'drape', category: 'top', file: 'mesh', offsetMm: 4 },
        ports,
        stageClock(CONTEXT),
      );
      expect(worn.report.gates).toEqual({
        openings: true,
        manifold: true,
        simple_outline: true,
        coverage: true,
        drop: true,
        strain: true,
        penetration: true,
      });
      expect(worn.report.valid).toBe(true);
    },
    120_000,
  );

  it('says in its file what it is, so that the file alone can be put on another body', async () => {
    const wear = async (id: AvatarId, file: Uint8Array, category: 'top' | null) =>
      wearMesh(
        file,
        await loadPresetBody(id, ports.gltf),
        { method: 'rigid', category, file: 'mesh', offsetMm: 4 },
        ports,
        stageClock(CONTEXT),
      );
    const first = await wear('regular', glb, 'top');
    const again = await wear('curvy', first.garmentGlb, null);
    expect(again.report.category.value).toBe('top');
    expect(again.report.gates.openings).toBe(true);
  }, 60_000);
});
