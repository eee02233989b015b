import type { Stance } from '@fitroom/shared/posing/stances';
import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type {
  FittedFiles,
  OutfitFiles,
  PaintedMap,
  StandingFiles,
} from '@fitroom/web-workers/protocol/try-on-worker';
import { expect, test, vi } from 'vitest';
import type {
  StoredGarment,
  StoredPhoto,
  StoredResult,
  StoredStance,
} from '../storage/database.ts';
import type { Wardrobe } from '../storage/wardrobe.ts';
import { createRoomController } from './room-controller.ts';
import type { Wishes } from './room-state.ts';
import type { LayeredGarment, MadeSomewhere, PlaceWatch, TryOnPlace } from './try-on-place.ts';
import { paintedMap, shownGlb, shownStance } from './what-is-shown.ts';

/** A wardrobe in memory; `isFull` refuses to keep anything. */
function memoryWardrobe(isFull = false) {
  const photos = new Map<string, StoredPhoto>();
  const garments = new Map<string, StoredGarment>();
  const results = new Map<string, StoredResult>();
  const stances = new Map<string, StoredStance>();
  const put = async <T extends { id: string }>(map: Map<string, T>, item: T) => {
    if (isFull) throw new DOMException('full', 'QuotaExceededError');
    map.set(item.id, item);
  };
  const wardrobe: Wardrobe = {
    putPhoto: (photo) => put(photos, photo),
    putGarment: (garment) => put(garments, garment),
    putResult: (result) => put(results, result),
    photo: async (id) => photos.get(id),
    garment: async (id) => garments.get(id),
    result: async (id) => results.get(id),
    resultOn: async (garmentId, { bodyId, ease, fabric }) =>
      [...results.values()].findLast(
        (result) =>
          result.garmentId === garmentId &&
          result.bodyId === bodyId &&
          result.ease === ease &&
          result.fabric === fabric,
      ),
    putStance: (stance) => put(stances, stance),
    stanceOf: async (resultId, stance) =>
      [...stances.values()].findLast(
        (standing) => standing.resultId === resultId && standing.stance === stance,
      ),
    layerable: async () => [...garments.values()],
    results: async () => [...results.values()].reverse(),
    remove: async (id) => void results.delete(id),
    clear: async () => results.clear(),
  };
  return { wardrobe, results };
}

/** A place whose jobs end when the test says so. */
function slowPlace(putsOn = false) {
  const makes: { wishes: Wishes; watch: PlaceWatch; end(outcome: Outcome<MadeSomewhere>): void }[] =
    [];
  const wears: {
    layers: readonly LayeredGarment[];
    end(outcome: Outcome<OutfitFiles>): void;
  }[] = [];
  const fits: { wishes: Wishes; watch: PlaceWatch; end(outcome: Outcome<FittedFiles>): void }[] =
    [];
  const stands: {
    stance: Stance;
    wishes: Wishes;
    watch: PlaceWatch;
    end(outcome: Outcome<StandingFiles>): void;
  }[] = [];
  const place: TryOnPlace = {
    putsOn,
    make: (_photo, wishes, watch) =>
      new Promise((end) => {
        makes.push({ wishes, watch, end });
      }),
    fit: (_garment, wishes, watch) =>
      new Promise((end) => {
        fits.push({ wishes, watch, end });
      }),
    stand: (_garment, stance, wishes, watch) =>
      new Promise((end) => {
        stands.push({ stance, wishes, watch, end });
      }),
    wear: (layers) =>
      new Promise((end) => {
        wears.push({ layers, end });
      }),
  };
  return { place, makes, fits, wears, stands };
}

const MADE: Outcome<MadeSomewhere> = {
  status: 'done',
  value: { made: null, cloth3dId: null, fitted: null },
};
const fitted = (): Outcome<FittedFiles> => ({
  status: 'done',
  value: {
    garmentGlb: new Blob(),
    fittedGlb: new Blob(),
    thumbnail: new Blob(),
    report: { valid: true, category: { value: 'top' }, gates: {} } as FittedFiles['report'],
  },
});

function room(options: { isFull?: boolean; putsOn?: boolean } = {}) {
  const device = slowPlace();
  const server = slowPlace(options.putsOn);
  const { wardrobe, results } = memoryWardrobe(options.isFull);
  let lastId = 0;
  const paints: { of: Blob; end(outcome: Outcome<readonly PaintedMap[]>): void }[] = [];
  const controller = createRoomController({
    places: { device: device.place, server: server.place },
    wardrobe,
    paintMaps: (of) =>
      new Promise((end) => {
        paints.push({ of, end });
      }),
    now: () => 1000,
    newId: () => `id-${++lastId}`,
  });
  return { controller, device, server, results, paints };
}

