/** Tells who watches a 3D garment or a session that its row has changed. */
export interface JobEvents {
  publish(targetId: string): void;
  /** @returns a function that ends the subscription. */
  subscribe(targetId: string, listener: () => void): () => void;
  /** The server stops: wakes everybody who watches, for the last time. */
  close(): void;
  readonly isClosed: boolean;
}

export function createJobEvents(): JobEvents {
  const listeners = new Map<string, Set<() => void>>();
  let isClosed = false;
  return {
    close() {
      isClosed = true;
      for (const ofTarget of listeners.values()) for (const listener of ofTarget) listener();
    },
    get isClosed() {
      return isClosed;
    },
    publish(targetId) {
      for (const listener of listeners.get(targetId) ?? []) listener();
    },
    subscribe(targetId, listener) {
      const ofTarget = listeners.get(targetId) ?? new Set();
      listeners.set(targetId, ofTarget.add(listener));
      return () => {
        ofTarget.delete(listener);
        if (ofTarget.size === 0) listeners.delete(targetId);
      };
    },
  };
}
