import { findCloth3d } from '../records/clothes3d.ts';
import type { JobRow } from '../records/jobs.ts';
import { findSession } from '../records/sessions.ts';
import type { AttemptPorts } from './job-ports.ts';
import type { DressedGarment } from './job-task.ts';
import { keepSessionResults } from './keep-session-results.ts';
import { originOf } from './origin-of.ts';
import { readGarment } from './read-garment.ts';
import { readBody } from './read-stored.ts';
import { runReported } from './run-reported.ts';

/** Puts several stored garments on the preset that their session names. */
export async function performOutfit(
  ports: AttemptPorts,
  job: JobRow,
  signal: AbortSignal,
): Promise<void> {
  const { database } = ports;
  const session = await findSession(database, job.targetId);
  if (!session?.outfit) return;
  const garments: DressedGarment[] = [];
  for (const { cloth3dId, ...worn } of session.outfit) {
    const garment = await findCloth3d(database, cloth3dId);
    // Deleted meanwhile, and the session with it.
    if (!garment) return;
    garments.push({
      garment: await readGarment(ports, garment),
      ...worn,
      category: garment.category,
      origin: originOf(garment),
    });
  }
  const task = {
    kind: 'outfit',
    garments,
    body: await readBody(ports, session.avatarPresetId),
    pose: session.pose,
    ...(session.options && { options: session.options }),
  } as const;
  const output = await runReported(ports, job, 'sessions', task, signal);
  if (output.kind !== 'outfit') throw new Error('The runner answered another task.');
  await keepSessionResults(ports, job, output, signal);
}