const photo = () => new Blob(['photo']);

/** Lets a whole try-on happen on the device. */
async function tryOn({ controller, device }: ReturnType<typeof room>) {
  const before = device.makes.length;
  controller.takePhoto(photo(), 'a.jpg');
  await vi.waitFor(() => expect(device.makes).toHaveLength(before + 1));
  const fitsBefore = device.fits.length;
  device.makes.at(-1)?.end(MADE);
  await vi.waitFor(() => expect(device.fits).toHaveLength(fitsBefore + 1));
  device.fits.at(-1)?.end(fitted());
  await vi.waitFor(() => expect(controller.state().result).not.toBeNull());
}

test('a photo is made, fitted and kept, with progress that rises over both', async () => {
  const all = room();
  const { controller, device, results } = all;
  const overall: number[] = [];
  controller.subscribe(() => {
    const { job } = controller.state();
    if (job) overall.push(job.overall);
  });
  controller.takePhoto(photo(), 'a.jpg');
  await vi.waitFor(() => expect(device.makes).toHaveLength(1));
  device.makes[0]?.watch.onProgress('matte', 0.5);
  device.makes[0]?.end(MADE);
  await vi.waitFor(() => expect(device.fits).toHaveLength(1));
  device.fits[0]?.watch.onProgress('drape', 0.5);
  device.fits[0]?.end(fitted());
  await vi.waitFor(() => expect(controller.state().job).toBeNull());
  expect(results.size).toBe(1);
  expect(overall).toEqual([...overall].sort((a, b) => a - b));
});

test('what a place puts on as it makes it is kept without a fit of its own', async () => {
  const { controller, server, results } = room({ putsOn: true });
  controller.choosePlace('server');
  controller.takePhoto(photo(), 'a.jpg');
  controller.answerConsent(true);
  await vi.waitFor(() => expect(server.makes).toHaveLength(1));
  server.makes[0]?.watch.onProgress('drape', 0.9);
  expect(controller.state().job?.overall, 'its progress is that of the whole').toBe(0.9);
  const worn = fitted();
  if (worn.status !== 'done') throw new Error('unreachable');
  const value = { made: null, cloth3dId: 'cloth', fitted: worn.value };
  server.makes[0]?.end({ status: 'done', value });
  await vi.waitFor(() => expect(controller.state().result).not.toBeNull());
  expect(server.fits).toHaveLength(0);
  expect(results.size).toBe(1);
  expect(controller.state().garment?.cloth3dId).toBe('cloth');
});

test('another body is a fit only, and one that was dressed before is shown at once', async () => {
  const all = room();
  await tryOn(all);
  const { controller, device } = all;
  const first = controller.state().result?.id;
  controller.chooseBody('curvy');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  device.fits[1]?.end(fitted());
  await vi.waitFor(() => expect(controller.state().result?.bodyId).toBe('curvy'));
  controller.chooseBody('regular');
  await vi.waitFor(() => expect(controller.state().result?.id).toBe(first));
  expect(device.makes).toHaveLength(1);
  expect(device.fits).toHaveLength(2);
});

test('another fabric is a fit only, kept with the garment, and the one before is shown at once', async () => {
  const all = room();
  await tryOn(all);
  const { controller, device } = all;
  const first = controller.state().result?.id;
  controller.chooseFabric('denim');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  expect(device.fits[1]?.wishes.fabric).toBe('denim');
  device.fits[1]?.end(fitted());
  await vi.waitFor(() => expect(controller.state().result?.fabric).toBe('denim'));
  expect(controller.state().garment?.fabric).toBe('denim');
  controller.chooseFabric('auto');
  await vi.waitFor(() => expect(controller.state().result?.id).toBe(first));
  expect(device.makes).toHaveLength(1);
  expect(device.fits).toHaveLength(2);
});

test('a fabric whose fit is cancelled is not the chosen one', async () => {
  const all = room();
  await tryOn(all);
  const { controller, device } = all;
  controller.chooseFabric('silk');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  controller.cancel();
  expect(controller.state().wishes.fabric).toBe('auto');
});

