import { mkdirSync } from 'node:fs';
import { resolveDataFolder } from '../config/paths.ts';
import { readSettings, SettingsError } from '../config/read-settings.ts';
import { type SweepReport, sweep } from '../hygiene/sweep.ts';
import { createLogger } from '../log/logger.ts';
import { openObjects } from '../objects/open-objects.ts';
import { openDatabase } from '../records/open-database.ts';
import { EXIT } from './exit-status.ts';

const FLAGS = ['--dry-run', '--all-orphans'] as const;
const MEGABYTE = 1024 * 1024;

/** `fitroom sweep [--dry-run] [--all-orphans]`: the hourly sweep, now, with its figures on stdout. */
export async function runSweep(words: readonly string[]): Promise<number> {
  const unknown = words.find((word) => !(FLAGS as readonly string[]).includes(word));
  if (unknown !== undefined) {
    process.stderr.write(`sweep takes ${FLAGS.join(' and ')}, not ${unknown}. See --help.\n`);
    return EXIT.refused;
  }
  try {
    const settings = readSettings(process.env);
    const logger = createLogger(settings.logLevel === 'silent' ? 'silent' : 'error', true);
    const dataFolder = resolveDataFolder(settings.dataFolder);
    mkdirSync(dataFolder, { recursive: true });
    const database = await openDatabase(settings, dataFolder, logger);
    try {
      const { store, close } = await openObjects(settings, dataFolder, Date.now);
      try {
        const ports = { database, store, settings, logger, now: Date.now };
        const report = await sweep(ports, {
          isDry: words.includes('--dry-run'),
          trustsOrphans: words.includes('--all-orphans'),
        });
        if (!report) {
          process.stderr.write('Another process sweeps now. Try again in a minute.\n');
          return EXIT.refused;
        }
        process.stdout.write(describeSweep(report));
        return report.doubtedOrphans > 0 ? EXIT.refused : EXIT.valid;
      } finally {
        close();
      }
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.refused;
  }
}

/** The figures of a sweep as lines for people. */
export function describeSweep(report: SweepReport): string {
  const { isDry, expiredRows, removed, rows, doubtedOrphans } = report;
  const lines = [
    ...removed.map(
      ({ objectClass, reason, objects, bytes }) =>
        `${objects} x ${objectClass} (${reason}), ${(bytes / MEGABYTE).toFixed(1)} MB`,
    ),
    ...Object.entries(expiredRows)
      .filter(([, total]) => total > 0)
      .map(([table, total]) => `${total} rows of ${table} marked as expired`),
    ...Object.entries(rows)
      .filter(([, total]) => total > 0)
      .map(([table, total]) => `${total} rows of ${table}`),
  ];
  const head = isDry ? 'Would be removed:' : 'Removed:';
  const doubt = `${doubtedOrphans} files without a row were left: too many to be litter. If this database belongs to the store: --all-orphans.`;
  return [
    lines.length === 0 ? 'There is nothing to remove.' : head,
    ...lines.map((line) => `  ${line}`),
    ...(doubtedOrphans > 0 ? [doubt] : []),
    '',
  ].join('\n');
}
