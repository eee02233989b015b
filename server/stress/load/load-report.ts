import type { LoadFigures } from './load-run.ts';
import { type Latencies, percentile } from './poll-sessions.ts';

/** The figures of a load test, for people. */
export function loadReport(figures: LoadFigures): string {
  const { seconds, pollers, uploadsPerSecond, polls, uploads, generations, ownCores } = figures;
  return [
    `load               ${pollers} pollers, each once a second, and ${uploadsPerSecond} uploads a second for ${seconds} s`,
    `polls              ${describe(polls, seconds)}`,
    `uploads            ${describe(uploads, seconds)}`,
    `garments made      ${generations} meanwhile`,
    `the load itself    ${ownCores.toFixed(2)} of a core`,
  ].join('\n');
}

function describe({ milliseconds, others }: Latencies, seconds: number): string {
  const at = (share: number) => `${percentile(milliseconds, share).toFixed(1)} ms`;
  const wrong = [...others].map(([name, count]) => `${name}: ${count}`).join(', ');
  return `${(milliseconds.length / seconds).toFixed(0)} a second; p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}; other answers: ${wrong || 'none'}`;
}