test('a newer photo ends the older job, whose answer then changes nothing', async () => {
  const { controller, device } = room();
  controller.takePhoto(photo(), 'a.jpg');
  await vi.waitFor(() => expect(device.makes).toHaveLength(1));
  controller.takePhoto(photo(), 'b.jpg');
  await vi.waitFor(() => expect(device.makes).toHaveLength(2));
  expect(device.makes[0]?.watch.signal.aborted).toBe(true);
  device.makes[0]?.end(MADE);
  await Promise.resolve();
  expect(device.fits).toHaveLength(0);
  expect(controller.state().photo?.name).toBe('b.jpg');
});

test('a cancelled fit leaves the shown body and the chosen body the same', async () => {
  const all = room();
  await tryOn(all);
  const { controller, device } = all;
  controller.chooseBody('slim');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  controller.cancel();
  expect(controller.state()).toMatchObject({ job: null, notice: 'cancelled' });
  expect(controller.state().wishes.bodyId).toBe(controller.state().result?.bodyId);
});

test('a failure is shown, and the next try works', async () => {
  const { controller, device } = room();
  controller.takePhoto(photo(), 'a.jpg');
  await vi.waitFor(() => expect(device.makes).toHaveLength(1));
  const problem = { kind: 'input', code: 'no-garment', message: 'none' } as const;
  device.makes[0]?.end({ status: 'failed', problem });
  await vi.waitFor(() => expect(controller.state().problem).toEqual(problem));
  controller.retry();
  await vi.waitFor(() => expect(device.makes).toHaveLength(2));
  expect(controller.state().problem).toBeNull();
});

test('nothing goes to the server before the user agreed, and declining stays on the device', async () => {
  const { controller, device, server } = room();
  controller.choosePlace('server');
  controller.takePhoto(photo(), 'a.jpg');
  expect(controller.state().isAskingConsent).toBe(true);
  expect(server.makes).toHaveLength(0);
  controller.answerConsent(false);
  await vi.waitFor(() => expect(device.makes).toHaveLength(1));
  expect(server.makes).toHaveLength(0);
  expect(controller.state().wishes.place).toBe('device');

  controller.choosePlace('server');
  controller.takePhoto(photo(), 'b.jpg');
  controller.answerConsent(true);
  await vi.waitFor(() => expect(server.makes).toHaveLength(1));
});

test('a full disk shows the result and says that it is not kept', async () => {
  const all = room({ isFull: true });
  await tryOn(all);
  expect(all.controller.state().notice).toBe('not-kept');
});

/** A made garment whose reading is never looked at here. */
const MADE_HERE: Outcome<MadeSomewhere> = {
  status: 'done',
  value: { made: {} as MadeSomewhere['made'], cloth3dId: null, fitted: null },
};

/** As `tryOn`, for a make that the test has not ended yet. */
async function finish({ controller, device }: ReturnType<typeof room>, makes: number) {
  await vi.waitFor(() => expect(device.makes).toHaveLength(makes));
  const fits = device.fits.length;
  device.makes.at(-1)?.end(MADE_HERE);
  await vi.waitFor(() => expect(device.fits).toHaveLength(fits + 1));
  device.fits.at(-1)?.end(fitted());
  await vi.waitFor(() => expect(controller.state().job).toBeNull());
}

test('a moved landmark makes the garment again in place of the one before', async () => {
  const all = room();
  const { controller, device, results } = all;
  controller.takePhoto(photo(), 'a.jpg');
  await finish(all, 1);
  controller.moveLandmark({ name: 'armpit-left', x: 0.6, y: 0.3 });
  await finish(all, 2);
  controller.moveLandmark({ name: 'crotch', x: 0.5, y: 0.5 });
  await vi.waitFor(() => expect(device.makes).toHaveLength(3));
  controller.moveLandmark({ name: 'armpit-left', x: 0.61, y: 0.3 });
  expect(device.makes[2]?.watch.signal.aborted, 'only the newest correction is fitted').toBe(true);
  await finish(all, 4);
  const { corrections } = device.makes[3]!.wishes;
  expect(corrections.map(({ name, x }) => [name, x])).toEqual([
    ['crotch', 0.5],
    ['armpit-left', 0.61],
  ]);
  expect([...results.keys()]).toEqual([controller.state().result?.id]);
  controller.resetLandmarks('nowhere');
  expect(device.makes, 'nothing to take back').toHaveLength(4);
  controller.resetLandmarks();
  await finish(all, 5);
  expect(device.makes[4]?.wishes.corrections).toEqual([]);
});

