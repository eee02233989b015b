import type { PoseName } from '@fitroom/shared/posing/named-poses';
import type { Stance } from '@fitroom/shared/posing/stances';
import type { SeenMesh } from '@fitroom/shared/tryon/inspect-mesh';
import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type {
  FittedFiles,
  OutfitFiles,
  PaintedMap,
  StandingFiles,
} from '@fitroom/web-workers/protocol/try-on-worker';
import { expect, vi } from 'vitest';
import { createRoomController } from '../../src/room/room-controller.ts';
import type { Wishes } from '../../src/room/room-state.ts';
import type {
  LayeredGarment,
  MadeSomewhere,
  PlaceWatch,
  TryOnPlace,
} from '../../src/room/try-on-place.ts';
import type {
  StoredGarment,
  StoredPhoto,
  StoredResult,
  StoredStance,
} from '../../src/storage/database.ts';
import { isPutOn, type Wardrobe } from '../../src/storage/wardrobe.ts';

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
    resultOn: async (garmentId, how) =>
      [...results.values()].findLast(
        (result) => result.garmentId === garmentId && isPutOn(result, how),
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
  const makes: {
    wishes: Wishes;
    watch: PlaceWatch;
    cutOut: Blob | null;
    end(outcome: Outcome<MadeSomewhere>): void;
  }[] = [];
  const wears: {
    layers: readonly LayeredGarment[];
    pose: PoseName | null;
    end(outcome: Outcome<OutfitFiles>): void;
  }[] = [];
  const walks: {
    layers: readonly LayeredGarment[];
    simulate: boolean;
    end(outcome: Outcome<StandingFiles>): void;
  }[] = [];
  const fits: {
    garment: StoredGarment;
    wishes: Wishes;
    watch: PlaceWatch;
    end(outcome: Outcome<FittedFiles>): void;
  }[] = [];
  const stands: {
    stance: Stance;
    wishes: Wishes;
    watch: PlaceWatch;
    end(outcome: Outcome<StandingFiles>): void;
  }[] = [];
  const place: TryOnPlace = {
    putsOn,
    make: (_photo, wishes, watch, cutOut) =>
      new Promise((end) => {
        makes.push({ wishes, watch, cutOut, end });
      }),
    fit: (garment, wishes, watch) =>
      new Promise((end) => {
        fits.push({ garment, wishes, watch, end });
      }),
    stand: (_garment, stance, wishes, watch) =>
      new Promise((end) => {
        stands.push({ stance, wishes, watch, end });
      }),
    wear: (layers, _wishes, _watch, pose) =>
      new Promise((end) => {
        wears.push({ layers, pose, end });
      }),
    walkTogether: (layers, _wishes, _watch, simulate) =>
      new Promise((end) => {
        walks.push({ layers, simulate, end });
      }),
  };
  return { place, makes, fits, wears, stands, walks };
}

export const MADE: Outcome<MadeSomewhere> = {
  status: 'done',
  value: { made: null, cloth3dId: null, fitted: null },
};
export const fitted = (): Outcome<FittedFiles> => ({
  status: 'done',
  value: {
    garmentGlb: new Blob(),
    fittedGlb: new Blob(),
    thumbnail: new Blob(),
    report: { valid: true, category: { value: 'top' }, gates: {} } as FittedFiles['report'],
  },
});

export const together = (valid: boolean): Outcome<OutfitFiles> => ({
  status: 'done',
  value: {
    fittedGlb: new Blob(['both']),
    thumbnail: new Blob(),
    report: { schema: 1, valid, layers: [], gates: { order: valid }, timings_ms: { total: 5 } },
  },
});

/** A room whose places and painter end when the test says so; `isFull`: the wardrobe keeps nothing. */
export function room(options: { isFull?: boolean; putsOn?: boolean } = {}) {
  const device = slowPlace();
  const server = slowPlace(options.putsOn);
  const { wardrobe, results } = memoryWardrobe(options.isFull);
  let lastId = 0;
  const paints: { of: Blob; end(outcome: Outcome<readonly PaintedMap[]>): void }[] = [];
  const looks: { mesh: Blob; end(outcome: Outcome<SeenMesh>): void }[] = [];
  const cuts: { end(outcome: Outcome<Blob>): void }[] = [];
  const controller = createRoomController({
    cutOut: () =>
      new Promise((end) => {
        cuts.push({ end });
      }),
    inspectMesh: (mesh) =>
      new Promise((end) => {
        looks.push({ mesh, end });
      }),
    places: { device: device.place, server: server.place },
    wardrobe,
    paintMaps: (of) =>
      new Promise((end) => {
        paints.push({ of, end });
      }),
    now: () => 1000,
    newId: () => `id-${++lastId}`,
  });
  return { controller, device, server, wardrobe, results, paints, looks, cuts };
}

export const photo = () => new Blob(['photo']);

/** Lets a whole try-on happen on the device. */
export async function tryOn({ controller, device }: ReturnType<typeof room>) {
  const before = device.makes.length;
  controller.takePhoto(photo(), 'a.jpg');
  await vi.waitFor(() => expect(device.makes).toHaveLength(before + 1));
  const fitsBefore = device.fits.length;
  device.makes.at(-1)?.end(MADE);
  await vi.waitFor(() => expect(device.fits).toHaveLength(fitsBefore + 1));
  device.fits.at(-1)?.end(fitted());
  await vi.waitFor(() => expect(controller.state().result).not.toBeNull());
}

/** A made garment of which only the kind is looked at here. */
export const MADE_HERE: Outcome<MadeSomewhere> = {
  status: 'done',
  value: {
    made: { reading: { category: { value: 'top' } } } as MadeSomewhere['made'],
    cloth3dId: null,
    fitted: null,
  },
};

/** As `tryOn`, for a make that the test has not ended yet. */
export async function finish({ controller, device }: ReturnType<typeof room>, makes: number) {
  await vi.waitFor(() => expect(device.makes).toHaveLength(makes));
  const fits = device.fits.length;
  device.makes.at(-1)?.end(MADE_HERE);
  await vi.waitFor(() => expect(device.fits).toHaveLength(fits + 1));
  device.fits.at(-1)?.end(fitted());
  await vi.waitFor(() => expect(controller.state().job).toBeNull());
}

/** Lets one make and fit end, so that the shown garment can be taken into poses. */
export async function worn(all: ReturnType<typeof room>) {
  const before = all.device.makes.length;
  all.controller.takePhoto(photo(), 'a.jpg');
  await finish(all, before + 1);
}
