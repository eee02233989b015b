import type { Snapper } from './snapper.ts';

/**
 * A snapper that goes on with another one when the first fails, in the middle of a snap if need be: what was asked is
 * done again from where the cloth lay. No job is lost with a device.
 *
 * @param onFailure Told why, once; from then on everything is `second`'s.
 */
export function snapperWithFallback(
  first: Snapper,
  second: Snapper,
  onFailure: (error: unknown) => void,
): Snapper {
  let current = first;
  return {
    get device() {
      return current.device;
    },
    async snap(positions, indices, body, options) {
      const asked = current;
      try {
        return await asked.snap(positions, indices, body, options);
      } catch (error) {
        if (asked === second) throw error;
        if (current === first) {
          current = second;
          onFailure(error);
        }
        return second.snap(positions, indices, body, options);
      }
    },
  };
}
