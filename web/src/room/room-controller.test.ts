import { expect, test, vi } from 'vitest';
import { finish, fitted, MADE, photo, room, tryOn } from '../../test/room/room-in-memory.ts';

test('a photo is made, fitted and kept, with progress that rises over both', async () => {
  const all = room();
  const { controller, device, results } = all;
  const overall: number[] = [];
  controller.subscribe(() => {
    const { job } = controller.state();
    if (job) overall.push(job.overall);
  });
  controller.takePhoto(photo(), 'a.jpg');
  await vi.waitFor(() => expect(device.makes).toHaveLength(1));
  device.makes[0]?.watch.onProgress('matte', 0.5);
  device.makes[0]?.end(MADE);
  await vi.waitFor(() => expect(device.fits).toHaveLength(1));
  device.fits[0]?.watch.onProgress('drape', 0.5);
  device.fits[0]?.end(fitted());
  await vi.waitFor(() => expect(controller.state().job).toBeNull());
  expect(results.size).toBe(1);
  expect(overall).toEqual([...overall].sort((a, b) => a - b));
});

test('what a place puts on as it makes it is kept without a fit of its own', async () => {
  const { controller, server, results } = room({ putsOn: true });
  controller.choosePlace('server');
  controller.takePhoto(photo(), 'a.jpg');
  controller.answerConsent(true);
  await vi.waitFor(() => expect(server.makes).toHaveLength(1));
  server.makes[0]?.watch.onProgress('drape', 0.9);
  expect(controller.state().job?.overall, 'its progress is that of the whole').toBe(0.9);
  const worn = fitted();
  if (worn.status !== 'done') throw new Error('unreachable');
  const value = { made: null, cloth3dId: 'cloth', fitted: worn.value };
  server.makes[0]?.end({ status: 'done', value });
  await vi.waitFor(() => expect(controller.state().result).not.toBeNull());
  expect(server.fits).toHaveLength(0);
  expect(results.size).toBe(1);
  expect(controller.state().garment?.cloth3dId).toBe('cloth');
});

test('another body is a fit only, and one that was dressed before is shown at once', async () => {
  const all = room();
  await tryOn(all);
  const { controller, device } = all;
  const first = controller.state().result?.id;
  controller.chooseBody('curvy');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  device.fits[1]?.end(fitted());
  await vi.waitFor(() => expect(controller.state().result?.bodyId).toBe('curvy'));
  controller.chooseBody('regular');
  await vi.waitFor(() => expect(controller.state().result?.id).toBe(first));
  expect(device.makes).toHaveLength(1);
  expect(device.fits).toHaveLength(2);
});

test('another fabric is a fit only, kept with the garment, and the one before is shown at once', async () => {
  const all = room();
  await tryOn(all);
  const { controller, device } = all;
  const first = controller.state().result?.id;
  controller.chooseFabric('denim');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  expect(device.fits[1]?.wishes.fabric).toBe('denim');
  device.fits[1]?.end(fitted());
  await vi.waitFor(() => expect(controller.state().result?.fabric).toBe('denim'));
  expect(controller.state().garment?.fabric).toBe('denim');
  controller.chooseFabric('auto');
  await vi.waitFor(() => expect(controller.state().result?.id).toBe(first));
  expect(device.makes).toHaveLength(1);
  expect(device.fits).toHaveLength(2);
});

test('a fabric whose fit is cancelled is not the chosen one', async () => {
  const all = room();
  await tryOn(all);
  const { controller, device } = all;
  controller.chooseFabric('silk');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  controller.cancel();
  expect(controller.state().wishes.fabric).toBe('auto');
});

test('a newer photo ends the older job, whose answer then changes nothing', async () => {
  const { controller, device } = room();
  controller.takePhoto(photo(), 'a.jpg');
  await vi.waitFor(() => expect(device.makes).toHaveLength(1));
  controller.takePhoto(photo(), 'b.jpg');
  await vi.waitFor(() => expect(device.makes).toHaveLength(2));
  expect(device.makes[0]?.watch.signal.aborted).toBe(true);
  device.makes[0]?.end(MADE);
  await Promise.resolve();
  expect(device.fits).toHaveLength(0);
  expect(controller.state().photo?.name).toBe('b.jpg');
});

