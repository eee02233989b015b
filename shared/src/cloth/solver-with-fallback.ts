import type { Cloth } from './cloth.ts';
import type { ClothSession, ClothSolver, Holding } from './cloth-solver.ts';
import { type ClothState, copiedState } from './cloth-state.ts';
import type { Phase } from './phase.ts';

/** What a session was asked since its state was last known. */
type Asked =
  | { readonly kind: 'run'; readonly phase: Phase; readonly holding: Holding }
  | { readonly kind: 'refit'; readonly cloth: Cloth };

/**
 * A solver that goes on with another one when the first fails, in the middle of a cloth if need be: from the
 * state last read or written, or else the start, and through what was asked since. No job is lost with a device.
 *
 * @param onFailure Told why, once; from then on everything is `second`'s.
 */
export function solverWithFallback(
  first: ClothSolver,
  second: ClothSolver,
  onFailure: (error: unknown) => void,
): ClothSolver {
  let current = first;
  const giveUp = (error: unknown): void => {
    if (current === second) throw error;
    current = second;
    onFailure(error);
  };
  return {
    get device() {
      return current.device;
    },
    async open(task) {
      let session: ClothSession | null = null;
      let home: ClothSolver | null = null;
      let known: ClothState | null = null;
      let fitted = task.cloth;
      let asked: Asked[] = [];

      /** The session where cloth is simulated now, brought to where the cloth was. */
      const here = async (): Promise<ClothSession> => {
        if (session !== null && home === current) return session;
        closeQuietly(session);
        session = null;
        home = current;
        const opened = await current.open({ ...task, cloth: fitted });
        session = opened;
        if (known) opened.write(known);
        for (const was of asked) {
          if (was.kind === 'refit') opened.refit(was.cloth);
          else await opened.run(was.phase, was.holding);
        }
        return opened;
      };
      const attempt = async <T>(what: (on: ClothSession) => Promise<T>): Promise<T> => {
        try {
          return await what(await here());
        } catch (error) {
          giveUp(error);
          return what(await here());
        }
      };
      /** For calls that answer nothing: what they change is part of what `here` brings back. */
      const tell = (what: (on: ClothSession) => void): void => {
        try {
          if (session !== null && home === current) what(session);
        } catch (error) {
          giveUp(error);
        }
      };
      const remember = (state: ClothState): void => {
        known = copiedState(state);
        for (const was of asked) if (was.kind === 'refit') fitted = was.cloth;
        asked = [];
      };

      await attempt(async () => undefined);
      return {
        async run(phase, holding) {
          await attempt((on) => on.run(phase, holding));
          if (home === first) asked.push({ kind: 'run', phase, holding });
        },
        async read() {
          const state = await attempt((on) => on.read());
          if (home === first) remember(state);
          return state;
        },
        write(state) {
          if (home === first) remember(state);
          tell((on) => on.write(state));
        },
        refit(cloth) {
          if (home === first) asked.push({ kind: 'refit', cloth });
          tell((on) => on.refit(cloth));
        },
        close: () => closeQuietly(session),
      };
    },
  };
}

/** A device that is gone may refuse even this. */
function closeQuietly(session: ClothSession | null): void {
  try {
    session?.close();
  } catch {
    // Nothing is left to let go of.
  }
}
