import { InputError } from '@fitroom/shared/job/input-error';
import { describe, expect, test } from 'vitest';
import { FITTED, GENERATED, start } from './api-jobs-fixture.ts';

describe('fitting', () => {
  test('waits for a garment still in the making, then dresses the preset that was asked for', async () => {
    const { hand, harness, generate } = await start({ FITROOM_WORKERS: '2' });
    const { cloth3d_id } = await generate();
    const fit = await harness.client.fit({
      cloth3d_id,
      avatar_preset_id: 'curvy',
      ease: 'oversize',
      fabric: 'denim',
      offset_mm: 3.5,
      animate: 'walk',
      simulate: true,
      maps: true,
    });
    expect(fit.status).toBe('processing');
    const making = await hand.next();
    const waiting = await harness.client.getSession(fit.fitting_session_id);
    expect(waiting).toMatchObject({
      status: 'processing',
      stage: 'waiting',
      user_id: 'ann',
      fabric: 'denim',
    });
    expect(await harness.client.getSessionResult(fit.fitting_session_id)).toEqual({
      status: 'processing',
      cloth3d_url: null,
      avatar_preset_id: 'curvy',
      fitted_gltf_url: null,
      thumb_url: null,
    });
    // A second worker is free, and still leaves it alone.
    expect(hand.untaken).toBe(0);
    making.finish(GENERATED);
    const fitting = await hand.next();
    expect(fitting.task).toMatchObject({
      kind: 'fit',
      garment: GENERATED.garment,
      method: 'drape',
      ease: 'oversize',
      fabric: 'denim',
      options: { offsetMm: 3.5, walk: 'simulated', maps: true },
      body: { id: 'curvy' },
    });
    const [walkGlb, glb, picture] = [6, 7, 8].map((byte) => Uint8Array.of(byte)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    fitting.finish({ ...FITTED, walkGlb, maps: [{ map: 'gap', glb, picture }] });
    const session = await harness.client.watchSession(fit.fitting_session_id, () => {});
    expect(session).toMatchObject({ status: 'done', report: { valid: false } });
    const stored = await Promise.all(
      [session.walk_gltf_url, session.maps?.[0]?.gltf_url, session.maps?.[0]?.picture_url].map(
        (url) => harness.client.fetchBytes(url ?? ''),
      ),
    );
    expect(stored).toEqual([walkGlb, glb, picture]);
    expect(session).toMatchObject({ offset_mm: 3.5, maps: [{ map: 'gap' }] });
    const result = await harness.client.getSessionResult(fit.fitting_session_id);
    expect(result).toMatchObject({ status: 'done', avatar_preset_id: 'curvy' });
    expect(await harness.client.fetchBytes(result.fitted_gltf_url ?? '')).toEqual(FITTED.fittedGlb);
    expect(await harness.client.fetchBytes(result.cloth3d_url ?? '')).toEqual(GENERATED.garmentGlb);
  });

  test('in a fabric that there is not is refused, and the refusal names those that there are', async () => {
    const { harness, generate } = await start();
    const { cloth3d_id } = await generate();
    const asked = { cloth3d_id, avatar_preset_id: 'slim', fabric: 'tweed' as 'denim' };
    const refusal = await harness.client.fit(asked).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ problem: { status: 422, errors: [{ pointer: '/fabric' }] } });
    for (const [more, pointer] of [
      [{ offset_mm: 9 }, '/offset_mm'],
      [{ simulate: true }, '/simulate'],
    ] as const) {
      const other = harness.client.fit({ cloth3d_id, avatar_preset_id: 'slim', ...more });
      await expect(other).rejects.toMatchObject({
        problem: { status: 422, errors: [{ pointer }] },
      });
    }
    expect(JSON.stringify(refusal)).toMatch(/jersey.*poplin.*denim.*knit.*silk.*chiffon.*leather/);
  });

  test('ends with the garment that it waited for', async () => {
    const { hand, harness, generate } = await start();
    const { cloth3d_id } = await generate();
    const fit = await harness.client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
    (await hand.next()).fail(new InputError('no-garment', 'No garment was found.'));
    const session = await harness.client.watchSession(fit.fitting_session_id, () => {});
    expect(session).toMatchObject({ status: 'error', error: { code: 'cloth3d-failed' } });
    expect(session.log).toContain('No garment was found.');
  });
});
