import { InputError } from '@fitroom/shared/job/input-error';
import { inAllLanguages, keepFailure } from '../problems/kept-words.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { findCloth, setClothSize } from '../records/clothes.ts';
import type { JobRow } from '../records/jobs.ts';
import type { AttemptPorts } from './job-ports.ts';
import type { JobTask } from './job-task.ts';
import { readObject } from './read-stored.ts';

/** Decodes an uploaded photo once, so that a broken one is known before a garment is asked for. */
export async function performInspect(
  ports: AttemptPorts,
  job: JobRow,
  signal: AbortSignal,
): Promise<void> {
  const { database, store, runner } = ports;
  const cloth = await findCloth(database, job.targetId);
  if (!cloth) return;
  const look = async (key: string) => {
    const task: JobTask = { kind: 'inspect', photo: await readObject(store, key) };
    const output = await runner.run(task, { progress() {}, log() {} }, signal);
    if (output.kind !== 'inspect') throw new Error('The runner answered another task.');
    return output;
  };
  // What the decoder says is surer than what the header says.
  await setClothSize(database, cloth.id, await look(cloth.imageKey));
  if (cloth.backImageKey) {
    await look(cloth.backImageKey).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      const reason = inAllLanguages(keepFailure(error));
      throw new InputError(error.code, SERVICE_DETAILS.ofBackPhoto(reason), { cause: error });
    });
  }
}
