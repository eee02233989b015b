import type { JobContext, Stage } from '@fitroom/shared/job/context';

/** How much of a photo's time each stage takes, in hundredths; measured on two cores. */
const SHARES: Readonly<Record<Stage, number>> = {
  decode: 2,
  matte: 25,
  views: 0,
  reconstruct: 0,
  outline: 3,
  pattern: 2,
  pose: 8,
  drape: 33,
  fit: 9,
  texture: 8,
  write: 5,
  render: 5,
};
const ERASE_LINE = '\r\u001b[2K';

export interface ProgressLine {
  readonly context: JobContext;
  /** Removes the line, so that whatever is printed next starts clean. */
  clear(): void;
}

/**
 * A job context that shows stage and percent on one line of a terminal, and nothing on a pipe.
 *
 * @param label goes before the stage, for example the photo's number in a batch.
 */
export function progressLine(stream: NodeJS.WriteStream, label: string): ProgressLine {
  const reached = new Map<Stage, number>();
  let shown = '';
  return {
    context: {
      signal: { aborted: false },
      now: () => performance.now(),
      log: () => undefined,
      progress(stage, fraction) {
        if (!stream.isTTY) return;
        reached.set(stage, Math.max(reached.get(stage) ?? 0, fraction));
        let percent = 0;
        for (const [done, part] of reached) percent += SHARES[done] * part;
        // Stages of networks are no share of a photo's usual time: they have a percentage of their own.
        const reading = SHARES[stage] === 0 ? 100 * fraction : percent;
        const line = `${label}${stage} ${Math.min(99, Math.round(reading))} %`;
        if (line === shown) return;
        shown = line;
        stream.write(`${ERASE_LINE}${line}`);
      },
    },
    clear() {
      if (stream.isTTY && shown) stream.write(ERASE_LINE);
      shown = '';
    },
  };
}
