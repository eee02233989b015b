import { ProblemSchema } from '@fitroom/shared/schemas/problem';
import { describe, expect, test } from 'vitest';
import { wornGarment } from '../../../shared/test/shapes/generated-meshes.ts';
import { meshDocument } from '../../../shared/test/shapes/mesh-document.ts';
import type { OutfitOutput } from '../../src/jobs/job-task.ts';
import { createNodeGltf } from '../../src/platform/node-gltf.ts';
import { loadPresetBody } from '../../src/platform/preset-bodies.ts';
import { plainPhoto, samplePhoto, startHarness } from './api-harness.ts';
import { codeOf, filesBelow, GENERATED, REPORT, start } from './api-jobs-fixture.ts';

const { timings_ms, garment, ...rest } = REPORT;
const { bytes: _bytes, ...mesh } = garment;
const DRESSED: OutfitOutput = {
  kind: 'outfit',
  fittedGlb: Uint8Array.of(7, 7),
  thumbnail: Uint8Array.of(8),
  report: {
    schema: 1,
    layers: [
      { ...rest, garment: mesh },
      { ...rest, garment: mesh, valid: true },
    ],
    valid: false,
    timings_ms,
  },
};

/** Two garments of one photo: the first is made, the second still in the making. */
async function twoGarments() {
  const started = await start({ FITROOM_WORKERS: '2' });
  const first = await started.generate();
  (await started.hand.next()).finish(GENERATED);
  await started.harness.client.watchCloth3d(first.cloth3d_id, () => {});
  const second = await started.generate();
  return { ...started, inner: first.cloth3d_id, outer: second.cloth3d_id };
}

describe('an outfit', () => {
  test('waits for all of its garments, is worn in stated order, and says how each fits', async () => {
    const { hand, harness, inner, outer } = await twoGarments();
    const asked = await harness.client.wearOutfit({
      garments: [
        { cloth3d_id: inner, tucked: true },
        { cloth3d_id: outer, fabric: 'denim' },
      ],
      avatar_preset_id: 'slim',
      pose: 'relaxed',
      offset_mm: 5,
      animate: 'walk',
      simulate: true,
      maps: true,
    });
    const making = await hand.next();
    expect(making.task.kind).toBe('generate');
    const waiting = await harness.client.getSession(asked.fitting_session_id);
    expect(waiting).toMatchObject({ status: 'processing', stage: 'waiting', user_id: 'ann' });
    expect(hand.untaken, 'one of its garments is still in the making').toBe(0);
    making.finish({ ...GENERATED, garment: Uint8Array.of(9) });

    const dressing = await hand.next();
    expect(dressing.task).toMatchObject({
      kind: 'outfit',
      garments: [
        { garment: GENERATED.garment, tucked: true },
        { garment: Uint8Array.of(9), tucked: false, fabric: 'denim' },
      ],
      pose: 'relaxed',
      options: { offsetMm: 5, walk: 'simulated', maps: true },
      body: { id: 'slim' },
    });
    const map = { map: 'gap', glb: Uint8Array.of(5), picture: Uint8Array.of(6) } as const;
    dressing.finish({ ...DRESSED, walkGlb: Uint8Array.of(4), maps: [map] });
    const session = await harness.client.watchSession(asked.fitting_session_id, () => {});
    expect(session).toMatchObject({
      status: 'done',
      cloth3d_id: outer,
      outfit: [
        { cloth3d_id: inner, tucked: true },
        { cloth3d_id: outer, tucked: false, fabric: 'denim' },
      ],
      pose: 'relaxed',
      report: null,
      outfit_report: { valid: false, layers: [{ valid: false }, { valid: true }] },
    });
    expect(await harness.client.fetchBytes(session.walk_gltf_url ?? '')).toEqual(Uint8Array.of(4));
    expect(session).toMatchObject({ offset_mm: 5, maps: [{ map: 'gap' }] });
    const result = await harness.client.getSessionResult(asked.fitting_session_id);
    const bytes = await harness.client.fetchBytes(result.fitted_gltf_url ?? '');
    expect(bytes).toEqual(DRESSED.fittedGlb);
    expect(result.thumb_url).not.toBeNull();
  });

  test('goes with any of its garments, files and all', async () => {
    const { hand, harness, inner, outer } = await twoGarments();
    (await hand.next()).finish(GENERATED);
    const { fitting_session_id } = await harness.client.wearOutfit({
      garments: [{ cloth3d_id: inner }, { cloth3d_id: outer }],
      avatar_preset_id: 'slim',
    });
    (await hand.next()).finish(DRESSED);
    await harness.client.watchSession(fitting_session_id, () => {});
    expect(filesBelow(harness, 'sessions', fitting_session_id)).toHaveLength(2);
    await harness.client.deleteCloth3d(inner);
    const gone = await harness.send(`/session/${fitting_session_id}`);
    expect(await codeOf(gone)).toEqual([404, 'not-found']);
    expect(filesBelow(harness, 'sessions', fitting_session_id)).toBeNull();
  });

  test('is refused with the place of what is wrong', async () => {
    const { harness, inner, outer } = await twoGarments();
    const pointersOf = async (body: unknown) => {
      const answer = await harness.sendJson('/outfit', body);
      const problem = ProblemSchema.parse(await answer.json());
      return [answer.status, problem.errors?.map(({ pointer }) => pointer)];
    };
    const on = { avatar_preset_id: 'slim' };
    const one = { cloth3d_id: inner };
    expect(await pointersOf({ ...on, garments: [one] })).toEqual([422, ['/garments']]);
    expect(await pointersOf({ ...on, garments: [one, one] })).toEqual([422, ['/garments']]);
    expect(
      await pointersOf({
        ...on,
        pose: 'handstand',
        garments: [one, { cloth3d_id: outer, tuck: true }],
      }),
    ).toEqual([422, ['/garments/1/tuck', '/pose']]);
    expect(
      await pointersOf({ ...on, garments: [one, { cloth3d_id: outer, fabric: 'tweed' }] }),
    ).toEqual([422, ['/garments/1/fabric']]);
    const both = [one, { cloth3d_id: outer }];
    expect(await pointersOf({ ...on, garments: both, simulate: true })).toEqual([
      422,
      ['/simulate'],
    ]);

    const { cloth_id } = await harness.upload(await plainPhoto(), 'bob');
    const { cloth3d_id } = await harness.client.generate3d(cloth_id, {
      model: 'panels',
      quality: 'med',
    });
    expect(await pointersOf({ ...on, garments: [one, { cloth3d_id }] })).toEqual([
      422,
      ['/garments/1/cloth3d_id'],
    ]);
    const unknown = { ...on, garments: [one, { cloth3d_id: 'nobody' }] };
    expect(await codeOf(await harness.sendJson('/outfit', unknown))).toEqual([404, 'not-found']);
    const nowhere = { avatar_preset_id: 'giant', garments: [one, { cloth3d_id: outer }] };
    expect(await codeOf(await harness.sendJson('/outfit', nowhere))).toEqual([404, 'not-found']);
  });

  test('is in the reference', async () => {
    const { send } = await startHarness();
    const { paths, components } = (await (await send('/openapi.json')).json()) as {
      paths: object;
      components: object;
    };
    expect(paths).toHaveProperty(['/outfit', 'post', 'responses', '202']);
    expect(components).toHaveProperty(['schemas', 'OutfitRequest', 'properties', 'simulate']);
  });
});

