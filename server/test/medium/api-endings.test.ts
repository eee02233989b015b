import { describe, expect, test } from 'vitest';
import { FITTED, filesBelow, GENERATED, start } from './api-jobs-fixture.ts';

describe('cancelling', () => {
  test('ends a running job at once, and the next one runs', async () => {
    const { hand, harness, generate } = await start();
    const { cloth3d_id } = await generate();
    const running = await hand.next();
    const watching = harness.client.watchCloth3d(cloth3d_id, () => {});
    const cancelled = await harness.client.cancelCloth3d(cloth3d_id);
    expect(cancelled).toMatchObject({ status: 'error', error: { code: 'cancelled' } });
    expect(running.signal.aborted).toBe(true);
    expect((await watching).error?.code).toBe('cancelled');
    // Cancelling again changes nothing; what has ended otherwise cannot be cancelled.
    expect((await harness.client.cancelCloth3d(cloth3d_id)).error?.code).toBe('cancelled');
    const next = await generate();
    (await hand.next()).finish(GENERATED);
    await harness.client.watchCloth3d(next.cloth3d_id, () => {});
    await expect(harness.client.cancelCloth3d(next.cloth3d_id)).rejects.toMatchObject({
      problem: { status: 409, code: 'already-finished' },
    });
  });

  test('takes a waiting job out of the line', async () => {
    const { hand, harness, generate } = await start();
    await generate();
    const second = await generate({ ease: 'slim' });
    const third = await generate({ ease: 'oversize' });
    const first = await hand.next();
    await harness.client.cancelCloth3d(second.cloth3d_id);
    first.finish(GENERATED);
    (await hand.next()).finish(GENERATED);
    expect((await harness.client.watchCloth3d(third.cloth3d_id, () => {})).status).toBe('done');
    expect((await harness.client.getCloth3d(second.cloth3d_id)).status).toBe('error');
  });
});

describe('deleting', () => {
  test('a cloth takes everything made from it along, files too', async () => {
    const { hand, harness, cloth_id, generate } = await start();
    const { cloth3d_id } = await generate();
    (await hand.next()).finish(GENERATED);
    const fit = await harness.client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
    (await hand.next()).finish(FITTED);
    const session = await harness.client.watchSession(fit.fitting_session_id, () => {});
    expect(filesBelow(harness, 'clothes', cloth_id)).toContain('original.jpg');
    expect(filesBelow(harness, 'sessions', session.id)).toEqual(['fitted.glb', 'thumb.webp']);
    await harness.client.deleteCloth(cloth_id);
    for (const path of [
      `/clothes/${cloth_id}`,
      `/clothes3d/${cloth3d_id}`,
      `/session/${session.id}`,
    ]) {
      expect((await harness.send(path)).status).toBe(404);
    }
    expect(filesBelow(harness, 'clothes')).toEqual([]);
    expect(filesBelow(harness, 'sessions')).toEqual([]);
    // A link that is still good finds nothing.
    expect((await fetch(session.fitted_gltf_url ?? '')).status).toBe(404);
  });

  test('a 3D garment leaves the photo, and a session leaves the garment', async () => {
    const { hand, harness, cloth_id, generate } = await start();
    const { cloth3d_id } = await generate();
    (await hand.next()).finish(GENERATED);
    const fit = await harness.client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
    (await hand.next()).finish(FITTED);
    await harness.client.watchSession(fit.fitting_session_id, () => {});
    await harness.client.deleteSession(fit.fitting_session_id);
    expect((await harness.client.getCloth3d(cloth3d_id)).status).toBe('done');
    await harness.client.deleteCloth3d(cloth3d_id);
    expect(filesBelow(harness, 'clothes', cloth_id)).toEqual(['original.jpg']);
    expect((await harness.client.getCloth(cloth_id)).status).toBe('uploaded');
  });

  test('ends a running job, tells who watches, and leaves no files behind', async () => {
    const { hand, harness, cloth_id, generate } = await start();
    const { cloth3d_id } = await generate();
    const running = await hand.next();
    const events = await harness.send(`/clothes3d/${cloth3d_id}/events`);
    await harness.client.deleteCloth(cloth_id);
    expect(running.signal.aborted).toBe(true);
    expect(await events.text()).toContain('event: gone');
    expect(filesBelow(harness, 'clothes')).toEqual([]);
  });
});
