import type { JobContext, Stage } from '../job/context.ts';

export interface StageClock {
  /** Hand this to the pipeline; it passes everything on to the caller's own context. */
  readonly context: JobContext;
  /** Milliseconds of each stage so far, and `total` since the clock was made. */
  timings(): Readonly<Record<string, number>> & { readonly total: number };
}

/**
 * Measures how long each stage takes from the progress that the pipeline reports anyway: time
 * belongs to the stage reported last; what passed before the first report, to the first.
 */
export function stageClock(caller: JobContext): StageClock {
  const start = caller.now();
  const spent = new Map<Stage, number>();
  let current: Stage | null = null;
  let last = start;
  const settle = (stage: Stage | null) => {
    const now = caller.now();
    const owner = current ?? stage;
    if (owner) spent.set(owner, (spent.get(owner) ?? 0) + now - last);
    last = now;
    current = stage;
  };
  return {
    context: {
      signal: caller.signal,
      now: () => caller.now(),
      log: (line) => caller.log(line),
      progress: (stage, fraction) => {
        settle(stage);
        caller.progress(stage, fraction);
      },
    },
    timings: () => {
      settle(current);
      const rounded: Record<string, number> = {};
      for (const [stage, milliseconds] of spent) rounded[stage] = Math.round(milliseconds);
      return { ...rounded, total: Math.round(caller.now() - start) };
    },
  };
}
