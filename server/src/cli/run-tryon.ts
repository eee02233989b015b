import { basename, resolve } from 'node:path';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { begun } from '@fitroom/shared/job/begun';
import type { Report } from '@fitroom/shared/report/report';
import { openSideThread } from '../platform/side-thread.ts';
import { compilingLess } from './compile-less.ts';
import { easeLine } from './ease-line.ts';
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
  // The second thread reads the body, which is wanted once the garment has been read off the photo.
  const beside = openSideThread();
  beside?.readBodyAhead(choices.avatar);
  const decoding = await decodingOf(photo, beside !== null);
  const [{ dressPhoto }, { openRuntime }] = await Promise.all([
    import('./dress-photo.ts'),
    import('./runtime.ts'),
  ]);
  const runtime = await openRuntime(choices.matteModel, beside);
  const given = { file: basename(photo), read: () => decoding.photo };
  const dressed = await dressPhoto(given, folder, choices, base, runtime, context);
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

/**
 * Comes back when the decoder is at work, in threads of its own: the pipeline is loaded meanwhile. The photo is in an
 * object, since a promise alone would be waited for.
 */
async function decodingOf(
  path: string,
  isShared: boolean,
): Promise<{ readonly photo: Promise<RgbaImage> }> {
  const { readPhoto } = await import('../photos/read-photo.ts');
  const { promise: atWork, resolve: onBegun } = Promise.withResolvers<void>();
  const photo = begun(readPhoto(path, { isShared, onBegun }));
  await Promise.race([atWork, photo.catch(() => undefined)]);
  return { photo };
}

function summary(report: Report, folder: string): string {
  const failed = Object.entries(report.gates).filter(([, holds]) => !holds);
  const ease = easeLine(report);
  const verdict =
    failed.length === 0 ? 'valid' : `not valid: ${failed.map(([gate]) => gate).join(', ')}`;
  const { fabric } = report.fit;
  return [
    `${report.category.value} (${report.category.source}), ${verdict}`,
    ...(fabric && fabric !== 'auto' ? [`fabric: ${fabric}`] : []),
    ...(ease ? [ease] : []),
    ...report.warnings,
    `${(report.timings_ms.total / 1000).toFixed(1)} s, in ${folder}`,
    '',
  ].join('\n');
}
