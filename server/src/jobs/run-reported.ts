import type { Line } from '@fitroom/shared/messages/sentence';
import { type JobTarget, patchProcessing } from '../records/job-rows.ts';
import type { JobRow } from '../records/jobs.ts';
import type { AttemptPorts } from './job-ports.ts';
import { JobReporter } from './job-reporter.ts';
import type { JobOutput, JobTask } from './job-task.ts';

/** Runs the task with its progress and log going into the row. */
export async function runReported(
  ports: AttemptPorts,
  job: JobRow,
  target: JobTarget,
  task: JobTask,
  signal: AbortSignal,
): Promise<JobOutput> {
  const { database, events, metrics, runner } = ports;
  const reporter = new JobReporter(job.kind, task.kind === 'neural', async (patch) => {
    if (await patchProcessing(database, target, job.targetId, patch, job)) {
      events.publish(job.targetId);
    }
  });
  try {
    const listener = {
      progress(...[stage, fraction]: Parameters<JobReporter['progress']>) {
        ports.stageBegan(stage);
        reporter.progress(stage, fraction);
      },
      log: (line: Line) => reporter.log(line),
    };
    const output = await runner.run(task, listener, signal);
    if (output.kind !== 'inspect') {
      const { total: _total, ...stages } = output.report.timings_ms;
      for (const [stage, ms] of Object.entries(stages)) metrics.stageFinished(stage, ms / 1000);
    }
    return output;
  } finally {
    await reporter.flush();
  }
}
