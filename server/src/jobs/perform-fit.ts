import { findCloth3d } from '../records/clothes3d.ts';
import type { JobRow } from '../records/jobs.ts';
import { findSession } from '../records/sessions.ts';
import type { AttemptPorts } from './job-ports.ts';
import type { JobTask } from './job-task.ts';
import { keepSessionResults } from './keep-session-results.ts';
import { originOf } from './origin-of.ts';
import { readGarment } from './read-garment.ts';
import { readBody } from './read-stored.ts';
import { runReported } from './run-reported.ts';

/** Puts a stored garment on the preset that its session names. */
export async function performFit(
  ports: AttemptPorts,
  job: JobRow,
  signal: AbortSignal,
): Promise<void> {
  const { database } = ports;
  const session = await findSession(database, job.targetId);
  const garment = session && (await findCloth3d(database, session.cloth3dId));
  if (!session || !garment) return;
  const task: JobTask = {
    kind: 'fit',
    garment: await readGarment(ports, garment),
    category: garment.category,
    origin: originOf(garment),
    body: await readBody(ports, session.avatarPresetId),
    method: session.method,
    ease: session.ease,
    fabric: session.fabric,
    pose: session.pose,
    ...(session.options && { options: session.options }),
  };
  const output = await runReported(ports, job, 'sessions', task, signal);
  if (output.kind !== 'fit') throw new Error('The runner answered another task.');
  await keepSessionResults(ports, job, output, signal);
}
