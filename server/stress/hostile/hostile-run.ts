import { setTimeout as wait } from 'node:timers/promises';
import { type ApiClient, createApiClient } from '@fitroom/shared/client/api-client';
import { ApiError } from '@fitroom/shared/client/api-error';
import { z } from 'zod';
import { drawnGarment } from '../drawn-garments.ts';
import type { Layout } from '../layout.ts';
import { type RandomChoices, randomChoices } from '../random-choices.ts';
import { residentMegabytes, type ServerProcess, startProcess } from '../server-process.ts';
import { makeImageSeeds } from './hostile-images.ts';
import type { HostileRequest } from './hostile-request.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { KnownThings } from './known-things.ts';
import {
  type ApiDocument,
  type HostileSource,
  nextRequest,
  readOperations,
  resolverOf,
} from './next-request.ts';
import { RawConnection, type RawOutcome } from './raw-connection.ts';

const CONNECTIONS = 12;
/** A client that goes away in the middle does so at once. */
const LEAVE_AFTER_MS = 150;
/** What was accepted is deleted again, so that only leaks grow: this many are left for a while. */
const KEPT_UPLOADS = 20;
const MOST_EXAMPLES = 5;
/** Requests between two readings of memory. */
const READ_EVERY = 2500;

export interface HostileOptions {
  readonly layout: Layout;
  readonly requests: number;
  readonly seed: number;
  /** Requests in which memory may grow: code is compiled, each thread's pools are filled. */
  readonly warmUp: number;
  /** Idle time before memory is read for the last time: garbage is collected and caches are let go. */
  readonly restMs: number;
  onProgress?(sent: number, megabytes: number): void;
}

export interface HostileFigures {
  readonly requests: number;
  readonly connections: number;
  readonly seconds: number;
  /** Answers by status; `closed` and `silent` where none came. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** What was wrong, with how often and an example. */
  readonly faults: ReadonlyMap<string, { count: number; readonly examples: string[] }>;
  readonly memory: HostileMemory;
  readonly isAlive: boolean;
}

/**
 * Resident memory of the server, megabytes. Read in the midst of requests, before and after alike: a server
 * that rested has given its young objects' space back and takes it again with the next requests, which would
 * look like growth.
 */
export interface HostileMemory {
  /** The most seen in the warm-up. */
  warm: number;
  /** The most seen after it. */
  most: number;
  /** When all was over and the server had rested. */
  rested: number;
}

