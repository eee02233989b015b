import type { ClothSolver } from '@fitroom/shared/cloth/cloth-solver';
import { cpuSolver } from '@fitroom/shared/cloth/cpu-solver';
import { runSample, solverSample } from '@fitroom/shared/cloth/solver-sample';
import { expect, it } from 'vitest';
import { createClothPlace } from './cloth-place.ts';

const BROKEN: ClothSolver = {
  device: 'webgpu',
  open: async (task) => ({
    ...(await cpuSolver.open(task)),
    run: () => Promise.reject(new Error('the device was lost: destroyed')),
  }),
};
const REPORT = { backend: 'webgpu', reason: 'forced', measuredMs: null, apart: null } as const;

it('a device that gives out is given up for good, and the job goes on', async () => {
  let choices = 0;
  const place = createClothPlace(async () => {
    choices++;
    return { device: BROKEN, report: REPORT };
  });
  expect(place.report()).toBeNull();
  expect(await place.ready()).toEqual(REPORT);
  const lines: string[] = [];
  const solver = await place.worker((line) => lines.push(line.en));
  const sample = solverSample(6, 20);
  expect(await runSample(solver, sample)).toEqual(await runSample(cpuSolver, sample));
  expect(lines).toEqual([
    'drape: the graphics card gave out (the device was lost: destroyed); the cloth goes on on the processor',
  ]);
  expect(place.report()).toEqual({ ...REPORT, backend: 'cpu', reason: 'device-lost' });
  expect(await place.worker(() => expect.unreachable())).toBe(cpuSolver);
  expect(choices).toBe(1);
});

it('a choice that fails keeps no job from the processor, and is made again', async () => {
  let choices = 0;
  const place = createClothPlace(async () => {
    if (choices++ < 2) throw new Error('no luck');
    return { device: BROKEN, report: REPORT };
  });
  await expect(place.ready()).rejects.toThrow('no luck');
  expect(await place.worker(() => undefined)).toBe(cpuSolver);
  expect((await place.worker(() => undefined)).device).toBe('webgpu');
});
