import type {
  Category,
  Ease,
  FrontWear,
  Quality,
  TextureSize,
} from '@fitroom/shared/garment/vocabulary';
import type { LandmarkCorrection } from '@fitroom/shared/reading/landmark-correction';
import type { JobProblem, Outcome } from '@fitroom/web-workers/protocol/outcome';
import type { FittedFiles } from '@fitroom/web-workers/protocol/try-on-worker';
import type {
  Place,
  StoredGarment,
  StoredPhoto,
  StoredResult,
  WornHow,
} from '../storage/database.ts';
import type { Wardrobe } from '../storage/wardrobe.ts';
import { FIRST_WISHES, type RoomState, type RunningJob, type Wishes } from './room-state.ts';
import type { PlaceWatch, TryOnPlace } from './try-on-place.ts';
import {
  garmentRecord,
  layersOf,
  outfitRecord,
  resultRecord,
  wishesBehind,
} from './wardrobe-records.ts';

/** Share of the whole wait that making takes when fitting follows it; measured on two cores. */
const MAKE_SHARE = 0.45;

export interface RoomPorts {
  readonly places: Readonly<Record<Place, TryOnPlace>>;
  readonly wardrobe: Wardrobe;
  /** Milliseconds of the wall clock. */
  now(): number;
  newId(): string;
}

/** The fitting room: what the user does, and the state that the screen shows. */
export interface RoomController {
  state(): RoomState;
  subscribe(listener: () => void): () => void;
  takePhoto(blob: Blob, name: string): void;
  answerConsent(agreed: boolean): void;
  chooseBody(bodyId: string): void;
  chooseCategory(category: Category | 'auto'): void;
  chooseEase(ease: Ease): void;
  chooseQuality(quality: Quality): void;
  choosePlace(place: Place): void;
  setKnownWidth(widthCm: number | null): void;
  /** The label sewn into the garment; it and a known width exclude each other. */
  setSizeLabel(label: string | null): void;
  chooseFront(front: FrontWear): void;
  chooseTextureSize(size: TextureSize): void;
  /** Puts a landmark where the user says it is, and the garment on again. */
  moveLandmark(moved: LandmarkCorrection): void;
  /** Takes a landmark back to where it was found; all of them without a name. */
  resetLandmarks(name?: string): void;
  /** A photo of the back of the garment in use; null takes it away. */
  takeBack(photo: { readonly blob: Blob; readonly name: string } | null): void;
  /** Makes the garment of the photo in use again, after something outside of the wishes changed. */
  makeAgain(): void;
  /** Repeats what failed, at another place if one is given. */
  retry(place?: Place): void;
  cancel(): void;
  dismiss(): void;
  /** Puts the garment in use on with another one that is kept here. */
  wearWith(other: StoredGarment, how: WornHow): void;
  /** Shows a result of the history. */
  open(resultId: string): Promise<void>;
  /** Takes a result out of the history, and off the body if it is the one shown. */
  remove(resultId: string): Promise<void>;
  clear(): Promise<void>;
}

type Work = (signal: AbortSignal) => Promise<Outcome<StoredResult>>;

