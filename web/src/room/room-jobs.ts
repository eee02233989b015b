import type { JobProblem, Outcome } from '@fitroom/web-workers/protocol/outcome';
import type { Place } from '../storage/database.ts';
import { howPutOn } from '../storage/wardrobe.ts';
import type { RoomState, RunningJob } from './room-state.ts';
import type { RoomStore } from './room-store.ts';
import type { PlaceWatch } from './try-on-place.ts';
import { canStand, shownStance } from './what-is-shown.ts';

/** What takes its time; its value is what it changes in the room. */
export type Work = (signal: AbortSignal) => Promise<Outcome<Partial<RoomState>>>;

/** The one job of the room. */
export interface RoomJobs {
  /**
   * Runs one piece of work at a time; a newer one ends the older, whose preview stays until there is
   * something newer to see.
   */
  run(work: Work): Promise<void>;
  /** Ends the job without a word. */
  stop(): void;
  /** Ends the job as the user asked. */
  cancel(): void;
  /** @param range The job's share, 0..1, of everything that the user waits for. */
  watchFor(
    kind: RunningJob['kind'],
    place: Place,
    range: readonly [number, number],
    signal: AbortSignal,
  ): PlaceWatch;
}

/** @param afterwards Called when a job has changed the room. */
export function createRoomJobs(store: RoomStore, afterwards: () => void): RoomJobs {
  const { state, update, wish } = store;
  let running: AbortController | null = null;

  function stop(): void {
    running?.abort();
    running = null;
    update({ job: null, preview: null });
  }

  /** What is shown and what is chosen must not disagree after a job that did not come about. */
  function chooseWhatIsShown(): void {
    const { job, result } = state();
    if (job?.kind === 'fit' && result) {
      wish(howPutOn(result));
    }
    if (canStand(state())) wish({ stance: shownStance(state()) });
    if (job?.kind === 'map') wish({ map: null });
  }

  function fail(problem: JobProblem): void {
    chooseWhatIsShown();
    const log = [...state().log, `${problem.code}: ${problem.message}`];
    update({ job: null, preview: null, problem, log });
  }

  return {
    async run(work) {
      running?.abort();
      const abort = new AbortController();
      running = abort;
      update({ problem: null, notice: null, log: [] });
      let outcome: Awaited<ReturnType<Work>>;
      try {
        outcome = await work(abort.signal);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        outcome = { status: 'failed', problem: { kind: 'fault', code: 'internal', message } };
      }
      if (running !== abort) return;
      running = null;
      const over = { job: null, preview: null };
      if (outcome.status === 'done') {
        update({ ...over, ...outcome.value });
        afterwards();
      } else if (outcome.status === 'cancelled') update({ ...over, notice: 'cancelled' });
      else fail(outcome.problem);
    },
    stop,
    cancel() {
      chooseWhatIsShown();
      stop();
      update({ notice: 'cancelled' });
    },
    watchFor: (kind, place, range, signal) => ({
      signal,
      onProgress(stage, fraction) {
        if (signal.aborted) return;
        const overall = range[0] + (range[1] - range[0]) * fraction;
        update({ job: { kind, place, stage, overall } });
      },
      onLog(line) {
        if (!signal.aborted) update({ log: [...state().log, line] });
      },
      onPreview(preview) {
        if (!signal.aborted) update({ preview });
      },
    }),
  };
}