test('what was said of one photo is not taken for the next', async () => {
  const all = room();
  const { controller, device } = all;
  controller.takePhoto(photo(), 'a.jpg');
  await finish(all, 1);
  controller.takeBack({ blob: photo(), name: 'back.jpg' });
  await finish(all, 2);
  expect(device.makes[1]?.wishes.back?.name).toBe('back.jpg');
  controller.chooseFront('open');
  await finish(all, 3);
  controller.moveLandmark({ name: 'crotch', x: 0.5, y: 0.5 });
  await finish(all, 4);
  controller.takePhoto(photo(), 'b.jpg');
  expect(controller.state().wishes).toMatchObject({ front: 'auto', corrections: [], back: null });
});

test('a result of the history comes back with what was said of it', async () => {
  const all = room();
  const { controller } = all;
  controller.takePhoto(photo(), 'a.jpg');
  await finish(all, 1);
  controller.takeBack({ blob: photo(), name: 'back.jpg' });
  await finish(all, 2);
  controller.moveLandmark({ name: 'crotch', x: 0.5, y: 0.5 });
  await finish(all, 3);
  const kept = controller.state().result!.id;
  controller.takePhoto(photo(), 'b.jpg');
  await finish(all, 4);
  await controller.open(kept);
  expect(controller.state().wishes).toMatchObject({
    corrections: [{ name: 'crotch' }],
    back: { name: 'back.jpg' },
  });
});

test('a first look is shown until its garment is done, and stays while a newer job takes over', async () => {
  const all = room();
  const { controller, device } = all;
  await tryOn(all);
  const [coarse, newer] = [new Blob(['coarse']), new Blob(['newer'])];
  controller.chooseQuality('low');
  await vi.waitFor(() => expect(device.makes).toHaveLength(2));
  device.makes[1]?.watch.onPreview(coarse);
  expect(controller.state().preview).toBe(coarse);

  controller.chooseQuality('med');
  await vi.waitFor(() => expect(device.makes).toHaveLength(3));
  expect(controller.state().preview, 'nothing newer to see yet').toBe(coarse);
  device.makes[1]?.watch.onPreview(newer);
  expect(controller.state().preview, 'of a job that was ended').toBe(coarse);
  device.makes[2]?.watch.onPreview(newer);
  device.makes[2]?.end(MADE);
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  expect(controller.state().preview).toBe(newer);
  device.fits[1]?.end(fitted());
  await vi.waitFor(() => expect(controller.state().job).toBeNull());
  expect(controller.state().preview).toBeNull();
});

test('cancelling takes a first look away', async () => {
  const all = room();
  const { controller, device } = all;
  await tryOn(all);
  controller.chooseQuality('low');
  await vi.waitFor(() => expect(device.makes).toHaveLength(2));
  device.makes[1]?.watch.onPreview(new Blob(['coarse']));
  controller.cancel();
  expect(controller.state().preview).toBeNull();
});

test('two garments are worn together, kept as a result of their own, and judged as one', async () => {
  const all = room();
  const { controller, device, results } = all;
  await tryOn(all);
  const first = controller.state().garment!;
  await tryOn(all);
  const second = controller.state().garment!;
  await vi.waitFor(() => expect(controller.state().result?.garmentId).toBe(second.id));
  const alone = controller.state().result!;
  controller.wearWith(first, 'under');
  await vi.waitFor(() => expect(device.wears).toHaveLength(1));
  expect(device.wears[0]!.layers.map(({ garment }) => garment.id)).toEqual([second.id, first.id]);
  const fittedGlb = new Blob(['both']);
  const report = { schema: 1, valid: false, layers: [], timings_ms: { total: 5 } } as const;
  device.wears[0]!.end({
    status: 'done',
    value: { fittedGlb, thumbnail: new Blob(), report },
  });
  await vi.waitFor(() => expect(controller.state().job).toBeNull());
  const worn = controller.state().result!;
  expect(worn).toMatchObject({
    garmentId: second.id,
    wornWith: { garmentId: first.id, how: 'under' },
    report: { valid: false },
  });
  expect(worn.fittedGlb).toBe(fittedGlb);
  expect(worn.garmentGlb).toBe(alone.garmentGlb);
  expect(results.get(worn.id)).toBe(worn);
});

/** Lets one make and fit end, so that the shown garment can be taken into poses. */
async function worn(all: ReturnType<typeof room>) {
  const before = all.device.makes.length;
  all.controller.takePhoto(photo(), 'a.jpg');
  await finish(all, before + 1);
}