export function createRoomController(
  ports: RoomPorts,
  first: Partial<Wishes> = {},
): RoomController {
  const { places, wardrobe, now, newId } = ports;
  let state: RoomState = {
    photo: null,
    wishes: { ...FIRST_WISHES, ...first },
    job: null,
    log: [],
    problem: null,
    notice: null,
    result: null,
    preview: null,
    garment: null,
    isAskingConsent: false,
  };
  const listeners = new Set<() => void>();
  let running: AbortController | null = null;
  let lastTried: (() => void) | null = null;
  /** A photo is asked about once; its garment may then be made again at the same place. */
  let consentedPhotoId: string | null = null;

  function update(change: Partial<RoomState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  /** Says whether it was kept: a full disk must not lose the result that is on screen. */
  async function keep(write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
      return true;
    } catch {
      return false;
    }
  }

  function watchFor(
    kind: RunningJob['kind'],
    place: Place,
    range: readonly [number, number],
    signal: AbortSignal,
  ): PlaceWatch {
    return {
      signal,
      onProgress(stage, fraction) {
        if (signal.aborted) return;
        const overall = range[0] + (range[1] - range[0]) * fraction;
        update({ job: { kind, place, stage, overall } });
      },
      onLog(line) {
        if (!signal.aborted) update({ log: [...state.log, line] });
      },
      onPreview(preview) {
        if (!signal.aborted) update({ preview });
      },
    };
  }

  /**
   * Runs one piece of work at a time; a newer one ends the older, whose preview stays until there is
   * something newer to see.
   */
  async function run(work: Work): Promise<void> {
    running?.abort();
    const abort = new AbortController();
    running = abort;
    update({ problem: null, notice: null, log: [] });
    let outcome: Outcome<StoredResult>;
    try {
      outcome = await work(abort.signal);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      outcome = { status: 'failed', problem: { kind: 'fault', code: 'internal', message } };
    }
    if (running !== abort) return;
    running = null;
    const over = { job: null, preview: null };
    if (outcome.status === 'done') update({ ...over, result: outcome.value });
    else if (outcome.status === 'cancelled') update({ ...over, notice: 'cancelled' });
    else fail(outcome.problem);
  }

  /** What is shown and what is chosen must not disagree after a fit that did not come about. */
  function chooseShownBody(): void {
    if (!state.result) return;
    const { bodyId, ease } = state.result;
    update({ wishes: { ...state.wishes, bodyId, ease } });
  }

  function fail(problem: JobProblem): void {
    if (state.job?.kind === 'fit') chooseShownBody();
    const log = [...state.log, `${problem.code}: ${problem.message}`];
    update({ job: null, preview: null, problem, log });
  }

  async function fitAndKeep(
    garment: StoredGarment,
    began: number,
    start: number,
    signal: AbortSignal,
  ): Promise<Outcome<StoredResult>> {
    const { wishes } = state;
    const watch = watchFor('fit', garment.place, [start, 1], signal);
    watch.onProgress('pose', 0);
    const fitted = await places[garment.place].fit(garment, wishes, watch);
    if (fitted.status !== 'done') return fitted;
    return { status: 'done', value: await keepWorn(garment, fitted.value, began) };
  }

  async function keepWorn(
    garment: StoredGarment,
    fitted: FittedFiles,
    began: number,
  ): Promise<StoredResult> {
    const stamp = { id: newId(), createdAt: now() };
    const result = resultRecord(garment, fitted, state.wishes, state.log, began, stamp);
    if (!(await keep(() => wardrobe.putResult(result)))) update({ notice: 'not-kept' });
    return result;
  }

  /** @param isCorrection The new garment takes the place of the one before, also in the history. */
  function make(photo: StoredPhoto, place: Place, isCorrection = false): void {
    lastTried = () => make(photo, state.wishes.place, isCorrection);
    const { wishes } = state;
    const { back } = wishes;
    const corrected = isCorrection && state.result?.photoId === photo.id ? state.result : null;
    void run(async (signal) => {
      const began = now();
      const share = places[place].putsOn ? 1 : MAKE_SHARE;
      const watch = watchFor('make', place, [0, share], signal);
      watch.onProgress('decode', 0);
      const keeping = [photo, ...(back ? [back] : [])].map((kept) =>
        keep(() => wardrobe.putPhoto(kept)),
      );
      const made = await places[place].make(photo, wishes, watch);
      await Promise.all(keeping);
      if (made.status !== 'done') return made;
      const { fitted, ...somewhere } = made.value;
      const stamp = { id: newId(), createdAt: now() };
      const garment = garmentRecord(photo, place, somewhere, wishes, stamp);
      await keep(() => wardrobe.putGarment(garment));
      if (signal.aborted) return { status: 'cancelled' };
      update({ garment });
      const worn: Outcome<StoredResult> = fitted
        ? { status: 'done', value: await keepWorn(garment, fitted, began) }
        : await fitAndKeep(garment, began, share, signal);
      if (corrected && worn.status === 'done') await keep(() => wardrobe.remove(corrected.id));
      return worn;
    });
  }

  function makeWithConsent(photo: StoredPhoto): void {
    const { place } = state.wishes;
    if (place === 'server' && consentedPhotoId !== photo.id) update({ isAskingConsent: true });
    else make(photo, place);
  }

  /** Puts the garment in use on the wished body, from the history where it was done before. */
  function refit(): void {
    const { garment } = state;
    if (garment === null) return;
    lastTried = refit;
    const { bodyId, ease } = state.wishes;
    void run(async (signal) => {
      const known = await wardrobe.resultOn(garment.id, bodyId, ease).catch(() => undefined);
      if (known) return { status: 'done', value: known };
      return fitAndKeep(garment, now(), 0, signal);
    });
  }

  function wearWith(other: StoredGarment, how: WornHow): void {
    const { garment, result, wishes } = state;
    if (garment === null || result?.garmentId !== garment.id) return;
    lastTried = () => wearWith(other, how);
    void run(async (signal) => {
      const began = now();
      const watch = watchFor('fit', garment.place, [0, 1], signal);
      watch.onProgress('drape', 0);
      const worn = await places[garment.place].wear(layersOf(garment, other, how), wishes, watch);
      if (worn.status !== 'done') return worn;
      const stamp = { id: newId(), createdAt: now() };
      const wornWith = { garmentId: other.id, how };
      const record = outfitRecord(result, wornWith, worn.value, wishes, began, stamp);
      if (!(await keep(() => wardrobe.putResult(record)))) update({ notice: 'not-kept' });
      return { status: 'done', value: record };
    });
  }

  function wish(change: Partial<Wishes>): void {
    update({ wishes: { ...state.wishes, ...change } });
  }

  /** A garment is re-made after a wish about its making changed; without a photo it waits. */
  function remake(): void {
    if (state.photo && (state.result || state.job || state.problem)) makeWithConsent(state.photo);
  }

  /** Corrections are of the reading that is on screen, so they are made where that was made: here. */
  function correct(corrections: readonly LandmarkCorrection[]): void {
    wish({ corrections });
    if (state.photo && state.garment?.place === 'device') make(state.photo, 'device', true);
  }

  const correctionsExcept = (name: string) =>
    state.wishes.corrections.filter((correction) => correction.name !== name);

  async function remove(resultId: string): Promise<void> {
    await wardrobe.remove(resultId);
    if (state.result?.id === resultId) update({ result: null });
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    takePhoto(blob, name) {
      const photo: StoredPhoto = { id: newId(), blob, name, createdAt: now() };
      running?.abort();
      running = null;
      update({ photo, garment: null, preview: null, problem: null, notice: null, job: null });
      wish({ corrections: [], back: null });
      // What was said by hand of a garment belongs to the photo it was said of.
      if (state.result) {
        wish({ category: 'auto', knownWidthCm: null, sizeLabel: null, front: 'auto' });
      }
      makeWithConsent(photo);
    },
    answerConsent(agreed) {
      update({ isAskingConsent: false });
      const { photo } = state;
      if (!photo) return;
      if (agreed) consentedPhotoId = photo.id;
      else wish({ place: 'device' });
      make(photo, agreed ? 'server' : 'device');
    },
    chooseBody(bodyId) {
      if (bodyId === state.wishes.bodyId) return;
      wish({ bodyId });
      if (state.job?.kind === 'make' && state.photo) make(state.photo, state.job.place);
      else refit();
    },
    chooseCategory(category) {
      wish({ category });
      remake();
    },
    chooseEase(ease) {
      if (ease === state.wishes.ease) return;
      wish({ ease });
      if (state.garment?.place === 'device' && state.job?.kind !== 'make') refit();
      else remake();
    },
    chooseQuality(quality) {
      wish({ quality });
      remake();
    },
    choosePlace: (place) => wish({ place }),
    setKnownWidth(knownWidthCm) {
      if (knownWidthCm === state.wishes.knownWidthCm) return;
      wish({ knownWidthCm, ...(knownWidthCm !== null && { sizeLabel: null }) });
      remake();
    },
    setSizeLabel(sizeLabel) {
      if (sizeLabel === state.wishes.sizeLabel) return;
      wish({ sizeLabel, ...(sizeLabel !== null && { knownWidthCm: null }) });
      remake();
    },
    chooseFront(front) {
      if (front === state.wishes.front) return;
      wish({ front });
      remake();
    },
    chooseTextureSize(textureSize) {
      if (textureSize === state.wishes.textureSize) return;
      wish({ textureSize });
      remake();
    },
    moveLandmark: (moved) => correct([...correctionsExcept(moved.name), moved]),
    resetLandmarks(name) {
      const left = name === undefined ? [] : correctionsExcept(name);
      if (left.length < state.wishes.corrections.length) correct(left);
    },
    takeBack(photo) {
      if (photo === null && state.wishes.back === null) return;
      wish({ back: photo && { id: newId(), ...photo, createdAt: now() } });
      remake();
    },
    makeAgain: remake,
    retry(place) {
      if (place && place !== state.wishes.place) {
        wish({ place });
        if (state.photo) makeWithConsent(state.photo);
        return;
      }
      lastTried?.();
    },
    wearWith,
    cancel() {
      running?.abort();
      running = null;
      if (state.job?.kind === 'fit') chooseShownBody();
      update({ job: null, preview: null, notice: 'cancelled' });
    },
    dismiss: () => update({ problem: null, notice: null }),
    async open(resultId) {
      const result = await wardrobe.result(resultId);
      if (!result) return;
      running?.abort();
      running = null;
      const [photo, garment] = await Promise.all([
        wardrobe.photo(result.photoId),
        wardrobe.garment(result.garmentId),
      ]);
      const back = garment?.backPhotoId ? await wardrobe.photo(garment.backPhotoId) : undefined;
      update({
        photo: photo ?? null,
        garment: garment ?? null,
        result,
        preview: null,
        job: null,
        problem: null,
        notice: null,
      });
      wish(wishesBehind(result, garment, back));
    },
    remove,
    async clear() {
      await wardrobe.clear();
      running?.abort();
      running = null;
      wish({ corrections: [], back: null });
      update({
        photo: null,
        garment: null,
        result: null,
        preview: null,
        job: null,
        problem: null,
        notice: null,
        log: [],
      });
    },
  };
}
