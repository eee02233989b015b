import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** Latencies of one kind of request, and what went wrong. */
export interface Latencies {
  readonly milliseconds: number[];
  /** Answers by status other than the expected one; `failed` without any. */
  readonly others: Map<string, number>;
}

export const noLatencies = (): Latencies => ({ milliseconds: [], others: new Map() });

export interface TimedRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly wanted: number;
}

/** One request from its first byte to the last of its answer, noted; the body where it is wanted. */
export function timeRequest(
  agent: Agent,
  { url, method = 'GET', headers = {}, body, wanted }: TimedRequest,
  latencies: Latencies,
): Promise<Buffer | null> {
  const started = performance.now();
  const note = (name: string) => latencies.others.set(name, (latencies.others.get(name) ?? 0) + 1);
  return new Promise((resolve) => {
    const length = body ? { 'Content-Length': String(body.length) } : {};
    const sent = request(url, { agent, method, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => {
        note('failed');
        resolve(null);
      });
      response.on('end', () => {
        const isWanted = response.statusCode === wanted;
        if (isWanted) latencies.milliseconds.push(performance.now() - started);
        else note(String(response.statusCode));
        resolve(isWanted ? Buffer.concat(chunks) : null);
      });
    });
    sent.on('error', () => {
      note('failed');
      resolve(null);
    });
    sent.end(body);
  });
}

/**
 * Clients that each ask for the state of a session again and again, as the app does where events do not
 * come through: every second, each on a connection of its own, begun at different moments.
 */
export async function pollSessions(
  urls: readonly string[],
  everyMs: number,
  signal: AbortSignal,
): Promise<Latencies> {
  const latencies = noLatencies();
  const agent = new Agent({ keepAlive: true, maxSockets: urls.length });
  await Promise.all(
    urls.map(async (url, i) => {
      await wait((i / urls.length) * everyMs);
      let next = performance.now();
      while (!signal.aborted) {
        await timeRequest(agent, { url, wanted: 200 }, latencies);
        // Kept to the clock: a slow answer must not lower the load.
        next += everyMs;
        await wait(Math.max(0, next - performance.now()));
      }
    }),
  );
  agent.destroy();
  return latencies;
}

/** @param share of 0 to 1: 0.99 for the 99th percentile. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}
