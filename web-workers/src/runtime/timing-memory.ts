import type { ByteCache } from '@fitroom/shared/tryon/ports';

/** Milliseconds of the same work in each of several places. */
export type Timing<Place extends string> = Readonly<Record<Place, number>>;

/**
 * Keeps one timing of several places against each other between visits.
 *
 * @param key Raised when what is timed changes, so that old timings are not believed.
 */
export function createTimingMemory<Place extends string>(
  store: ByteCache,
  key: string,
  places: readonly Place[],
) {
  const isTiming = (value: unknown): value is Timing<Place> =>
    typeof value === 'object' &&
    value !== null &&
    places.every((place) => Number.isFinite(Reflect.get(value, place)));
  return {
    async recall(): Promise<Timing<Place> | null> {
      const bytes = await store.get(key);
      if (!bytes) return null;
      try {
        const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
        return isTiming(value) ? value : null;
      } catch {
        return null;
      }
    },
    remember: (measured: Timing<Place>): Promise<void> =>
      store.put(key, new TextEncoder().encode(JSON.stringify(measured))),
  };
}
