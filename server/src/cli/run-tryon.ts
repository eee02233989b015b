import { resolve } from 'node:path';
import type { Report } from '@fitroom/shared/report/report';
import { openSideThread } from '../platform/side-thread.ts';
import { compilingLess } from './compile-less.ts';
import { EXIT } from './exit-status.ts';
import type { PhotoCommand } from './parse-arguments.ts';
import { progressLine } from './progress-line.ts';

/**
 * `fitroom tryon`.
 *
 * @param base the folder that relative paths start from.
 * @returns the exit status.
 */
export async function runTryOn(command: PhotoCommand, base: string): Promise<number> {
  const line = progressLine(process.stderr, '');
  const folder = resolve(base, command.out);
  const photo = resolve(base, command.photo);
  const { choices } = command;
  const context = compilingLess(line.context, choices);
  // The second thread reads the photo while this one loads the pipeline and the body.
  const beside = openSideThread();
  beside?.readPhotoAhead(photo);
  const [{ dressPhoto }, { openRuntime }] = await Promise.all([
    import('./dress-photo.ts'),
    import('./runtime.ts'),
  ]);
  const runtime = await openRuntime(choices.matteModel, beside);
  runtime.avatar(choices.avatar).catch(() => undefined);
  const dressed = await dressPhoto(photo, folder, choices, base, runtime, context);
  line.clear();
  if (command.json && dressed.report) {
    process.stdout.write(`${JSON.stringify(dressed.report, null, 2)}\n`);
  }
  if (dressed.status === 'refused') {
    process.stderr.write(`${dressed.reason}\n`);
    return EXIT.refused;
  }
  if (!command.json) process.stdout.write(summary(dressed.report, folder));
  return dressed.status === 'valid' ? EXIT.valid : EXIT.gateFailed;
}

function band({ fit }: Report, place: 'chest' | 'waist' | 'hip'): string {
  const error = fit.ease_error_cm?.[place];
  return error === null || error === undefined ? '' : ` ± ${error}`;
}

function summary(report: Report, folder: string): string {
  const failed = Object.entries(report.gates).filter(([, holds]) => !holds);
  const { ease_cm: ease } = report.fit;
  const eases = (['chest', 'waist', 'hip'] as const)
    .filter((place) => ease[place] !== null)
    .map((place) => `${place} ${ease[place]} cm${band(report, place)}`);
  const basis = report.fit.ease_basis === 'cut' ? ' (as cut)' : ' (as worn, fitted to the body)';
  const verdict =
    failed.length === 0 ? 'valid' : `not valid: ${failed.map(([gate]) => gate).join(', ')}`;
  const { fabric } = report.fit;
  return [
    `${report.category.value} (${report.category.source}), ${verdict}`,
    ...(fabric && fabric !== 'auto' ? [`fabric: ${fabric}`] : []),
    ...(eases.length > 0 ? [`ease: ${eases.join(', ')}${basis}`] : []),
    ...report.warnings,
    `${(report.timings_ms.total / 1000).toFixed(1)} s, in ${folder}`,
    '',
  ].join('\n');
}
