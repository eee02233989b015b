import type { FitRequest } from '@fitroom/web-workers/protocol/try-on-worker';
import { expect, test } from 'vitest';
import type { TryOnClient } from '../compute/try-on-client.ts';
import type { StoredGarment } from '../storage/database.ts';
import { createDevicePlace } from './device-place.ts';
import { FIRST_WISHES } from './room-state.ts';

test('a garment keeps the ease that it was made with until another one is wished', async () => {
  const asked: FitRequest[] = [];
  const client: Pick<TryOnClient, 'fit'> = {
    async fit(request) {
      asked.push(request);
      return { status: 'cancelled' };
    },
  };
  const body = { id: 'regular', glbUrl: '/regular.glb', recordUrl: '/regular.json' };
  const place = createDevicePlace(
    client as TryOnClient,
    () => body,
    () => ({
      licence: 'MIT',
      commercialUse: true,
    }),
  );
  const garment = { ease: 'regular', made: { ease: 'oversize' } } as StoredGarment;
  const watch = {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onLog: () => undefined,
    onPreview: () => undefined,
  };
  await place.fit(garment, { ...FIRST_WISHES, ease: 'regular' }, watch);
  await place.fit(garment, { ...FIRST_WISHES, ease: 'slim', fabric: 'denim' }, watch);
  expect(asked.map(({ ease }) => ease)).toEqual([null, 'slim']);
  expect(asked.map(({ fabric }) => fabric)).toEqual(['auto', 'denim']);
});
