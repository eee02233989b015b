import type { MadeGarment } from '@fitroom/shared/tryon/made-garment';
import type { PutOnGarment } from '@fitroom/shared/tryon/put-on';
import { expect, test } from 'vitest';
import { createWornKeeper } from './worn-keeper.ts';

const garment = { outlineIou: 0.99, texture: { width: 2 } } as unknown as MadeGarment;
const worn = {} as PutOnGarment;

test('the last garment is known again by its content, on the same body with the same ease only', () => {
  const keeper = createWornKeeper();
  keeper.keep({ garment, bodyId: 'slim', ease: null, fabric: 'auto' }, worn);
  const copy = structuredClone(garment);
  expect(keeper.find({ garment: copy, bodyId: 'slim', ease: null, fabric: 'auto' })).toBe(worn);
  expect(keeper.find({ garment, bodyId: 'curvy', ease: null, fabric: 'auto' })).toBeNull();
  expect(keeper.find({ garment, bodyId: 'slim', ease: 'oversize', fabric: 'auto' })).toBeNull();
  expect(keeper.find({ garment, bodyId: 'slim', ease: null, fabric: 'silk' })).toBeNull();
  expect(
    keeper.find({
      garment: { ...garment, outlineIou: 0.98 },
      bodyId: 'slim',
      ease: null,
      fabric: 'auto',
    }),
  ).toBeNull();
});
