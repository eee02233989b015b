import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type ApiClient, createApiClient } from '@fitroom/shared/client/api-client';
import { drawnGarment } from '../drawn-garments.ts';
import { filePiece, formType, textPiece, writeForm } from '../hostile/hostile-multipart.ts';
import type { Layout } from '../layout.ts';
import { randomChoices } from '../random-choices.ts';
import { startProcess } from '../server-process.ts';
import { type Latencies, noLatencies, pollSessions, timeRequest } from './poll-sessions.ts';

/** As the app and the typed client poll. */
const POLL_EVERY_MS = 1000;
/** Sessions that the pollers share: each is somebody's, and some watch the same. */
const SESSIONS = 20;
/** Photos to upload, drawn before the clock starts. */
const PHOTOS = 20;

export interface LoadOptions {
  readonly layout: Layout;
  readonly seconds: number;
  readonly pollers: number;
  readonly uploadsPerSecond: number;
  readonly seed: number;
}

export interface LoadFigures extends Omit<LoadOptions, 'layout' | 'seed'> {
  readonly polls: Latencies;
  readonly uploads: Latencies;
  /** Garments that were made meanwhile. */
  readonly generations: number;
  /** Of this process, which measures: above 0.9 of a core, figures are its own. */
  readonly ownCores: number;
}

/** Polls and uploads at a steady rate while garments are made one after the other. */
export async function runLoad(options: LoadOptions): Promise<LoadFigures> {
  const { layout, seconds, pollers, uploadsPerSecond, seed } = options;
  const servers = layout.processes.map((plan) => startProcess(layout, plan));
  try {
    const addresses = await Promise.all(servers.map((server) => server.ready));
    const address = addresses[layout.processes.findIndex(({ isApi }) => isApi)]!;
    const client = createApiClient({ baseUrl: address, fetch, sleep: (ms) => wait(ms) });
    const random = randomChoices(seed);
    const photos = await Promise.all(Array.from({ length: PHOTOS }, () => drawnGarment(random)));
    const { clothId, sessions } = await prepare(client, photos[0]!);
    const urls = Array.from(
      { length: pollers },
      (_, i) => `${address}/session/${sessions[i % sessions.length]}`,
    );
    const ending = new AbortController();
    const { signal } = ending;
    const usage = process.cpuUsage();
    const started = performance.now();
    const work = Promise.all([
      pollSessions(urls, POLL_EVERY_MS, signal),
      uploadSteadily(`${address}/clothes/upload-image`, photos, uploadsPerSecond, signal),
      generateOn(client, clothId, signal),
    ]);
    await wait(seconds * 1000);
    ending.abort();
    const [polls, uploads, generations] = await work;
    const { user, system } = process.cpuUsage(usage);
    const ownCores = (user + system) / 1000 / (performance.now() - started);
    return { seconds, pollers, uploadsPerSecond, polls, uploads, generations, ownCores };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** A garment that is made, and finished sessions of it with their reports, as pollers see most. */
async function prepare(client: ApiClient, photo: Buffer) {
  const { cloth_id } = await client.uploadImage({ userId: 'ann', photo, mimeType: 'image/png' });
  const { cloth3d_id } = await client.generate3d(cloth_id, { model: 'panels', quality: 'low' });
  await client.watchCloth3d(cloth3d_id, () => {});
  const sessions: string[] = [];
  for (let i = 0; i < SESSIONS; i++) {
    const { fitting_session_id } = await client.fit({
      cloth3d_id,
      avatar_preset_id: 'regular',
      method: 'rigid',
    });
    await client.watchSession(fitting_session_id, () => {});
    sessions.push(fitting_session_id);
  }
  return { clothId: cloth_id, sessions };
}

async function uploadSteadily(
  url: string,
  photos: readonly Buffer[],
  perSecond: number,
  signal: AbortSignal,
): Promise<Latencies> {
  const latencies = noLatencies();
  const agent = new Agent({ keepAlive: true });
  const forms = photos.map((photo) =>
    writeForm([textPiece('user_id', 'bob'), filePiece('file', photo)]),
  );
  const started = performance.now();
  const open = new Set<Promise<unknown>>();
  for (let i = 0; !signal.aborted; i++) {
    const headers = { 'Content-Type': formType };
    const body = forms[i % forms.length]!;
    const upload = timeRequest(
      agent,
      { url, method: 'POST', headers, body, wanted: 201 },
      latencies,
    );
    open.add(upload);
    void upload.finally(() => open.delete(upload));
    await wait(Math.max(0, ((i + 1) * 1000) / perSecond - (performance.now() - started)));
  }
  await Promise.all(open);
  agent.destroy();
  return latencies;
}

/** There is always a garment in the making. */
async function generateOn(
  client: ApiClient,
  clothId: string,
  signal: AbortSignal,
): Promise<number> {
  for (let made = 0; ; made++) {
    const { cloth3d_id } = await client.generate3d(clothId, { model: 'panels', quality: 'med' });
    while ((await client.getCloth3d(cloth3d_id)).status === 'processing') {
      if (signal.aborted) {
        await client.deleteCloth3d(cloth3d_id);
        return made;
      }
      await wait(200);
    }
    if (signal.aborted) return made + 1;
  }
}