test('a cancelled fit leaves the shown body and the chosen body the same', async () => {
  const all = room();
  await tryOn(all);
  const { controller, device } = all;
  controller.chooseBody('slim');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  controller.cancel();
  expect(controller.state()).toMatchObject({ job: null, notice: 'cancelled' });
  expect(controller.state().wishes.bodyId).toBe(controller.state().result?.bodyId);
});

test('a failure is shown, and the next try works', async () => {
  const { controller, device } = room();
  controller.takePhoto(photo(), 'a.jpg');
  await vi.waitFor(() => expect(device.makes).toHaveLength(1));
  const problem = { kind: 'input', code: 'no-garment', message: 'none' } as const;
  device.makes[0]?.end({ status: 'failed', problem });
  await vi.waitFor(() => expect(controller.state().problem).toEqual(problem));
  controller.retry();
  await vi.waitFor(() => expect(device.makes).toHaveLength(2));
  expect(controller.state().problem).toBeNull();
});

test('nothing goes to the server before the user agreed, and declining stays on the device', async () => {
  const { controller, device, server } = room();
  controller.choosePlace('server');
  controller.takePhoto(photo(), 'a.jpg');
  expect(controller.state().consent).toMatchObject({ what: 'photo', because: null });
  expect(server.makes).toHaveLength(0);
  controller.answerConsent(false);
  await vi.waitFor(() => expect(device.makes).toHaveLength(1));
  expect(server.makes).toHaveLength(0);
  expect(controller.state().wishes.place).toBe('device');

  controller.choosePlace('server');
  controller.takePhoto(photo(), 'b.jpg');
  controller.answerConsent(true);
  await vi.waitFor(() => expect(server.makes).toHaveLength(1));
});

test('a full disk shows the result and says that it is not kept', async () => {
  const all = room({ isFull: true });
  await tryOn(all);
  expect(all.controller.state().notice).toBe('not-kept');
});

test('a moved landmark makes the garment again in place of the one before', async () => {
  const all = room();
  const { controller, device, results } = all;
  controller.takePhoto(photo(), 'a.jpg');
  await finish(all, 1);
  controller.moveLandmark({ name: 'armpit-left', x: 0.6, y: 0.3 });
  await finish(all, 2);
  controller.moveLandmark({ name: 'crotch', x: 0.5, y: 0.5 });
  await vi.waitFor(() => expect(device.makes).toHaveLength(3));
  controller.moveLandmark({ name: 'armpit-left', x: 0.61, y: 0.3 });
  expect(device.makes[2]?.watch.signal.aborted, 'only the newest correction is fitted').toBe(true);
  await finish(all, 4);
  const { corrections } = device.makes[3]!.wishes;
  expect(corrections.map(({ name, x }) => [name, x])).toEqual([
    ['crotch', 0.5],
    ['armpit-left', 0.61],
  ]);
  expect([...results.keys()]).toEqual([controller.state().result?.id]);
  controller.resetLandmarks('nowhere');
  expect(device.makes, 'nothing to take back').toHaveLength(4);
  controller.resetLandmarks();
  await finish(all, 5);
  expect(device.makes[4]?.wishes.corrections).toEqual([]);
});

test.each([1, 2, 3, 4])(
  'a correction %i turns after the one before was kept leaves one result',
  async (turns) => {
    const all = room();
    const { controller, device, results } = all;
    controller.takePhoto(photo(), 'a.jpg');
    await finish(all, 1);
    controller.moveLandmark({ name: 'armpit-left', x: 0.6, y: 0.3 });
    await vi.waitFor(() => expect(device.makes).toHaveLength(2));
    device.makes[1]?.end(MADE);
    await vi.waitFor(() => expect(device.fits).toHaveLength(2));
    device.fits[1]?.end(fitted());
    while (results.size < 2) await Promise.resolve();
    for (let turn = 1; turn < turns; turn++) await Promise.resolve();
    controller.moveLandmark({ name: 'crotch', x: 0.5, y: 0.5 });
    await finish(all, 3);
    expect([...results.keys()]).toEqual([controller.state().result?.id]);
  },
);

