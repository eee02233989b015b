import { throwIfCancelled } from '@fitroom/shared/job/context';
import type { JobStage } from '@fitroom/shared/schemas/job-state';
import { MutationObserver, type QueryClient } from '@tanstack/react-query';
import type { PlaceWatch } from '../room/try-on-place.ts';

export interface JobState {
  readonly stage: JobStage;
  readonly progress: number;
  readonly log: string;
}

/** Makes a request of the server, under the one policy for trying again. */
export type Ask = <T>(signal: AbortSignal, request: () => Promise<T>) => Promise<T>;

export function createAsk(queryClient: QueryClient): Ask {
  return (signal, request) =>
    new MutationObserver(queryClient, {
      mutationFn: () => {
        throwIfCancelled(signal);
        return request();
      },
    }).mutate();
}

/** @param end Tells the server to stop; a job that has ended by then is no matter. */
export function whenAborted(signal: AbortSignal, end: () => Promise<unknown>): void {
  signal.addEventListener('abort', () => void end().catch(() => undefined), { once: true });
}

/** Passes a job's states on: its progress within a range, and each line of its log once. */
export function reporter(watch: PlaceWatch, [from, to]: readonly [number, number]) {
  let linesSeen = 0;
  return ({ stage, progress, log }: JobState) => {
    watch.onProgress(stage, from + (to - from) * progress);
    const lines = log.split('\n').filter((line) => line !== '');
    for (const line of lines.slice(linesSeen)) watch.onLog(line);
    linesSeen = Math.max(linesSeen, lines.length);
  };
}
