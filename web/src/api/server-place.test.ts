import type { ApiClient } from '@fitroom/shared/client/api-client';
import type { FitRequest } from '@fitroom/shared/schemas/fitting-session';
import { expect, test } from 'vitest';
import { FIRST_WISHES } from '../room/room-state.ts';
import type { StoredGarment } from '../storage/database.ts';
import { createQueryClient } from './query-client.ts';
import { createServerPlace } from './server-place.ts';

test('the server is told how far off the skin cloth is wished, where it would do otherwise', async () => {
  const asked: FitRequest[] = [];
  const client: Pick<ApiClient, 'fit'> = {
    async fit(request) {
      asked.push(request);
      throw new Error('No more is of interest.');
    },
  };
  const place = createServerPlace(
    client as ApiClient,
    createQueryClient(),
    async () => 'ann',
    () => ({ licence: 'MIT', commercialUse: true }),
  );
  const garment = { place: 'server', cloth3dId: 'made-there' } as StoredGarment;
  const watch = {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onLog: () => undefined,
    onPreview: () => undefined,
  };
  await place.fit(garment, { ...FIRST_WISHES, offsetMm: 3.5 }, watch);
  await place.fit(garment, FIRST_WISHES, watch);
  expect(asked.map(({ offset_mm }) => offset_mm)).toEqual([3.5, undefined]);
});