const standing = (report: StandingFiles['report'] = null): Outcome<StandingFiles> => ({
  status: 'done',
  value: { glb: new Blob(['posed']), thumbnail: new Blob(), report, walk: null },
});

test('a pose is made once, kept with the garment, and follows it to another body', async () => {
  const all = room();
  const { controller, device } = all;
  await worn(all);
  const first = controller.state().result!.id;
  controller.chooseStance('t');
  await vi.waitFor(() => expect(device.stands).toHaveLength(1));
  expect(controller.state().job?.kind).toBe('stance');
  device.stands[0]!.end(standing());
  await vi.waitFor(() => expect(shownStance(controller.state())).toBe('t'));
  controller.chooseStance('own');
  expect(shownStance(controller.state())).toBe('own');
  controller.chooseStance('t');
  await vi.waitFor(() => expect(shownStance(controller.state())).toBe('t'));
  expect(device.stands, 'from the history').toHaveLength(1);

  controller.chooseBody('curvy');
  await vi.waitFor(() => expect(device.fits).toHaveLength(2));
  device.fits[1]!.end(fitted());
  await vi.waitFor(() => expect(device.stands).toHaveLength(2));
  expect(device.stands[1]).toMatchObject({ stance: 't', wishes: { bodyId: 'curvy' } });
  device.stands[1]!.end(standing());
  await vi.waitFor(() => expect(controller.state().job).toBeNull());

  controller.takePhoto(photo(), 'b.jpg');
  expect(controller.state().wishes.stance, 'another garment').toBe('own');
  await finish(all, 2);
  await controller.open(first);
  await vi.waitFor(() => expect(shownStance(controller.state())).toBe('t'));
  expect(device.stands).toHaveLength(2);
});

test('a cancelled or failed pose leaves chosen and shown pose the same', async () => {
  const all = room();
  const { controller, device } = all;
  await worn(all);
  controller.chooseStance('walk');
  await vi.waitFor(() => expect(device.stands).toHaveLength(1));
  controller.cancel();
  expect(device.stands[0]!.watch.signal.aborted).toBe(true);
  expect(controller.state()).toMatchObject({ wishes: { stance: 'own' }, notice: 'cancelled' });

  controller.chooseStance('hips');
  await vi.waitFor(() => expect(device.stands).toHaveLength(2));
  const problem = { kind: 'input', code: 'garment-gone', message: 'gone' } as const;
  device.stands[1]!.end({ status: 'failed', problem });
  await vi.waitFor(() => expect(controller.state().problem).toEqual(problem));
  expect(controller.state().wishes.stance).toBe('own');
  controller.retry();
  await vi.waitFor(() => expect(device.stands).toHaveLength(3));
  expect(device.stands[2]!.stance).toBe('hips');
});

test('a pose that is no longer wished is not waited for', async () => {
  const all = room();
  const { controller, device } = all;
  await worn(all);
  controller.chooseStance('t');
  await vi.waitFor(() => expect(device.stands).toHaveLength(1));
  controller.chooseStance('own');
  expect(device.stands[0]!.watch.signal.aborted).toBe(true);
  expect(controller.state().job).toBeNull();
});

test('maps are painted of what is shown, again after a new pose, once for all of them', async () => {
  const all = room();
  const { controller, device, paints } = all;
  await worn(all);
  const painted: PaintedMap[] = (['strain', 'gap'] as const).map((map) => ({
    map,
    glb: new Blob([map]),
    picture: null,
    figures: { mean: 0, p95: 0, max: 0, shares: [] },
  }));
  controller.chooseMap('gap');
  await vi.waitFor(() => expect(paints).toHaveLength(1));
  expect(paints[0]!.of).toBe(controller.state().result!.fittedGlb);
  paints[0]!.end({ status: 'done', value: painted });
  await vi.waitFor(() => expect(paintedMap(controller.state())).toBe(painted[1]));
  controller.chooseMap('strain');
  expect(paintedMap(controller.state())).toBe(painted[0]);

  controller.chooseStance('t');
  await vi.waitFor(() => expect(device.stands).toHaveLength(1));
  device.stands[0]!.end(standing());
  await vi.waitFor(() => expect(paints).toHaveLength(2));
  expect(paintedMap(controller.state()), 'of the pose before').toBeNull();
  expect(paints[1]!.of).toBe(shownGlb(controller.state()));
  controller.chooseMap(null);
  await vi.waitFor(() => expect(controller.state().job).toBeNull());
});
