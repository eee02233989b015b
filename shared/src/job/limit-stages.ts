import type { JobContext, Stage } from './context.ts';

/** Milliseconds that a stage may take; a stage that is not named takes as long as it takes. */
export type StageLimits = Readonly<Partial<Record<Stage, number>>>;

export interface LimitedContext {
  /** Hand this on: its signal is also aborted once a stage took too long. */
  readonly context: JobContext;
  /** The stage that took too long; null while none has. */
  lateStage(): Stage | null;
}

/**
 * Ends a computation that does not get past a stage: whoever looks at the signal sees it as a cancel, and
 * {@link LimitedContext.lateStage} tells the two apart. A stage's time is that of all its turns together.
 */
export function limitStages(caller: JobContext, limits: StageLimits): LimitedContext {
  const spent = new Map<Stage, number>();
  let current: Stage | null = null;
  let since = caller.now();
  let late: Stage | null = null;
  const look = (): boolean => {
    const limit = current === null ? undefined : limits[current];
    if (late !== null || current === null || limit === undefined) return late !== null;
    if ((spent.get(current) ?? 0) + caller.now() - since > limit) late = current;
    return late !== null;
  };
  return {
    context: {
      signal: {
        get aborted() {
          return caller.signal.aborted || look();
        },
      },
      now: () => caller.now(),
      log: (line) => caller.log(line),
      progress(stage, fraction) {
        look();
        if (stage !== current) {
          const now = caller.now();
          if (current !== null) spent.set(current, (spent.get(current) ?? 0) + now - since);
          current = stage;
          since = now;
        }
        caller.progress(stage, fraction);
      },
    },
    lateStage: () => late,
  };
}