/** Sends hostile requests to the layout's first API, on several connections at once, and judges every answer. */
export async function runHostile(options: HostileOptions): Promise<HostileFigures> {
  const { layout, requests, seed, warmUp } = options;
  const random = randomChoices(seed);
  const servers = layout.processes.map((plan) => startProcess(layout, plan));
  try {
    const addresses = await Promise.all(servers.map((server) => server.ready));
    const at = layout.processes.findIndex(({ isApi }) => isApi);
    const server = servers[at]!;
    const address = addresses[at]!;
    const client = createApiClient({ baseUrl: address, fetch, sleep: (ms) => wait(ms) });
    const source = await prepare(client, address, random);
    const run = new HostileRun(address, client, source, random);
    const started = performance.now();
    while (run.sent < requests && server.isRunning) {
      const isWarm = run.sent >= warmUp;
      const stretch = Math.min(READ_EVERY, (isWarm ? requests : warmUp) - run.sent);
      await run.send(stretch, server);
      if (!server.isRunning) break;
      const megabytes = await residentMegabytes(server.pid);
      const kept = isWarm ? 'most' : 'warm';
      run.memory[kept] = Math.max(run.memory[kept], megabytes);
      options.onProgress?.(run.sent, megabytes);
    }
    const seconds = (performance.now() - started) / 1000;
    const isAlive = server.isRunning;
    if (isAlive) {
      await run.rest(options.restMs);
      run.memory.rested = await residentMegabytes(server.pid);
    } else run.note('the server ended', server.lines.slice(-15).join('\n'));
    for (const line of server.faults) run.note(`logged: ${faultOf(line)}`, line);
    return { ...run.figures(), seconds, isAlive };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** Makes one of everything, so that hostile requests meet things that are there. */
async function prepare(
  client: ApiClient,
  address: string,
  random: RandomChoices,
): Promise<HostileSource> {
  const document = (await (await fetch(`${address}/openapi.json`)).json()) as ApiDocument;
  const photo = await drawnGarment(random);
  const { cloth_id } = await client.uploadImage({ userId: 'ann', photo, mimeType: 'image/png' });
  const { cloth3d_id } = await client.generate3d(cloth_id, { model: 'panels', quality: 'low' });
  const garment = await client.watchCloth3d(cloth3d_id, () => {});
  const { fitting_session_id } = await client.fit({
    cloth3d_id,
    avatar_preset_id: 'regular',
    method: 'rigid',
  });
  const session = await client.watchSession(fitting_session_id, () => {});
  const cloth = await client.getCloth(cloth_id);
  const links = [cloth.image_url, garment.thumb_url, session.thumb_url, garment.gltf_url]
    .filter((link) => link?.startsWith(address))
    .map((link) => link!.slice(address.length));
  if (links.length < 2) {
    throw new Error('The garment to begin with was not made; is the store behind this server?');
  }
  const known: KnownThings = {
    cloth: cloth_id,
    cloth3d: cloth3d_id,
    session: fitting_session_id,
    links,
    photo,
  };
  return {
    operations: readOperations(document),
    resolve: resolverOf(document),
    known,
    seeds: await makeImageSeeds(photo),
  };
}

const CreatedSchema = z.object({
  cloth_id: z.string().optional(),
  cloth3d_id: z.string().optional(),
  fitting_session_id: z.string().optional(),
});

class HostileRun {
  sent = 0;
  readonly memory: HostileMemory = { warm: 0, most: 0, rested: 0 };
  private readonly outcomes = new Map<string, number>();
  private readonly faults = new Map<string, { count: number; readonly examples: string[] }>();
  private readonly uploads: string[] = [];
  private readonly connections: RawConnection[];
  private readonly address: string;
  private readonly client: ApiClient;
  private readonly source: HostileSource;
  private readonly random: RandomChoices;

  constructor(address: string, client: ApiClient, source: HostileSource, random: RandomChoices) {
    this.address = address;
    this.client = client;
    this.source = source;
    this.random = random;
    this.connections = Array.from({ length: CONNECTIONS }, () => new RawConnection(address));
  }

  /** Sends that many requests, each connection one after the other. */
  async send(count: number, server: ServerProcess): Promise<void> {
    let left = count;
    await Promise.all(
      this.connections.map(async (connection) => {
        while (left > 0 && server.isRunning) {
          left -= 1;
          await this.sendOne(connection);
        }
      }),
    );
  }

  private async sendOne(connection: RawConnection): Promise<void> {
    const request = nextRequest(this.source, this.random);
    this.sent += 1;
    const { bytes, isHead, expects } = request;
    const leaveAfterMs = expects === 'any' ? LEAVE_AFTER_MS : null;
    const outcome = await connection.exchange({ bytes, isHead, leaveAfterMs });
    const name = typeof outcome === 'string' ? outcome : String(outcome.status);
    this.outcomes.set(name, (this.outcomes.get(name) ?? 0) + 1);
    const fault = judgeAnswer(request, outcome);
    if (fault) this.note(`${request.label}: ${fault}`, exampleOf(request));
    await this.undo(outcome);
  }

  /** What was accepted after all: jobs are cancelled, uploads deleted. */
  private async undo(outcome: RawOutcome): Promise<void> {
    if (typeof outcome === 'string' || (outcome.status !== 201 && outcome.status !== 202)) return;
    const created = CreatedSchema.safeParse(JSON.parse(outcome.body.toString('utf8')));
    if (!created.success) return;
    const { cloth_id, cloth3d_id, fitting_session_id } = created.data;
    if (cloth_id) this.uploads.push(cloth_id);
    await this.unlessRefused(async () => {
      if (cloth3d_id) await this.client.deleteCloth3d(cloth3d_id);
      if (fitting_session_id) await this.client.deleteSession(fitting_session_id);
      if (this.uploads.length > KEPT_UPLOADS) await this.client.deleteCloth(this.uploads.shift()!);
    });
  }

  private async unlessRefused(call: () => Promise<void>): Promise<void> {
    try {
      await call();
    } catch (error) {
      if (!(error instanceof ApiError)) this.note('an honest request failed', String(error));
    }
  }

  /** Lets jobs and connections end, and the collector work. */
  async rest(restMs: number): Promise<void> {
    for (const connection of this.connections) connection.close();
    for (const id of this.uploads.splice(0)) {
      await this.unlessRefused(() => this.client.deleteCloth(id));
    }
    const isBusy = async () => {
      const text = await (await fetch(`${this.address}/metrics`)).text();
      return /^fitroom_queue_jobs\{[^}]*\} [1-9]/m.test(text);
    };
    for (let i = 0; i < 600 && (await isBusy()); i++) await wait(100);
    await wait(restMs);
  }

  note(fault: string, example: string): void {
    const known = this.faults.get(fault) ?? { count: 0, examples: [] };
    known.count += 1;
    if (known.examples.length < MOST_EXAMPLES) known.examples.push(example);
    this.faults.set(fault, known);
  }

  figures() {
    const connections = this.connections.reduce((sum, { opened }) => sum + opened, 0);
    const { sent, outcomes, faults, memory } = this;
    return { requests: sent, connections, outcomes, faults, memory };
  }
}

const exampleOf = ({ bytes }: HostileRequest) => JSON.stringify(bytes.toString('latin1', 0, 600));

/** The line without what is another one each time. */
function faultOf(line: string): string {
  const { code, kind, err } = JSON.parse(line) as {
    code?: string;
    kind?: string;
    err?: { message?: string };
  };
  return [code, kind, err?.message].filter(Boolean).join(', ');
}
