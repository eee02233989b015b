import { type JobTarget, patchProcessing } from '../records/job-rows.ts';
import type { JobRow } from '../records/jobs.ts';
import type { JobPorts } from './job-ports.ts';
import { JobReporter } from './job-reporter.ts';
import type { JobOutput, JobTask } from './job-task.ts';

/** Runs the task with its progress and log going into the row. */
export async function runReported(
  ports: JobPorts,
  job: JobRow,
  target: JobTarget,
  task: JobTask,
  signal: AbortSignal,
): Promise<JobOutput> {
  const reporter = new JobReporter(job.kind, (patch) => {
    if (patchProcessing(ports.database, target, job.targetId, patch)) {
      ports.events.publish(job.targetId);
    }
  });
  try {
    const output = await ports.runner.run(task, reporter, signal);
    if (output.kind !== 'inspect') {
      const { total: _total, ...stages } = output.report.timings_ms;
      for (const [stage, ms] of Object.entries(stages)) {
        ports.metrics.stageFinished(stage, ms / 1000);
      }
    }
    return output;
  } finally {
    reporter.flush();
  }
}
