import type { FitMap } from '@fitroom/shared/evidence/map-scales';
import type {
  Category,
  Ease,
  FabricChoice,
  FrontWear,
  Generator,
  Method,
  Quality,
  TextureSize,
} from '@fitroom/shared/garment/vocabulary';
import type { LandmarkCorrection } from '@fitroom/shared/reading/landmark-correction';
import type { Place, StoredGarment, StoredPhoto, WornHow } from '../storage/database.ts';
import { createConsents } from './ask-consent.ts';
import { bringMesh, wearMesh, wearMeshAs } from './bring-mesh.ts';
import { changeStance } from './change-stance.ts';
import { clearHistory, openResult, removeResult } from './look-back.ts';
import { makeGarment, refitGarment } from './make-and-fit.ts';
import { paintMaps } from './paint-maps.ts';
import { createRoomJobs } from './room-jobs.ts';
import type { RoomPorts } from './room-parts.ts';
import type { RoomState, WishedStance, Wishes } from './room-state.ts';
import { createRoomStore } from './room-store.ts';
import { wearOutfit } from './wear-outfit.ts';

/** The fitting room: what the user does, and the state that the screen shows. */
export interface RoomController {
  state(): RoomState;
  subscribe(listener: () => void): () => void;
  takePhoto(blob: Blob, name: string): void;
  /** A 3D garment in place of a photo: it is looked at, then asked about. */
  takeMesh(blob: Blob, name: string): void;
  /** What garment the 3D file that is asked about is; null: it is not to be worn. */
  answerMesh(category: Category | null): void;
  answerConsent(agreed: boolean): void;
  chooseBody(bodyId: string): void;
  chooseCategory(category: Category | 'auto'): void;
  chooseEase(ease: Ease): void;
  chooseFabric(fabric: FabricChoice): void;
  /** How the garment is put on. */
  chooseMethod(method: Method): void;
  /** What the cloth keeps off the skin, millimetres. */
  chooseOffset(offsetMm: number): void;
  chooseQuality(quality: Quality): void;
  /** How garments are made of photos, and where; the one of the photo in use is made again. */
  chooseGenerator(generator: Generator, place: Place): void;
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
  /** Repeats what failed. */
  retry(): void;
  /** Makes the garment that could not be made here, or there, elsewhere. */
  retryElsewhere(generator: Generator, place: Place): void;
  cancel(): void;
  dismiss(): void;
  /** Puts another garment that is kept here on with the one in use; of `MOST_TOGETHER` none more. */
  wearWith(other: StoredGarment, how: WornHow): void;
  /** Takes off one that the garment in use is worn with. */
  takeOff(garmentId: string): void;
  /** Takes what is shown into a pose, and remembers it for the garment. */
  chooseStance(stance: WishedStance): void;
  /** Paints what is shown by a map of its fit; null: in its own colours. */
  chooseMap(map: FitMap | null): void;
  /** Shows a result of the history. */
  open(resultId: string): Promise<void>;
  /** Takes a result out of the history, and off the body if it is the one shown. */
  remove(resultId: string): Promise<void>;
  clear(): Promise<void>;
}

