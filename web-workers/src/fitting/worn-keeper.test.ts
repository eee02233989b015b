import type { MadeGarment } from '@fitroom/shared/tryon/made-garment';
import type { PutOnGarment } from '@fitroom/shared/tryon/put-on';
import { expect, test } from 'vitest';
import { createWornKeeper } from './worn-keeper.ts';

const garment = { outlineIou: 0.99, texture: { width: 2 } } as unknown as MadeGarment;
const worn = {} as PutOnGarment;

const by = {
  garment,
  bodyId: 'slim',
  ease: null,
  fabric: 'auto',
  method: 'drape',
  offsetMm: 4,
} as const;

test('the last garment is known again by its content, put on as it was only', () => {
  const keeper = createWornKeeper();
  keeper.keep(by, worn);
  expect(keeper.find({ ...by, garment: structuredClone(garment) })).toBe(worn);
  for (const other of [
    { bodyId: 'curvy' },
    { ease: 'oversize' },
    { fabric: 'silk' },
    { method: 'rigid' },
    { offsetMm: 5 },
    { garment: { ...garment, outlineIou: 0.98 } },
  ] as const) {
    expect(keeper.find({ ...by, ...other }), Object.keys(other)[0]).toBeNull();
  }
});
