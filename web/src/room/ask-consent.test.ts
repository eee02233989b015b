import { expect, test, vi } from 'vitest';
import { fitted, MADE_HERE, photo, room } from '../../test/room/room-in-memory.ts';
import type { MadeSomewhere } from './try-on-place.ts';

const CUT = new Blob(['cut'], { type: 'image/png' });
const MESH: NonNullable<MadeSomewhere['mesh']> = {
  blob: new Blob(['glTF']),
  category: 'top',
  origin: { category: { value: 'top', source: 'detected', confidence: 0.9 } } as never,
  madeBy: {
    generator: 'zero123+instantmesh',
    place: 'server',
    licence: 'CC-BY-NC 4.0',
    commercialUse: false,
  },
};
const GENERATED = {
  status: 'done',
  value: { made: null, cloth3dId: 'cloth', fitted: null, mesh: MESH },
} as const;

/** A room whose photo is about to be made by the server's networks; it is cut out next. */
async function wished() {
  const all = room();
  all.controller.chooseGenerator('zero123+instantmesh', 'server');
  all.controller.takePhoto(photo(), 'a.jpg');
  await vi.waitFor(() => expect(all.cuts).toHaveLength(1));
  return all;
}

test('the cut-out is shown and asked about, sent in place of the photo, and its mesh worn here', async () => {
  const all = await wished();
  const { controller, cuts, server, device, results } = all;
  expect(controller.state().job).toMatchObject({ kind: 'make', place: 'device' });
  cuts[0]?.end({ status: 'done', value: CUT });
  await vi.waitFor(() => expect(controller.state().consent).not.toBeNull());
  expect(controller.state()).toMatchObject({
    job: null,
    consent: { what: 'cut-out', generator: 'zero123+instantmesh', because: null },
  });
  expect(controller.state().consent?.picture).toBe(CUT);
  expect(server.makes, 'nothing leaves before the answer').toHaveLength(0);
  controller.answerConsent(true);
  await vi.waitFor(() => expect(server.makes).toHaveLength(1));
  expect(server.makes[0]?.cutOut).toBe(CUT);
  controller.chooseBody('curvy');
  expect(server.makes, 'another body does not begin it anew').toHaveLength(1);
  server.makes[0]?.end(GENERATED);
  await vi.waitFor(() => expect(device.fits).toHaveLength(1));
  expect(device.fits[0]).toMatchObject({
    garment: { place: 'device', mesh: { category: 'top' }, madeBy: MESH.madeBy },
    wishes: { bodyId: 'curvy' },
  });
  device.fits[0]?.end(fitted());
  await vi.waitFor(() => expect(controller.state().result).not.toBeNull());
  expect(results.size).toBe(1);

  controller.chooseCategory('dress');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  expect(device.fits[1]?.garment.mesh, 'the same mesh as another kind').toEqual({
    blob: MESH.blob,
    category: 'dress',
    origin: { category: { value: 'dress', source: 'given', confidence: 1 } },
  });
  device.fits[1]?.end(fitted());
  await vi.waitFor(() => expect(results.size).toBe(2));

  controller.chooseQuality('low');
  await vi.waitFor(() => expect(cuts).toHaveLength(2));
  cuts[1]?.end({ status: 'done', value: CUT });
  await vi.waitFor(() => expect(server.makes, 'it was agreed to').toHaveLength(2));
  expect(controller.state().consent).toBeNull();
});

test('what stays here is made here, as a pattern', async () => {
  const { controller, cuts, server, device } = await wished();
  cuts[0]?.end({ status: 'done', value: CUT });
  await vi.waitFor(() => expect(controller.state().consent).not.toBeNull());
  controller.answerConsent(false);
  await vi.waitFor(() => expect(device.makes).toHaveLength(1));
  expect(controller.state().wishes).toMatchObject({ generator: 'panels', place: 'device' });
  expect(server.makes).toHaveLength(0);
});

test('a device that cannot cut it out says why, and asks for the photo itself', async () => {
  const { controller, cuts, server } = await wished();
  const problem = { kind: 'fault', code: 'device-memory', message: 'Out of memory' } as const;
  cuts[0]?.end({ status: 'failed', problem });
  await vi.waitFor(() => expect(controller.state().consent).not.toBeNull());
  expect(controller.state()).toMatchObject({
    problem: null,
    consent: { what: 'photo', because: 'device-memory' },
  });
  controller.answerConsent(true);
  await vi.waitFor(() => expect(server.makes).toHaveLength(1));
  expect(server.makes[0]?.cutOut).toBeNull();
});

test('a photo that is no good anywhere is not asked about, and a cancelled cut asks nothing', async () => {
  const { controller, cuts } = await wished();
  const problem = { kind: 'input', code: 'no-garment', message: 'none' } as const;
  cuts[0]?.end({ status: 'failed', problem });
  await vi.waitFor(() => expect(controller.state().problem).toEqual(problem));
  expect(controller.state().consent).toBeNull();
  controller.retry();
  await vi.waitFor(() => expect(cuts).toHaveLength(2));
  controller.cancel();
  cuts[1]?.end({ status: 'done', value: CUT });
  await Promise.resolve();
  expect(controller.state()).toMatchObject({ consent: null, notice: 'cancelled' });
});

test('a step that this device cannot do is done on the server once the user agrees, who is told why', async () => {
  const { controller, device, server } = room();
  controller.takePhoto(photo(), 'a.jpg');
  await vi.waitFor(() => expect(device.makes).toHaveLength(1));
  const problem = { kind: 'fault', code: 'device-runtime', message: 'no WebAssembly' } as const;
  device.makes[0]?.end({ status: 'failed', problem });
  await vi.waitFor(() => expect(controller.state().problem).toEqual(problem));
  controller.retryElsewhere('panels', 'server');
  expect(controller.state().consent).toMatchObject({ what: 'photo', because: 'device-runtime' });
  controller.answerConsent(true);
  await vi.waitFor(() => expect(server.makes).toHaveLength(1));
  controller.retryElsewhere('panels', 'device');
  await vi.waitFor(() => expect(device.makes).toHaveLength(2));
  device.makes[1]?.end(MADE_HERE);
  await vi.waitFor(() => expect(device.fits).toHaveLength(1));
});

test('PIFuHD is sent the photo, for it looks at the person, and only after the same question', () => {
  const { controller, cuts, server } = room();
  controller.chooseGenerator('pifuhd', 'server');
  controller.takePhoto(photo(), 'a.jpg');
  expect(cuts).toHaveLength(0);
  expect(controller.state().consent).toMatchObject({ what: 'photo', generator: 'pifuhd' });
  expect(server.makes).toHaveLength(0);
});