/** A skirt as a GLB of somebody's own. */
async function skirtMesh(): Promise<Uint8Array> {
  const io = await createNodeGltf();
  const worn = wornGarment('skirt', await loadPresetBody('regular', io));
  return io.writeBinary(meshDocument(worn));
}

test('a tee of a photo tucked into a skirt of a mesh, in a pose, through the real pipeline', async () => {
  const { client, upload } = await startHarness({ environment: { FITROOM_WORKERS: '1' } });
  const { cloth_id } = await upload(await samplePhoto('tee-sunrise'));
  const tee = await client.generate3d(cloth_id, { model: 'panels', quality: 'low' });
  const mesh = await skirtMesh();
  const skirt = await client.uploadMesh({ userId: 'ann', mesh, category: 'skirt' });
  const { fitting_session_id } = await client.wearOutfit({
    garments: [
      { cloth3d_id: tee.cloth3d_id, tucked: true, fabric: 'jersey' },
      { cloth3d_id: skirt.cloth3d_id, tucked: true, fabric: 'denim' },
    ],
    avatar_preset_id: 'regular',
    pose: 'relaxed',
  });
  const session = await client.watchSession(fitting_session_id, () => {});
  expect(session.log).not.toMatch(/error/i);
  expect(session.status).toBe('done');
  const { layers } = session.outfit_report!;
  expect(layers.map(({ category }) => category.value)).toEqual(['top', 'skirt']);
  expect(layers.map(({ generator }) => generator)).toEqual(['panels', null]);
  expect(layers.map(({ fit }) => fit.fabric)).toEqual(['jersey', 'denim']);
  const [tucked, untucked] = layers.map(({ warnings }) => warnings.join());
  expect(tucked).not.toMatch(/tucked in/);
  expect(untucked).toMatch(/tucked in, but there is no waistband/);
  for (const { fit } of layers) expect(fit.penetrating_vertices).toBe(0);
  const glb = await client.fetchBytes(session.fitted_gltf_url ?? '');
  expect(new TextDecoder().decode(glb.subarray(0, 4))).toBe('glTF');
}, 240_000);
