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
  const { walkGlb = null, maps = [] } = output;
  const extras = {
    walkKey: walkGlb && `${folder}walk.glb`,
    maps: maps.map(({ map }) => ({
      map,
      pictureKey: `${folder}map-${map}.png`,
      gltfKey: `${folder}map-${map}.glb`,
    })),
  };
  await keepResults(ports, job, 'sessions', folder, signal, {
    objects: [
      [files.fittedGltfKey, output.fittedGlb],
      [files.thumbKey, output.thumbnail],
      [extras.walkKey, walkGlb],
      ...extras.maps.flatMap(({ pictureKey, gltfKey }, n) => [
        [pictureKey, maps[n]!.picture] as const,
        [gltfKey, maps[n]!.glb] as const,
      ]),
    ],
    files: { ...files, ...((extras.walkKey || maps.length > 0) && { extras }) },
    report: output.report,
  });
}