export function createRoomController(
  ports: RoomPorts,
  first: Partial<Wishes> = {},
): RoomController {
  const store = createRoomStore(first);
  const jobs = createRoomJobs(store, () => catchUp());
  const parts = { ports, store, jobs };
  const { state, subscribe, update, wish } = store;
  const { newId, now } = ports;
  let lastTried: (() => void) | null = null;
  const consents = createConsents(parts, (photo, cutOut) =>
    makeGarment(parts, photo, 'server', { cutOut }),
  );

  function make(photo: StoredPhoto, place: Place, isCorrection = false): void {
    lastTried = () => make(photo, state().wishes.place, isCorrection);
    if (place === 'server') consents.makeWithConsent(photo);
    else makeGarment(parts, photo, place, { isCorrection });
  }

  const makeAsWished = (photo: StoredPhoto) => make(photo, state().wishes.place);

  function refit(): void {
    if (refitGarment(parts)) lastTried = refit;
  }

  function wearWith(other: StoredGarment, how: WornHow): void {
    if (wearOutfit(parts, other, how)) lastTried = () => wearWith(other, how);
  }

  /** Brings what is shown to what is wished of it, one job after the other. */
  function catchUp(): void {
    if (state().job === null && !changeStance(parts)) paintMaps(parts);
  }

  function chooseStance(stance: WishedStance): void {
    if (stance === state().wishes.stance) return;
    wish({ stance });
    lastTried = () => chooseStance(stance);
    lookAgain();
  }

  function chooseMap(map: FitMap | null): void {
    wish({ map });
    lastTried = () => chooseMap(map);
    lookAgain();
  }

  /** What changes the look alone takes the place of what did so before; making and fitting go on. */
  function lookAgain(): void {
    const kind = state().job?.kind;
    if (kind === 'stance' || kind === 'map') jobs.stop();
    catchUp();
  }

  /** A garment is re-made after a wish about its making changed; without a photo it waits. */
  function remake(): void {
    const { photo, result, job, problem } = state();
    if (photo && (result || job || problem)) makeAsWished(photo);
  }

  /** A wish about how a garment is put on, which needs no other garment. */
  function putOn(wished: Partial<Wishes>): void {
    wish(wished);
    const { job, photo, wishes } = state();
    if (job?.kind !== 'make' || !photo) refit();
    // Elsewhere it is made first, and then put on as is wished by then.
    else if (job.place === 'device' && wishes.generator === 'panels') make(photo, job.place);
  }

  /** Corrections are of the reading that is on screen, so they are made where that was made: here. */
  function correct(corrections: readonly LandmarkCorrection[]): void {
    wish({ corrections });
    const { photo, garment } = state();
    if (photo && garment?.place === 'device') make(photo, 'device', true);
  }

  const correctionsExcept = (name: string) =>
    state().wishes.corrections.filter((correction) => correction.name !== name);

  return {
    state,
    subscribe,
    takePhoto(blob, name) {
      const photo: StoredPhoto = { id: newId(), blob, name, createdAt: now() };
      jobs.stop();
      update({ photo, garment: null, preview: null, problem: null, notice: null, job: null });
      wish({ corrections: [], back: null, stance: 'own' });
      // What was said by hand of a garment belongs to the photo it was said of.
      if (state().result) {
        wish({
          category: 'auto',
          fabric: 'auto',
          knownWidthCm: null,
          sizeLabel: null,
          front: 'auto',
        });
      }
      makeAsWished(photo);
    },
    takeMesh(blob, name) {
      jobs.stop();
      lastTried = () => bringMesh(parts, blob, name);
      lastTried();
    },
    answerMesh(category) {
      const { asked } = state();
      update({ asked: null });
      if (asked === null || category === null) return;
      update({ photo: null, garment: null, preview: null });
      wish({
        corrections: [],
        back: null,
        stance: 'own',
        fabric: 'auto',
        knownWidthCm: null,
        sizeLabel: null,
      });
      lastTried = () => wearMesh(parts, asked, category);
      lastTried();
    },
    answerConsent(agreed) {
      if (consents.answer(agreed)) return;
      const { photo } = state();
      if (!photo) return;
      // What stays here is made here, by what every device has.
      wish({ place: 'device', generator: 'panels' });
      make(photo, 'device');
    },
    chooseBody(bodyId) {
      if (bodyId !== state().wishes.bodyId) putOn({ bodyId });
    },
    chooseCategory(category) {
      wish({ category });
      // A generator's mesh is opened otherwise for another kind; the networks need not run again.
      const wearAs = () => category !== 'auto' && wearMeshAs(parts, category);
      if (wearAs()) lastTried = wearAs;
      else remake();
    },
    chooseEase(ease) {
      if (ease === state().wishes.ease) return;
      wish({ ease });
      if (state().garment?.place === 'device' && state().job?.kind !== 'make') refit();
      else remake();
    },
    chooseFabric(fabric) {
      if (fabric !== state().wishes.fabric) putOn({ fabric });
    },
    chooseMethod(method) {
      if (method !== state().wishes.method) putOn({ method });
    },
    chooseOffset(offsetMm) {
      if (offsetMm !== state().wishes.offsetMm) putOn({ offsetMm });
    },
    chooseQuality(quality) {
      wish({ quality });
      remake();
    },
    chooseGenerator(generator, place) {
      const { wishes } = state();
      if (wishes.generator === generator && wishes.place === place) return;
      wish({ generator, place });
      remake();
    },
    choosePlace: (place) => wish({ place }),
    setKnownWidth(knownWidthCm) {
      if (knownWidthCm === state().wishes.knownWidthCm) return;
      wish({ knownWidthCm, ...(knownWidthCm !== null && { sizeLabel: null }) });
      remake();
    },
    setSizeLabel(sizeLabel) {
      if (sizeLabel === state().wishes.sizeLabel) return;
      wish({ sizeLabel, ...(sizeLabel !== null && { knownWidthCm: null }) });
      remake();
    },
    chooseFront(front) {
      if (front === state().wishes.front) return;
      wish({ front });
      remake();
    },
    chooseTextureSize(textureSize) {
      if (textureSize === state().wishes.textureSize) return;
      wish({ textureSize });
      remake();
    },
    moveLandmark: (moved) => correct([...correctionsExcept(moved.name), moved]),
    resetLandmarks(name) {
      const left = name === undefined ? [] : correctionsExcept(name);
      if (left.length < state().wishes.corrections.length) correct(left);
    },
    takeBack(photo) {
      if (photo === null && state().wishes.back === null) return;
      wish({ back: photo && { id: newId(), ...photo, createdAt: now() } });
      remake();
    },
    makeAgain: remake,
    retry: () => lastTried?.(),
    retryElsewhere(generator, place) {
      const { photo, problem } = state();
      wish({ generator, place });
      if (!photo) return;
      if (place === 'server' && problem) consents.because(problem);
      makeAsWished(photo);
    },
    wearWith,
    takeOff: (garmentId) => void refitGarment(parts, garmentId),
    chooseStance,
    chooseMap,
    cancel: jobs.cancel,
    dismiss: () => update({ problem: null, notice: null }),
    async open(resultId) {
      await openResult(parts, resultId);
      catchUp();
    },
    remove: (resultId) => removeResult(parts, resultId),
    clear: () => clearHistory(parts),
  };
}
