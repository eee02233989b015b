import { setTimeout as wait } from 'node:timers/promises';
import type { ApiClient } from '@fitroom/shared/client/api-client';
import { ApiError } from '@fitroom/shared/client/api-error';
import sharp from 'sharp';
import { type AcceptedUpload, type Ledger, openJobs } from './ledger.ts';
import { pollJob } from './workload.ts';

/** Mean difference of a channel, of 255, up to which a photo that was stored anew is the same picture. */
const SAME_PICTURE = 3;
/** An open job, with those before it, is done in some seconds; this is for a busy machine. */
const LONGEST_QUIET_MS = 90_000;
const POLL_MS = 50;

const isMissing = (error: unknown) =>
  error instanceof ApiError && (error.problem.code === 'not-found' || error.problem.status === 410);

/** Every upload that was answered 201 is there, with its own photo. */
export async function checkUploads(
  client: ApiClient,
  ledger: Ledger,
  uploads: readonly AcceptedUpload[],
): Promise<void> {
  for (const upload of uploads) {
    const cloth = await client.getCloth(upload.id).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (upload.state === 'deleted' && cloth) {
      ledger.broken.add(`Cloth ${upload.id} was deleted and is there again.`);
    } else if (upload.state === 'kept' && !cloth) {
      ledger.broken.add(`Lost: cloth ${upload.id}.`);
    } else if (upload.state === 'kept' && cloth) {
      if (cloth.status === 'failed') {
        upload.failure = cloth.log.trim();
      }
      const stored = await client.fetchBytes(cloth.image_url ?? '').catch((error: unknown) => {
        if (error instanceof ApiError) return null;
        throw error;
      });
      if (!stored) ledger.broken.add(`Lost: the photo of cloth ${upload.id}.`);
      else if (!(await isSamePicture(stored, upload.photo))) {
        ledger.broken.add(`The photo of cloth ${upload.id} is another one.`);
      }
    }
  }
}

/** Bytes, or pixels where the server stores photos anew. */
async function isSamePicture(stored: Uint8Array, sent: Buffer): Promise<boolean> {
  if (sent.equals(stored)) return true;
  const pixels = (bytes: Uint8Array) =>
    sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const [a, b] = await Promise.all([pixels(stored), pixels(sent)]);
  if (a.info.width !== b.info.width || a.info.height !== b.info.height) return false;
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += Math.abs(a.data[i]! - b.data[i]!);
  return sum / a.data.length <= SAME_PICTURE;
}

/** Waits until every accepted job has ended. One that does not is silent: a broken promise. */
export async function awaitJobs(client: ApiClient, ledger: Ledger): Promise<void> {
  let lastEnd = Date.now();
  let open = openJobs(ledger);
  while (open.length > 0 && Date.now() - lastEnd < LONGEST_QUIET_MS) {
    for (const job of open) {
      await pollJob(client, job).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
        job.outcome = 'lost';
        ledger.broken.add(`Lost: the ${job.kind} ${job.id}.`);
      });
    }
    const left = openJobs(ledger);
    if (left.length < open.length) lastEnd = Date.now();
    open = left;
    if (open.length > 0) await wait(POLL_MS);
  }
  for (const job of open) ledger.broken.add(`Silent: the ${job.kind} ${job.id} does not end.`);
}

/** Waits until nothing is in line: also jobs whose answer never arrived have ended then. */
export async function awaitEmptyLine(client: ApiClient, address: string, ledger: Ledger) {
  const until = Date.now() + LONGEST_QUIET_MS;
  while (Date.now() < until) {
    const metrics = new TextDecoder().decode(await client.fetchBytes(`${address}/metrics`));
    const depths = [...metrics.matchAll(/^fitroom_queue_jobs\{[^}]*\} (\d+)/gm)];
    if (depths.every(([, count]) => count === '0')) return;
    await wait(POLL_MS);
  }
  ledger.broken.add('Jobs are still in line at the end.');
}
