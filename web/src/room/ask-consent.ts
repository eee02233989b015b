import type { JobProblem } from '@fitroom/web-workers/protocol/outcome';
import { seesPhoto } from '../generators/generator-offers.ts';
import type { StoredPhoto } from '../storage/database.ts';
import { CUT_SHARE } from './make-and-fit.ts';
import type { RoomParts } from './room-parts.ts';
import type { AskedConsent } from './room-state.ts';

type Sendable = Pick<AskedConsent, 'what' | 'picture'>;

/** Sees to it that nothing leaves the device before the user has seen it and agreed. */
export interface Consents {
  /**
   * Makes a garment on the server, once the user has agreed to what is sent: the garment cut out on this device
   * for a generator's networks, the photo for those that see all of it, or where this device cannot cut it out.
   */
  makeWithConsent(photo: StoredPhoto): void;
  /** @returns whether something is sent now. */
  answer(agreed: boolean): boolean;
  /** The next question is asked because this device could not do something. */
  because(problem: JobProblem): void;
}

/** @param make Sends and makes; without a cut-out, of the photo itself. */
export function createConsents(
  { ports, store, jobs }: RoomParts,
  make: (photo: StoredPhoto, cutOut: Blob | null) => void,
): Consents {
  /** Whoever agreed that a photo is sent, agreed that part of it is. */
  let agreedTo: { readonly photoId: string; readonly what: AskedConsent['what'] } | null = null;
  let waiting: StoredPhoto | null = null;
  let reason: string | null = null;

  const makeOf = (photo: StoredPhoto, { what, picture }: Sendable) =>
    make(photo, what === 'cut-out' ? picture : null);

  function askOrMake(photo: StoredPhoto, sendable: Sendable): void {
    const { what } = sendable;
    if (agreedTo?.photoId === photo.id && (agreedTo.what === 'photo' || what === 'cut-out')) {
      makeOf(photo, sendable);
      return;
    }
    waiting = photo;
    const { generator } = store.state().wishes;
    store.update({ consent: { ...sendable, generator, because: reason } });
  }

  async function cutOut(photo: StoredPhoto): Promise<Sendable | null> {
    let sendable: Sendable | null = null;
    await jobs.run(async (signal) => {
      const watch = jobs.watchFor('make', 'device', [0, CUT_SHARE], signal);
      watch.onProgress('decode', 0);
      const cut = await ports.cutOut(photo, watch);
      if (signal.aborted) return { status: 'cancelled' };
      if (cut.status === 'done') sendable = { what: 'cut-out', picture: cut.value };
      // What is wrong with the photo is wrong with it on the server, too.
      else if (cut.status === 'cancelled' || cut.problem.kind === 'input') return cut;
      else {
        reason = cut.problem.code;
        sendable = { what: 'photo', picture: photo.blob };
      }
      return { status: 'done', value: {} };
    });
    return sendable;
  }

  return {
    makeWithConsent(photo) {
      if (seesPhoto(store.state().wishes.generator)) {
        askOrMake(photo, { what: 'photo', picture: photo.blob });
        return;
      }
      void cutOut(photo).then((sendable) => {
        if (sendable && store.state().photo?.id === photo.id) askOrMake(photo, sendable);
      });
    },
    answer(agreed) {
      const { consent } = store.state();
      const photo = waiting;
      store.update({ consent: null });
      [waiting, reason] = [null, null];
      if (consent === null || photo === null || !agreed) return false;
      agreedTo = { photoId: photo.id, what: consent.what };
      makeOf(photo, consent);
      return true;
    },
    because(problem) {
      reason = problem.code;
    },
  };
}
