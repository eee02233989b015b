import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type { PaintedMap, StandingFiles } from '@fitroom/web-workers/protocol/try-on-worker';
import { expect, test, vi } from 'vitest';
import { finish, fitted, photo, room, together, worn } from '../../test/room/room-in-memory.ts';
import { paintedMap, shownGlb, shownStance } from './what-is-shown.ts';

const standing = (report: StandingFiles['report'] = null): Outcome<StandingFiles> => ({
  status: 'done',
  value: { glb: new Blob(['posed']), thumbnail: new Blob(), report, walk: null },
});

test('a pose is made once, kept with the garment, and follows it to another body', async () => {
  const all = room();
  const { controller, device } = all;
  await worn(all);
  const first = controller.state().result!.id;
  controller.chooseStance('t');
  await vi.waitFor(() => expect(device.stands).toHaveLength(1));
  expect(controller.state().job?.kind).toBe('stance');
  device.stands[0]!.end(standing());
  await vi.waitFor(() => expect(shownStance(controller.state())).toBe('t'));
  controller.chooseStance('own');
  expect(shownStance(controller.state())).toBe('own');
  controller.chooseStance('t');
  await vi.waitFor(() => expect(shownStance(controller.state())).toBe('t'));
  expect(device.stands, 'from the history').toHaveLength(1);

  controller.chooseBody('curvy');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  device.fits[1]!.end(fitted());
  await vi.waitFor(() => expect(device.stands).toHaveLength(2));
  expect(device.stands[1]).toMatchObject({ stance: 't', wishes: { bodyId: 'curvy' } });
  device.stands[1]!.end(standing());
  await vi.waitFor(() => expect(controller.state().job).toBeNull());

  controller.takePhoto(photo(), 'b.jpg');
  expect(controller.state().wishes.stance, 'another garment').toBe('own');
  await finish(all, 2);
  await controller.open(first);
  await vi.waitFor(() => expect(shownStance(controller.state())).toBe('t'));
  expect(device.stands).toHaveLength(2);
});

test('a cancelled or failed pose leaves chosen and shown pose the same', async () => {
  const all = room();
  const { controller, device } = all;
  await worn(all);
  controller.chooseStance('walk');
  await vi.waitFor(() => expect(device.stands).toHaveLength(1));
  controller.cancel();
  expect(device.stands[0]!.watch.signal.aborted).toBe(true);
  expect(controller.state()).toMatchObject({ wishes: { stance: 'own' }, notice: 'cancelled' });

  controller.chooseStance('hips');
  await vi.waitFor(() => expect(device.stands).toHaveLength(2));
  const problem = { kind: 'input', code: 'garment-gone', message: 'gone' } as const;
  device.stands[1]!.end({ status: 'failed', problem });
  await vi.waitFor(() => expect(controller.state().problem).toEqual(problem));
  expect(controller.state().wishes.stance).toBe('own');
  controller.retry();
  await vi.waitFor(() => expect(device.stands).toHaveLength(3));
  expect(device.stands[2]!.stance).toBe('hips');
});

test('a pose that is no longer wished is not waited for', async () => {
  const all = room();
  const { controller, device } = all;
  await worn(all);
  controller.chooseStance('t');
  await vi.waitFor(() => expect(device.stands).toHaveLength(1));
  controller.chooseStance('own');
  expect(device.stands[0]!.watch.signal.aborted).toBe(true);
  expect(controller.state().job).toBeNull();
});

