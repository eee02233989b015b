import { expect, test } from 'vitest';
import type { KnownModel } from './damage-memory.ts';
import { licenceOf } from './generator-licences.ts';
import { judgeNeed, type ModelsSeen } from './generator-need.ts';
import { openModelCatalogue } from './model-catalogue.ts';
import { MODEL_REASONS } from './model-reasons.ts';

const catalogue = openModelCatalogue();
const NAME = 'zero123+instantmesh';
const READY: KnownModel = {
  state: 'ready',
  manifest: null,
  faults: [],
  isFoundByReading: false,
};
const BOTH = new Map([
  ['zero123plus-views', READY],
  ['instantmesh-base', READY],
]);
const judge = (seen: Partial<ModelsSeen>) =>
  judgeNeed(catalogue, NAME, 'med', {
    folder: '/models',
    installed: BOTH,
    accepted: [],
    acceptsNonCommercial: true,
    isPulled: false,
    failedPulls: new Map(),
    ...seen,
  });

test('models that are there and may be used are enough', () => {
  expect(judge({})).toEqual({ is: 'ready' });
});

test('a generator is as free as all of its models together', () => {
  expect(licenceOf(catalogue, NAME)).toEqual({
    licence: 'CC-BY-NC 4.0 and Apache-2.0: non-commercial',
    commercialUse: false,
  });
  expect(licenceOf(catalogue, 'triposr')).toEqual({ licence: 'MIT', commercialUse: true });
  expect(licenceOf({ ...catalogue, generators: [] }, 'pifuhd').commercialUse).toBe(false);
});

test('a reason names the command that mends it', () => {
  const reason = (seen: Partial<ModelsSeen>) => {
    const state = judge(seen);
    return state.is === 'unavailable' ? state.reason.en : state.is;
  };
  expect(reason({ folder: null })).toMatch(/FITROOM_MODELS.*fitroom -- models pull/);
  expect(reason({ acceptsNonCommercial: false })).toMatch(/CC-BY-NC 4\.0.*--accept-nc/);
  const half = new Map([['instantmesh-base', READY]]);
  expect(reason({ installed: half })).toMatch(/missing \(zero123plus-views\).*models pull/);
  const damaged = { ...READY, state: 'damaged', faults: ['rgb.onnx: missing'] } as const;
  expect(reason({ installed: new Map([...BOTH, ['instantmesh-base', damaged]]) })).toMatch(
    /damaged \(rgb\.onnx: missing\)/,
  );
});

test('what is missing is fetched where the operator set that up, once its licence is accepted', () => {
  const half = new Map([['instantmesh-base', READY]]);
  expect(judge({ installed: half, isPulled: true })).toEqual({
    is: 'pullable',
    missing: [expect.objectContaining({ name: 'zero123plus-views' })],
  });
  expect(judge({ installed: half, isPulled: true, acceptsNonCommercial: false }).is).toBe(
    'unavailable',
  );
});

test('what could not be fetched is unavailable, with a reason for users and one for the operator', () => {
  const failure = {
    reason: MODEL_REASONS.fetchFailed('zero123plus-views', 'checksum', 5),
    detail: 'Not at https://m.example.',
  };
  const seen = {
    installed: new Map([['instantmesh-base', READY]]),
    failedPulls: new Map([['zero123plus-views', failure]]),
  };
  expect(judge({ ...seen, isPulled: true })).toEqual({
    is: 'unavailable',
    ...failure,
    isFoundByJob: true,
  });
  expect(judge({ ...seen, isPulled: true, installed: BOTH })).toEqual({ is: 'ready' });
  expect(judge(seen)).toMatchObject({
    reason: { en: expect.stringContaining('missing'), ko: expect.stringContaining('없어요') },
  });
});

test('a licence that was accepted in other words is another', () => {
  const accepted = (licence: string) =>
    judge({
      acceptsNonCommercial: false,
      accepted: [
        {
          model: 'zero123plus-views',
          licence,
          at: '2026-01-01T00:00:00Z',
          by: 'operator',
        },
      ],
    }).is;
  expect(accepted('CC-BY-NC 4.0')).toBe('ready');
  expect(accepted('CC-BY-NC 3.0')).toBe('unavailable');
});
