import type { ModelInfo } from '@fitroom/shared/schemas/model-info';
import { expect, test } from 'vitest';
import { generatorOffers, placeFor } from './generator-offers.ts';

const info = (id: ModelInfo['id'], change: Partial<ModelInfo> = {}): ModelInfo => ({
  id,
  licence: 'MIT',
  commercial_use: true,
  available: true,
  reason: null,
  qualities: ['low', 'med'],
  device: 'cuda',
  to_download_mb: null,
  about_s: { low: 20, med: 60 },
  ...change,
});

test('without a server there is panels, on this device', () => {
  const [panels, ...others] = generatorOffers(null, false);
  expect(others).toEqual([]);
  expect(panels?.generator).toBe('panels');
  expect(placeFor(panels!, 'server')).toBe('device');
});

test('a server whose list has not come makes panels', () => {
  const [panels] = generatorOffers(null, true);
  expect(placeFor(panels!, 'server')).toBe('server');
});

test('the order is the server’s, and panels runs at both places', () => {
  const offers = generatorOffers(
    [
      info('zero123+instantmesh', { commercial_use: false, licence: 'CC-BY-NC 4.0' }),
      info('panels', { device: 'cpu' }),
      info('pifuhd', { available: false, reason: 'Pull it.', device: null }),
    ],
    true,
  );
  expect(offers.map(({ generator }) => generator)).toEqual([
    'zero123+instantmesh',
    'panels',
    'pifuhd',
  ]);
  const [best, panels, missing] = offers;
  expect(best).toMatchObject({
    commercialUse: false,
    places: { server: { runsOn: 'cuda', aboutSeconds: { low: 20, med: 60 } } },
  });
  expect(placeFor(best!, 'device')).toBe('server');
  expect(placeFor(panels!, 'server')).toBe('server');
  expect(placeFor(panels!, 'device')).toBe('device');
  expect(placeFor(missing!, 'server')).toBeNull();
  expect(missing?.places.server?.reason).toBe('Pull it.');
});

test('what this device has networks for runs here, too, where the server has none', () => {
  const here = {
    isAvailable: true,
    reason: null,
    qualities: ['low'],
    runsOn: 'webgpu',
    aboutSeconds: { low: null, med: null },
    downloadBytes: 0,
  } as const;
  const triposr = { generator: 'triposr', licence: 'MIT', commercialUse: true, here } as const;
  const [both] = generatorOffers([info('triposr', { available: false })], true, [triposr]).filter(
    ({ generator }) => generator === 'triposr',
  );
  expect(placeFor(both!, 'server')).toBe('device');
  const [unfetched] = generatorOffers([info('triposr')], true, [
    { ...triposr, here: { ...here, downloadBytes: 1 } },
  ]).filter(({ generator }) => generator === 'triposr');
  expect(placeFor(unfetched!, 'device'), 'before anything is fetched').toBe('server');
  expect(generatorOffers(null, false, [triposr]).map(({ generator }) => generator)).toEqual([
    'panels',
    'triposr',
  ]);
});

test('what the server fetches first is said of the server, and no download to this device', () => {
  const offers = generatorOffers([info('triposr', { to_download_mb: 1700 })], true);
  const triposr = offers.find(({ generator }) => generator === 'triposr');
  expect(triposr?.places.server).toMatchObject({ serverFetchesMb: 1700, downloadBytes: 0 });
});
