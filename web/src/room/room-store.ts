import { FIRST_WISHES, type RoomState, type Wishes } from './room-state.ts';

/** The room's state, which every part of the room reads and changes. */
export interface RoomStore {
  state(): RoomState;
  /** @returns ends the subscription. */
  subscribe(listener: () => void): () => void;
  update(change: Partial<RoomState>): void;
  wish(change: Partial<Wishes>): void;
}

/** @param first Wishes that differ from those of a first visit. */
export function createRoomStore(first: Partial<Wishes> = {}): RoomStore {
  let state: RoomState = {
    photo: null,
    wishes: { ...FIRST_WISHES, ...first },
    job: null,
    log: [],
    problem: null,
    notice: null,
    result: null,
    standing: null,
    maps: null,
    preview: null,
    garment: null,
    consent: null,
    asked: null,
  };
  const listeners = new Set<() => void>();
  function update(change: Partial<RoomState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update,
    wish: (change) => update({ wishes: { ...state.wishes, ...change } }),
  };
}
