import type { HostileFigures } from './hostile-run.ts';

/** The figures of a hostile-input test, for people. */
export function hostileReport(figures: HostileFigures): string {
  const { requests, connections, seconds, outcomes, faults, memory, isAlive } = figures;
  const byStatus = [...outcomes].toSorted(([a], [b]) => a.localeCompare(b));
  const mb = (value: number) => `${value.toFixed(0)} MB`;
  return [
    `requests           ${requests} on ${connections} connections in ${seconds.toFixed(0)} s (${(requests / seconds).toFixed(0)} a second)`,
    `answers            ${byStatus.map(([status, count]) => `${status}: ${count}`).join(', ')}`,
    `server             ${isAlive ? 'alive' : 'ended'}`,
    `memory (resident)  at most ${mb(memory.warm)} in the warm-up, ${mb(memory.most)} after it (${(memory.most - memory.warm).toFixed(0)}); ${mb(memory.rested)} when it had rested`,
    `faults             ${[...faults.values()].reduce((sum, { count }) => sum + count, 0)} of ${faults.size} kinds`,
    ...[...faults].flatMap(([fault, { count, examples }]) => [
      `  ${count} x ${fault}`,
      `      ${examples[0]}`,
    ]),
  ].join('\n');
}
