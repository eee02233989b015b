import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import { keepLine } from '@fitroom/shared/messages/kept-sentence';
import { inAllLanguages } from '../problems/kept-words.ts';
import type { Database } from '../records/database.ts';
import { patchProcessing } from '../records/job-rows.ts';
import { listQueuedNeural } from '../records/waiting-jobs.ts';
import type { WorkerRow } from '../records/workers.ts';
import { HostAbility } from './host-ability.ts';
import type { JobEvents } from './job-events.ts';

/**
 * Says in the log of each job of networks that no host that is awake can take it, once, and why where a host
 * knows: it waits for one that wakes up or is mended.
 *
 * @param awake all hosts that gave a sign of life lately, this one too.
 */
export async function tellWaiting(
  {
    database,
    events,
  }: { readonly database: Database; readonly events: Pick<JobEvents, 'publish'> },
  awake: readonly WorkerRow[],
): Promise<void> {
  const all = new HostAbility([], false);
  all.see([], awake);
  for (const { targetId, needs, modelUsed, quality, log } of await listQueuedNeural(database)) {
    if (log.includes(TOLD) || all.isMadeElsewhere(needs, modelUsed, quality)) continue;
    const reason = awake
      .flatMap(({ generators }) => generators ?? [])
      .find(({ id, reason: why }) => id === modelUsed && why !== null)?.reason;
    const line = reason
      ? JOB_LINES.waitsForHost(modelUsed, inAllLanguages(reason))
      : JOB_LINES.waitsForAnyHost(modelUsed);
    const patch = { logLines: [keepLine(line)] };
    if (await patchProcessing(database, 'clothes3d', targetId, patch, null)) {
      events.publish(targetId);
    }
  }
}

/** Begins both lines as rows keep them. */
const TOLD = '["waitsFor';
