import { expect, test, vi } from 'vitest';
import { fitted, room, together, worn } from '../../test/room/room-in-memory.ts';

/** A room in which the second garment is worn over the first. */
async function dressed() {
  const all = room();
  const { controller, device } = all;
  await worn(all);
  const other = controller.state().garment!;
  await worn(all);
  const alone = controller.state().result!;
  controller.wearWith(other, 'over');
  await vi.waitFor(() => expect(device.wears).toHaveLength(1));
  device.wears[0]!.end(together(true));
  await vi.waitFor(() => expect(controller.state().result?.wornWith).toBeTruthy());
  return { ...all, other, alone };
}

test('what is worn together stays so on another body and of another fabric', async () => {
  const { controller, device, other } = await dressed();
  const overall: number[] = [];
  controller.subscribe(() => {
    const { job } = controller.state();
    if (job) overall.push(job.overall);
  });
  controller.chooseBody('curvy');
  await vi.waitFor(() => expect(device.fits).toHaveLength(3));
  device.fits[2]!.watch.onProgress('drape', 1);
  device.fits[2]!.end(fitted());
  await vi.waitFor(() => expect(device.wears).toHaveLength(2));
  expect(device.wears[1]!.layers).toEqual(device.wears[0]!.layers);
  device.wears[1]!.end(together(true));
  await vi.waitFor(() => expect(controller.state().result?.bodyId).toBe('curvy'));
  const wornWith = [{ garmentId: other.id, how: 'over' }];
  expect(controller.state().result).toMatchObject({ wornWith });
  expect(overall, 'progress rises over both').toEqual([...overall].sort((a, b) => a - b));

  controller.chooseFabric('denim');
  await vi.waitFor(() => expect(device.fits).toHaveLength(4));
  device.fits[3]!.end(fitted());
  await vi.waitFor(() => expect(device.wears).toHaveLength(3));
  expect(device.wears[2]!.layers[1]!.garment.fabric).toBe('denim');
  device.wears[2]!.end(together(true));
  await vi.waitFor(() => expect(controller.state().result?.fabric).toBe('denim'));
  expect(controller.state().result).toMatchObject({ bodyId: 'curvy', wornWith });
});

test('the other garment is taken off, and by what puts no cloth on cloth', async () => {
  const { controller, device, alone, other } = await dressed();
  controller.takeOff(other.id);
  await vi.waitFor(() => expect(controller.state().result?.id).toBe(alone.id));
  expect(device.fits, 'from the history').toHaveLength(2);

  const again = await dressed();
  again.controller.chooseMethod('rigid');
  await vi.waitFor(() => expect(again.device.fits).toHaveLength(3));
  again.device.fits[2]!.end(fitted());
  await vi.waitFor(() => expect(again.controller.state().result?.method).toBe('rigid'));
  expect(again.controller.state().result?.wornWith).toBeFalsy();
  expect(again.device.wears).toHaveLength(1);
});

test('an outfit that cannot be worn on another body stays as it was', async () => {
  const { controller, device } = await dressed();
  const before = controller.state().result!;
  controller.chooseBody('slim');
  await vi.waitFor(() => expect(device.fits).toHaveLength(3));
  device.fits[2]!.end(fitted());
  await vi.waitFor(() => expect(device.wears).toHaveLength(2));
  const problem = { kind: 'fault', code: 'internal', message: 'of the test' } as const;
  device.wears[1]!.end({ status: 'failed', problem });
  await vi.waitFor(() => expect(controller.state().problem).toEqual(problem));
  expect(controller.state().result).toBe(before);
  expect(controller.state().wishes.bodyId).toBe(before.bodyId);
});

test('a third garment joins two, as many as are worn together, and each can be taken off', async () => {
  const all = await dressed();
  const { controller, device, other } = all;
  const inUse = controller.state().garment!;
  const third = { ...other, id: 'third' };
  await all.wardrobe.putGarment(third);
  controller.wearWith(third, 'under');
  await vi.waitFor(() => expect(device.wears).toHaveLength(2));
  const inOrder = device.wears[1]!.layers.map(({ garment }) => garment.id);
  expect(inOrder, 'inner to outer').toEqual([other.id, inUse.id, third.id]);
  device.wears[1]!.end(together(true));
  await vi.waitFor(() => expect(controller.state().result?.wornWith).toHaveLength(2));

  controller.wearWith({ ...other, id: 'fourth' }, 'over');
  controller.wearWith(third, 'over');
  await vi.waitFor(() => expect(device.wears, 'a fourth does not').toHaveLength(3));
  expect(device.wears[2]!.layers.map(({ garment }) => garment.id)).toEqual([
    other.id,
    third.id,
    inUse.id,
  ]);
  device.wears[2]!.end(together(true));
  await vi.waitFor(() => expect(controller.state().job).toBeNull());

  controller.takeOff(other.id);
  await vi.waitFor(() => expect(device.wears).toHaveLength(4));
  expect(device.wears[3]!.layers.map(({ garment }) => garment.id)).toEqual(['third', inUse.id]);
});
