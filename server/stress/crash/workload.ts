import { setTimeout as wait } from 'node:timers/promises';
import { type ApiClient, createApiClient } from '@fitroom/shared/client/api-client';
import { ApiError, ApiUnreachableError } from '@fitroom/shared/client/api-error';
import { drawnGarment } from '../drawn-garments.ts';
import type { RandomChoices } from '../random-choices.ts';
import { type AcceptedJob, type AcceptedUpload, type Ledger, openJobs } from './ledger.ts';

/** Users who do one thing after the other. */
const USERS = 3;
/** More would only wait, and be killed again and again. */
const MOST_OPEN_JOBS = 5;
const MOST_PAUSE_MS = 200;
const PRESETS = ['slim', 'regular', 'curvy'] as const;

export const clientOf = (address: string): ApiClient =>
  createApiClient({ baseUrl: address, fetch, sleep: (ms) => wait(Math.min(ms, 100)) });

/** Answers that a caller has to expect: the garment failed or is gone, the job ended meanwhile, no room. */
const EXPECTED = new Set([
  'not-found',
  'cloth-failed',
  'cloth3d-failed',
  'already-finished',
  'queue-full',
  'rate-limited',
]);

/**
 * Uploads, asks for garments and fits, cancels, deletes and polls until the signal ends it or the server
 * no longer answers. What was answered goes into the ledger.
 */
export async function runWorkload(
  address: string,
  ledger: Ledger,
  random: RandomChoices,
  signal: AbortSignal,
): Promise<void> {
  const client = clientOf(address);
  await Promise.all(Array.from({ length: USERS }, () => oneUser(client, ledger, random, signal)));
}

async function oneUser(
  client: ApiClient,
  ledger: Ledger,
  random: RandomChoices,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await oneStep(client, ledger, random);
      await wait(random.whole(0, MOST_PAUSE_MS));
    } catch (error) {
      if (error instanceof ApiError && EXPECTED.has(error.problem.code)) continue;
      if (error instanceof ApiUnreachableError) {
        ledger.unanswered += 1;
        return;
      }
      if (error instanceof ApiError) ledger.broken.add(`An answer ${describe(error)}.`);
      // A connection that ended while a file was read.
      else if (error instanceof TypeError) ledger.unanswered += 1;
      else throw error;
    }
  }
}

const describe = ({ problem }: ApiError) => `${problem.status} ${problem.code}: ${problem.detail}`;

async function oneStep(client: ApiClient, ledger: Ledger, random: RandomChoices): Promise<void> {
  const kept = ledger.uploads.filter(({ state }) => state === 'kept').slice(-20);
  const garments = ledger.jobs.filter(
    ({ kind, upload, outcome }) =>
      kind === 'clothes3d' && upload.state === 'kept' && (outcome === null || outcome === 'done'),
  );
  const open = openJobs(ledger);
  const hasRoom = open.length < MOST_OPEN_JOBS;
  const step = random.weighted({
    upload: 0.5,
    generate: hasRoom && kept.length > 0 ? 6 : 0,
    fit: hasRoom && garments.length > 0 ? 4 : 0,
    poll: open.length > 0 ? 6 : 0,
    cancel: open.length > 0 ? 0.002 : 0,
    delete: kept.length > 10 ? 0.002 : 0,
  });
  if (step === 'upload') {
    const photo = await drawnGarment(random);
    const mimeType = 'image/png';
    const userId = `user-${random.whole(1, 5)}`;
    const { cloth_id } = await client.uploadImage({ userId, photo, mimeType });
    ledger.uploads.push({ id: cloth_id, photo, state: 'kept' });
  } else if (step === 'generate') {
    const upload = random.pick(kept);
    const { cloth3d_id } = await client.generate3d(upload.id, { model: 'panels', quality: 'low' });
    addJob(ledger, { id: cloth3d_id, kind: 'clothes3d', upload, outcome: null });
  } else if (step === 'fit') {
    const garment = random.pick(garments.slice(-10));
    const { fitting_session_id } = await client.fit({
      cloth3d_id: garment.id,
      avatar_preset_id: random.pick(PRESETS),
      method: 'rigid',
    });
    addJob(ledger, {
      id: fitting_session_id,
      kind: 'session',
      upload: garment.upload,
      outcome: null,
    });
  } else if (step === 'poll') await pollJob(client, random.pick(open));
  else if (step === 'cancel') {
    const job = random.pick(open);
    await (job.kind === 'clothes3d' ? client.cancelCloth3d(job.id) : client.cancelSession(job.id));
  } else await deleteUpload(client, random.pick(kept));
}

/** The same request twice may be answered with the same job. */
function addJob(ledger: Ledger, job: AcceptedJob): void {
  if (!ledger.jobs.some(({ id }) => id === job.id)) ledger.jobs.push(job);
}

async function deleteUpload(client: ApiClient, upload: AcceptedUpload): Promise<void> {
  upload.state = 'deleting';
  await client.deleteCloth(upload.id);
  upload.state = 'deleted';
}

/** Asks for a job's state and notes how it ended, if it has. */
export async function pollJob(client: ApiClient, job: AcceptedJob): Promise<void> {
  const state = await (job.kind === 'clothes3d'
    ? client.getCloth3d(job.id)
    : client.getSession(job.id));
  if (state.status === 'processing') return;
  job.outcome = state.status === 'done' ? 'done' : (state.error?.code ?? 'error without a code');
}
