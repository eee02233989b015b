import type { CrashFigures } from './crash-run.ts';

/** The figures of a crash test, for people. */
export function crashReport({ kills, ledger, records, broken }: CrashFigures): string {
  const total = kills.start + kills.life + kills.step;
  const outcomes = new Map<string, number>();
  for (const { outcome, upload } of ledger.jobs) {
    const name = outcome ?? (upload.state === 'kept' ? 'not ended' : 'deleted with its cloth');
    outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
  }
  const ends = [...outcomes].map(([name, count]) => `${count} ${name}`).join(', ');
  const failures = ledger.uploads.flatMap(({ failure }) =>
    failure === undefined ? [] : [failure],
  );
  const lost = broken.filter((line) => line.startsWith('Lost')).length;
  const silent = broken.filter((line) => line.startsWith('Silent')).length;
  return [
    `kills              ${total} (${kills.start} while starting, ${kills.life} by the clock, ${kills.step} between two steps that keep something)`,
    `uploads accepted   ${ledger.uploads.length}, lost ${lost}; ${failures.length} are there and given up`,
    ...[...new Set(failures)].map((line) => `  ${line}`),
    `jobs accepted      ${ledger.jobs.length}, silent ${silent}; ended: ${ends}`,
    `requests cut off   ${ledger.unanswered}`,
    `kept               ${records.rows} rows, ${records.objects} files, of these ${records.orphans.length} without a row`,
    `broken promises    ${broken.length}`,
    ...broken.map((line) => `  ${line}`),
  ].join('\n');
}
