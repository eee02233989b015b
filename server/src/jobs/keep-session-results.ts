import type { JobRow } from '../records/jobs.ts';
import { setSessionFiles } from '../records/sessions.ts';
import type { JobPorts } from './job-ports.ts';
import type { FitOutput, OutfitOutput } from './job-task.ts';
import { keepResults } from './keep-results.ts';

/** Stores a dressed avatar and its picture as the result of the job's session. */
export async function keepSessionResults(
  ports: JobPorts,
  job: JobRow,
  output: FitOutput | OutfitOutput,
  signal: AbortSignal,
): Promise<void> {
  const folder = `sessions/${job.targetId}/`;
  const files = { fittedGltfKey: `${folder}fitted.glb`, thumbKey: `${folder}thumb.webp` };
  await keepResults(ports, job, 'sessions', folder, signal, {
    objects: [
      [files.fittedGltfKey, output.fittedGlb],
      [files.thumbKey, output.thumbnail],
    ],
    setFiles: () => setSessionFiles(ports.database, job.targetId, files),
    report: output.report,
  });
}