test('maps are painted of what is shown, again after a new pose, once for all of them', async () => {
  const all = room();
  const { controller, device, paints } = all;
  await worn(all);
  const painted: PaintedMap[] = (['strain', 'gap'] as const).map((map) => ({
    map,
    glb: new Blob([map]),
    picture: null,
    figures: { mean: 0, p95: 0, max: 0, shares: [] },
  }));
  controller.chooseMap('gap');
  await vi.waitFor(() => expect(paints).toHaveLength(1));
  expect(paints[0]!.of).toBe(controller.state().result!.fittedGlb);
  paints[0]!.end({ status: 'done', value: painted });
  await vi.waitFor(() => expect(paintedMap(controller.state())).toBe(painted[1]));
  controller.chooseMap('strain');
  expect(paintedMap(controller.state())).toBe(painted[0]);

  controller.chooseStance('t');
  await vi.waitFor(() => expect(device.stands).toHaveLength(1));
  device.stands[0]!.end(standing());
  await vi.waitFor(() => expect(paints).toHaveLength(2));
  expect(paintedMap(controller.state()), 'of the pose before').toBeNull();
  expect(paints[1]!.of).toBe(shownGlb(controller.state()));
  controller.chooseMap(null);
  await vi.waitFor(() => expect(controller.state().job).toBeNull());
});

test('two garments worn together take a pose together, walk, and are painted by their maps', async () => {
  const all = room();
  const { controller, device, paints } = all;
  await worn(all);
  const first = controller.state().garment!;
  await worn(all);
  controller.wearWith(first, 'over');
  await vi.waitFor(() => expect(device.wears).toHaveLength(1));
  expect(device.wears[0]!.pose, 'as they hang').toBeNull();
  device.wears[0]!.end(together(true));
  await vi.waitFor(() => expect(controller.state().result?.wornWith).toBeTruthy());

  controller.chooseStance('walk');
  await vi.waitFor(() => expect(device.walks).toHaveLength(1));
  expect(device.walks[0]).toMatchObject({ layers: device.wears[0]!.layers, simulate: false });
  device.walks[0]!.end(standing());
  await vi.waitFor(() => expect(shownStance(controller.state())).toBe('walk'));
  controller.chooseStance('walk-simulated');
  await vi.waitFor(() => expect(device.walks).toHaveLength(2));
  expect(device.walks[1]).toMatchObject({ layers: [{}, {}], simulate: true });
  device.walks[1]!.end(standing());
  await vi.waitFor(() => expect(shownStance(controller.state())).toBe('walk-simulated'));
  controller.chooseMap('gap');
  await vi.waitFor(() => expect(paints).toHaveLength(1));
  expect(paints[0]!.of).toBe(shownGlb(controller.state()));
  paints[0]!.end({ status: 'done', value: [] });
  controller.chooseMap(null);
  controller.chooseStance('t');
  await vi.waitFor(() => expect(device.wears).toHaveLength(2));
  expect(device.wears[1]!.pose).toBe('t');
  expect(device.wears[1]!.layers).toHaveLength(2);
  device.wears[1]!.end(together(false));
  await vi.waitFor(() => expect(shownStance(controller.state())).toBe('t'));
  expect(controller.state().standing?.report).toMatchObject({ valid: false, inOrder: false });
  expect(controller.state().result?.report.valid, 'the verdict is that of the drape').toBe(true);
  expect(device.stands).toHaveLength(0);
});

test('how it is put on is a result of its own, found again, and what is shown when it fails', async () => {
  const all = room();
  const { controller, device } = all;
  await worn(all);
  const draped = controller.state().result!;
  controller.chooseMethod('rigid');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  expect(device.fits[1]!.wishes).toMatchObject({ method: 'rigid', offsetMm: 4 });
  device.fits[1]!.end(fitted());
  await vi.waitFor(() => expect(controller.state().result?.method).toBe('rigid'));

  controller.chooseOffset(5);
  await vi.waitFor(() => expect(device.fits).toHaveLength(3));
  const problem = { kind: 'input', code: 'garment-gone', message: 'gone' } as const;
  device.fits[2]!.end({ status: 'failed', problem });
  await vi.waitFor(() => expect(controller.state().problem).toEqual(problem));
  expect(controller.state().wishes).toMatchObject({ method: 'rigid', offsetMm: 4 });

  controller.chooseMethod('drape');
  await vi.waitFor(() => expect(controller.state().result?.id).toBe(draped.id));
  expect(device.fits, 'from the history').toHaveLength(3);
});
