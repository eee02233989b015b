import { expect, test, vi } from 'vitest';
import { fitted, room, tryOn } from '../../test/room/room-in-memory.ts';

const SEEN = { category: 'skirt', isSure: false, triangles: 4800, isThinned: false } as const;

test('a 3D file is looked at, asked about, and worn and kept as what the user says', async () => {
  const { controller, device, looks, results } = room();
  const file = new Blob(['glTF']);
  controller.takeMesh(file, 'skirt.glb');
  await vi.waitFor(() => expect(looks).toHaveLength(1));
  expect(controller.state().job?.kind).toBe('look');
  looks[0]?.end({ status: 'done', value: SEEN });
  await vi.waitFor(() => expect(controller.state().asked?.seen).toEqual(SEEN));
  expect(device.fits, 'nothing is worn before the answer').toHaveLength(0);
  controller.answerMesh('dress');
  expect(controller.state().asked).toBeNull();
  await vi.waitFor(() => expect(device.fits).toHaveLength(1));
  expect(device.fits[0]?.garment.mesh).toEqual({ blob: file, category: 'dress' });
  device.fits[0]?.end(fitted());
  await vi.waitFor(() => expect(controller.state().result).not.toBeNull());
  expect(results.size).toBe(1);
  controller.chooseBody('curvy');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  expect(device.fits[1]?.garment.mesh?.category).toBe('dress');
});

test('a 3D file that cannot be worn, or that is declined, leaves what is shown as it is', async () => {
  const all = room();
  await tryOn(all);
  const { controller, looks } = all;
  const shown = controller.state().result;
  controller.takeMesh(new Blob(), 'a.glb');
  await vi.waitFor(() => expect(looks).toHaveLength(1));
  const problem = { kind: 'input', code: 'not-a-glb', message: 'No.' } as const;
  looks[0]?.end({ status: 'failed', problem });
  await vi.waitFor(() => expect(controller.state().problem).toEqual(problem));
  expect(controller.state().result).toBe(shown);
  controller.takeMesh(new Blob(), 'b.glb');
  await vi.waitFor(() => expect(looks).toHaveLength(2));
  looks[1]?.end({ status: 'done', value: SEEN });
  await vi.waitFor(() => expect(controller.state().asked).not.toBeNull());
  controller.answerMesh(null);
  expect(controller.state()).toMatchObject({ asked: null, job: null, result: shown });
});
