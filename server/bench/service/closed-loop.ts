/**
 * The load of `npm run bench -- service`, in a process of its own: connections that each send the next request when
 * the last one is answered. `node closed-loop.ts URL CONNECTIONS SECONDS`; prints a LoopFigures as JSON.
 */
import { connect } from 'node:net';

export interface LoopFigures {
  readonly answers: number;
  /** Answers that were not 200. */
  readonly others: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  /** Share of a core that this process used. */
  readonly cores: number;
}

const [address = '', connections = '', duration = ''] = process.argv.slice(2);
const url = new URL(address);
const request = Buffer.from(
  `GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nAccept: application/json\r\n\r\n`,
);
const milliseconds: number[] = [];
let others = 0;
let isOver = false;

/** Both services say how long their answers are; others than these are not read here. */
function lengthOf(head: string): number {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`An answer without a length:\n${head}`);
  return Number(length);
}

function runConnection(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    let pending: Buffer = Buffer.alloc(0);
    let started = 0;
    const send = () => {
      if (isOver) {
        socket.destroy();
        resolve();
        return;
      }
      started = performance.now();
      socket.write(request);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = pending.toString('latin1', 0, end);
      if (pending.length < end + 4 + lengthOf(head)) return;
      pending = Buffer.alloc(0);
      if (head.startsWith('HTTP/1.1 200')) milliseconds.push(performance.now() - started);
      else others += 1;
      send();
    });
  });
}

/** Never sleeps: what it would cost the service to wake this process is the machine's figure, not the service's. */
function stayAwake(): void {
  if (!isOver) setImmediate(stayAwake);
}

const usage = process.cpuUsage();
const began = performance.now();
setTimeout(() => {
  isOver = true;
}, Number(duration) * 1000);
stayAwake();
await Promise.all(Array.from({ length: Number(connections) }, runConnection));
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(usage);
const sorted = Float64Array.from(milliseconds).sort();
const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
const figures: LoopFigures = {
  answers: sorted.length,
  others,
  seconds,
  p50: at(0.5),
  p99: at(0.99),
  cores: (user + system) / 1e6 / seconds,
};
console.log(JSON.stringify(figures));
