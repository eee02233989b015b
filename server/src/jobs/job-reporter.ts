import type { Stage } from '@fitroom/shared/job/context';
import { keepLine } from '@fitroom/shared/messages/kept-sentence';
import type { Line } from '@fitroom/shared/messages/sentence';
import type { JobStatePatch } from '../records/job-rows.ts';
import type { JobKind } from '../records/schema/stored-values.ts';
import type { JobListener } from './job-task.ts';
import { createOverallProgress } from './overall-progress.ts';

/** A bar that moves four times a second is smooth; every write costs the disk. */
const WRITE_EVERY_MS = 250;
/** A pipeline that logs more than this has lost its mind; the row must stay small. */
const MOST_LOG_LINES = 400;

/** Gathers what a job tells and writes it in few, throttled patches, one after the other. */
export class JobReporter implements JobListener {
  private readonly overall: ReturnType<typeof createOverallProgress>;
  private readonly write: (patch: JobStatePatch) => Promise<void>;
  private stage: Stage | null = null;
  private progressReached = 0;
  private logLines: string[] = [];
  private lineCount = 0;
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  /** @param isNeural whether networks make the garment. */
  constructor(kind: JobKind, isNeural: boolean, write: (patch: JobStatePatch) => Promise<void>) {
    this.overall = createOverallProgress(kind, isNeural);
    this.write = write;
  }

  progress(stage: Stage, fraction: number): void {
    this.progressReached = this.overall(stage, fraction);
    this.stage = stage;
    this.schedule();
  }

  log(line: Line): void {
    this.lineCount += 1;
    if (this.lineCount > MOST_LOG_LINES) return;
    this.logLines.push(keepLine(line));
    this.schedule();
  }

  /** Writes what is gathered, at once; resolves when it and all before it is written. */
  flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.stage === null && this.logLines.length === 0) return this.writing;
    const stage = this.stage === null ? {} : { stage: this.stage, progress: this.progressReached };
    const patch = { ...stage, logLines: this.logLines };
    this.logLines = [];
    // A database that is away for a moment costs a step of the bar, not the job.
    this.writing = this.writing.then(() => this.write(patch)).catch(() => {});
    return this.writing;
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => void this.flush(), WRITE_EVERY_MS);
  }
}