test('what was said of one photo is not taken for the next', async () => {
  const all = room();
  const { controller, device } = all;
  controller.takePhoto(photo(), 'a.jpg');
  await finish(all, 1);
  controller.takeBack({ blob: photo(), name: 'back.jpg' });
  await finish(all, 2);
  expect(device.makes[1]?.wishes.back?.name).toBe('back.jpg');
  controller.chooseFront('open');
  await finish(all, 3);
  controller.moveLandmark({ name: 'crotch', x: 0.5, y: 0.5 });
  await finish(all, 4);
  controller.takePhoto(photo(), 'b.jpg');
  expect(controller.state().wishes).toMatchObject({ front: 'auto', corrections: [], back: null });
});

test('a result of the history comes back with what was said of it', async () => {
  const all = room();
  const { controller } = all;
  controller.takePhoto(photo(), 'a.jpg');
  await finish(all, 1);
  controller.takeBack({ blob: photo(), name: 'back.jpg' });
  await finish(all, 2);
  controller.moveLandmark({ name: 'crotch', x: 0.5, y: 0.5 });
  await finish(all, 3);
  const kept = controller.state().result!.id;
  controller.takePhoto(photo(), 'b.jpg');
  await finish(all, 4);
  await controller.open(kept);
  expect(controller.state().wishes).toMatchObject({
    corrections: [{ name: 'crotch' }],
    back: { name: 'back.jpg' },
  });
});

test('a first look is shown until its garment is done, and stays while a newer job takes over', async () => {
  const all = room();
  const { controller, device } = all;
  await tryOn(all);
  const [coarse, newer] = [new Blob(['coarse']), new Blob(['newer'])];
  controller.chooseQuality('low');
  await vi.waitFor(() => expect(device.makes).toHaveLength(2));
  device.makes[1]?.watch.onPreview(coarse);
  expect(controller.state().preview).toBe(coarse);

  controller.chooseQuality('med');
  await vi.waitFor(() => expect(device.makes).toHaveLength(3));
  expect(controller.state().preview, 'nothing newer to see yet').toBe(coarse);
  device.makes[1]?.watch.onPreview(newer);
  expect(controller.state().preview, 'of a job that was ended').toBe(coarse);
  device.makes[2]?.watch.onPreview(newer);
  device.makes[2]?.end(MADE);
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  expect(controller.state().preview).toBe(newer);
  device.fits[1]?.end(fitted());
  await vi.waitFor(() => expect(controller.state().job).toBeNull());
  expect(controller.state().preview).toBeNull();
});

test('cancelling takes a first look away', async () => {
  const all = room();
  const { controller, device } = all;
  await tryOn(all);
  controller.chooseQuality('low');
  await vi.waitFor(() => expect(device.makes).toHaveLength(2));
  device.makes[1]?.watch.onPreview(new Blob(['coarse']));
  controller.cancel();
  expect(controller.state().preview).toBeNull();
});

test('two garments are worn together, kept as a result of their own, and judged as one', async () => {
  const all = room();
  const { controller, device, results } = all;
  await tryOn(all);
  const first = controller.state().garment!;
  await tryOn(all);
  const second = controller.state().garment!;
  await vi.waitFor(() => expect(controller.state().result?.garmentId).toBe(second.id));
  const alone = controller.state().result!;
  controller.wearWith(first, 'under');
  await vi.waitFor(() => expect(device.wears).toHaveLength(1));
  expect(device.wears[0]!.layers.map(({ garment }) => garment.id)).toEqual([second.id, first.id]);
  const fittedGlb = new Blob(['both']);
  const report = { schema: 1, valid: false, layers: [], timings_ms: { total: 5 } } as const;
  device.wears[0]!.end({
    status: 'done',
    value: { fittedGlb, thumbnail: new Blob(), report },
  });
  await vi.waitFor(() => expect(controller.state().job).toBeNull());
  const worn = controller.state().result!;
  expect(worn).toMatchObject({
    garmentId: second.id,
    wornWith: [{ garmentId: first.id, how: 'under' }],
    report: { valid: false },
  });
  expect(worn.fittedGlb).toBe(fittedGlb);
  expect(worn.garmentGlb).toBe(alone.garmentGlb);
  expect(results.get(worn.id)).toBe(worn);
});
