import type { ApiClient } from '@fitroom/shared/client/api-client';
import type { FitRequest, FittingSession } from '@fitroom/shared/schemas/fitting-session';
import type { OutfitRequest } from '@fitroom/shared/schemas/outfit';
import { expect, test, vi } from 'vitest';
import { FIRST_WISHES } from '../room/room-state.ts';
import type { LayeredGarment, PlaceWatch } from '../room/try-on-place.ts';
import type { StoredGarment } from '../storage/database.ts';
import { createQueryClient } from './query-client.ts';
import { createServerFitting } from './server-fitting.ts';
import { createAsk } from './server-requests.ts';

const ANSWER = { fitting_session_id: 'worn', status: 'processing' } as const;
const SESSION = {
  status: 'done',
  stage: 'finished',
  progress: 1,
  log: '',
  error: null,
  cloth3d_url: 'garment',
  fitted_gltf_url: 'dressed',
  thumb_url: 'picture',
  walk_gltf_url: null,
  report: { valid: true },
  outfit_report: null,
} as unknown as FittingSession;

/** A server whose every job ends as told, each file with its address for content. */
function serverThatEnds(session: Partial<FittingSession> = {}) {
  const fits: FitRequest[] = [];
  const outfits: OutfitRequest[] = [];
  const cancelSession = vi.fn(async () => SESSION);
  const client: Partial<ApiClient> = {
    fit: async (request) => {
      fits.push(request);
      return ANSWER;
    },
    wearOutfit: async (request) => {
      outfits.push(request);
      return ANSWER;
    },
    watchSession: async () => ({ ...SESSION, ...session }),
    fetchBytes: async (url) => new TextEncoder().encode(url),
    cancelSession,
  };
  const abort = new AbortController();
  const watch: PlaceWatch = {
    signal: abort.signal,
    onProgress: () => undefined,
    onLog: () => undefined,
    onPreview: () => undefined,
  };
  const fitting = createServerFitting(client as ApiClient, createAsk(createQueryClient()));
  return { fitting, fits, outfits, watch, abort, cancelSession };
}

const garmentOf = (cloth3dId: string | null, more: Partial<StoredGarment> = {}) =>
  ({ id: `of ${cloth3dId}`, place: 'server', made: null, cloth3dId, ...more }) as StoredGarment;
const TEE = garmentOf('tee', { fabric: 'jersey' });
const TUCKED: readonly LayeredGarment[] = [
  { garment: TEE, tucked: true },
  { garment: garmentOf('skirt', { fabric: 'denim' }), tucked: false },
];
const STATED = [
  { cloth3d_id: 'tee', tucked: true, fabric: 'jersey' },
  { cloth3d_id: 'skirt', tucked: false, fabric: 'denim' },
];
const frame = { simulated: true, strain_mean: 0, strain_p95: 0, penetrating_vertices: 0 };
const walkOf = (...simulated: readonly boolean[]) => ({
  frames: simulated.map((held) => ({ ...frame, simulated: held })),
  skinned_frames: simulated.filter((held) => !held).length,
});

test('a garment that the server keeps stands in a pose, and is told how it fits in it', async () => {
  const { fitting, fits, watch } = serverThatEnds();
  const stood = await fitting.stand(TEE, 't', { ...FIRST_WISHES, bodyId: 'curvy' }, watch);
  expect(fits).toMatchObject([{ cloth3d_id: 'tee', avatar_preset_id: 'curvy', pose: 't' }]);
  expect(fits[0]).not.toHaveProperty('animate');
  expect(stood).toMatchObject({ status: 'done', value: { report: { valid: true }, walk: null } });
  expect(stood.status === 'done' && (await stood.value.glb.text())).toBe('dressed');
});

test.each([
  ['walk', { animate: 'walk' }],
  ['walk-simulated', { animate: 'walk', simulate: true }],
] as const)('it walks: %s', async (stance, asked) => {
  const walk = walkOf(true, false);
  const report = { valid: true, walk } as FittingSession['report'];
  const { fitting, fits, watch } = serverThatEnds({ walk_gltf_url: 'walking', report });
  const walks = await fitting.stand(TEE, stance, FIRST_WISHES, watch);
  const { animate, simulate } = fits[0]!;
  expect({ animate, simulate }).toEqual({ simulate: undefined, ...asked });
  expect(fits[0]).not.toHaveProperty('pose');
  expect(walks).toMatchObject({ status: 'done', value: { report: null, walk } });
  expect(walks.status === 'done' && (await walks.value.glb.text())).toBe('walking');
});

test('what is only placed is asked for without the fabric that was chosen', async () => {
  const { fitting, fits, watch } = serverThatEnds();
  const wishes = { ...FIRST_WISHES, fabric: 'silk' } as const;
  await fitting.stand(TEE, 't', wishes, watch);
  await fitting.stand(TEE, 't', { ...wishes, method: 'rigid' }, watch);
  expect(fits).toMatchObject([{ fabric: 'silk' }, { method: 'rigid', fabric: 'auto' }]);
});

test('two are worn together in a pose, each of its fabric', async () => {
  const report = { valid: true, layers: [] } as unknown as FittingSession['outfit_report'];
  const { fitting, outfits, watch } = serverThatEnds({ report: null, outfit_report: report });
  const wishes = { ...FIRST_WISHES, offsetMm: 3.5 };
  const worn = await fitting.wear(TUCKED, wishes, watch, 'relaxed');
  expect(worn).toMatchObject({ status: 'done', value: { report } });
  await fitting.wear(TUCKED, FIRST_WISHES, watch, null);
  const on = { garments: STATED, avatar_preset_id: FIRST_WISHES.bodyId };
  expect(outfits).toEqual([{ ...on, pose: 'relaxed', offset_mm: 3.5 }, on]);
});

test('two walk together, and a moment in which either did not hold is said', async () => {
  const layers = [{ walk: walkOf(true, false, true) }, { walk: walkOf(false, true, true) }];
  const { fitting, outfits, watch } = serverThatEnds({
    walk_gltf_url: 'walking',
    outfit_report: { layers } as unknown as FittingSession['outfit_report'],
  });
  const walks = await fitting.walkTogether(TUCKED, FIRST_WISHES, watch, true);
  expect(outfits).toMatchObject([{ garments: STATED, animate: 'walk', simulate: true }]);
  expect(walks).toMatchObject({ status: 'done', value: { walk: { skinned_frames: 2 } } });
});

test('what the server does not keep, or no longer, is said to be gone; a job given up here is given up there', async () => {
  const { fitting, outfits, watch } = serverThatEnds();
  const here: LayeredGarment = { garment: garmentOf(null), tucked: false };
  const gone = { status: 'failed', problem: { code: 'garment-gone' } };
  expect(await fitting.wear([TUCKED[0]!, here], FIRST_WISHES, watch, null)).toMatchObject(gone);
  expect(outfits).toEqual([]);

  const expired = serverThatEnds({ expired_at: '2026-01-01T00:00:00Z' });
  expect(await expired.fitting.stand(TEE, 'a', FIRST_WISHES, expired.watch)).toMatchObject({
    problem: { code: 'result-expired' },
  });
  expired.abort.abort();
  expect(expired.cancelSession).toHaveBeenCalledWith('worn');
});
