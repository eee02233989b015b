import { expect, test } from 'vitest';
import type { StoredGarment } from '../storage/database.ts';
import { categoryOf, goesWith, hangsFromWaist } from './wardrobe-records.ts';

const garment = (kept: Partial<StoredGarment>) =>
  ({ place: 'device', made: null, cloth3dId: null, ...kept }) as StoredGarment;
const onServer = garment({ place: 'server', cloth3dId: 'a', category: 'skirt' });
const brought = garment({ mesh: { blob: new Blob(), category: 'top' } });
/** Its mesh is kept here, what it was made of there. */
const ofServersNetworks = garment({ mesh: brought.mesh ?? null, cloth3dId: 'b' });

test('garments go together where all of them are kept', () => {
  expect(goesWith(onServer, garment({ place: 'server', cloth3dId: 'c' }))).toBe(true);
  expect(goesWith(onServer, ofServersNetworks)).toBe(true);
  expect(goesWith(onServer, brought), 'the server does not have it').toBe(false);
  expect(goesWith(brought, ofServersNetworks)).toBe(true);
  expect(goesWith(brought, onServer), 'this device does not have it').toBe(false);
});

test('what the server found a garment to be says how it is worn; of what earlier versions kept nothing is known', () => {
  expect(categoryOf(onServer)).toBe('skirt');
  expect(hangsFromWaist(onServer)).toBe(true);
  expect(categoryOf(garment({ place: 'server', cloth3dId: 'a' }))).toBeNull();
});
