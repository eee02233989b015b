import { ProblemError } from '../problems/problem-error.ts';
import { findCloth3d } from '../records/clothes3d.ts';
import type { JobRow } from '../records/jobs.ts';
import { findSession, setSessionFiles } from '../records/sessions.ts';
import type { JobPorts } from './job-ports.ts';
import type { JobTask } from './job-task.ts';
import { keepResults } from './keep-results.ts';
import { readBody, readObject } from './read-stored.ts';
import { runReported } from './run-reported.ts';

/** Puts a stored garment on the preset that its session names. */
export async function performFit(ports: JobPorts, job: JobRow, signal: AbortSignal): Promise<void> {
  const { database, store } = ports;
  const session = findSession(database, job.targetId);
  const garment = session && findCloth3d(database, session.cloth3dId);
  if (!session || !garment) return;
  if (garment.status !== 'done' || garment.patternKey === null) {
    throw new ProblemError(
      'cloth3d-failed',
      `The 3D garment could not be made: ${garment.errorDetail ?? 'it has no pattern'}`,
    );
  }
  const task: JobTask = {
    kind: 'fit',
    garment: await readObject(store, garment.patternKey),
    body: await readBody(ports, session.avatarPresetId),
    method: session.method,
    ease: session.ease,
    fabric: session.fabric,
  };
  const output = await runReported(ports, job, 'sessions', task, signal);
  if (output.kind !== 'fit') throw new Error('The runner answered another task.');
  const folder = `sessions/${session.id}/`;
  const files = { fittedGltfKey: `${folder}fitted.glb`, thumbKey: `${folder}thumb.webp` };
  await keepResults(ports, job, 'sessions', folder, signal, {
    objects: [
      [files.fittedGltfKey, output.fittedGlb],
      [files.thumbKey, output.thumbnail],
    ],
    setFiles: () => setSessionFiles(database, session.id, files),
    report: output.report,
  });
}
