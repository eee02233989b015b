import type { JobRow } from '../records/jobs.ts';
import type { AttemptPorts } from './job-ports.ts';
import type { FitOutput, OutfitOutput } from './job-task.ts';
import { attemptFolder, keepResults } from './keep-results.ts';

/** Stores a dressed avatar and its picture as the result of the job's session. */
export async function keepSessionResults(
  ports: AttemptPorts,
  job: JobRow,
  output: FitOutput | OutfitOutput,
  signal: AbortSignal,
): Promise<void> {
  const folder = attemptFolder(`sessions/${job.targetId}/`, job);
  const files = { fittedGltfKey: `${folder}fitted.glb`, thumbKey: `${folder}thumb.webp` };
  await keepResults(ports, job, 'sessions', folder, signal, {
    objects: [
      [files.fittedGltfKey, output.fittedGlb],
      [files.thumbKey, output.thumbnail],
    ],
    files,
    report: output.report,
  });
}
