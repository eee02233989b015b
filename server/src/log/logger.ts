import pino from 'pino';
import type { Settings } from '../config/settings.ts';
import { describeError } from './describe-error.ts';
import { openGatheredOutput } from './gathered-output.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Fields for programs and a short line for people; no photo names, no secrets, no signatures. */
export interface Logger {
  debug(fields: Fields, line: string): void;
  info(fields: Fields, line: string): void;
  warn(fields: Fields, line: string): void;
  error(fields: Fields, line: string): void;
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/**
 * On a terminal one line for people, else one JSON object a line (pino).
 *
 * @param destination takes the JSON lines in place of the standard output.
 */
export function createLogger(
  level: Settings['logLevel'],
  isTerminal: boolean,
  destination?: { write(line: string): void },
): Logger {
  if (!isTerminal) {
    const options = {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => describeError(error) },
    };
    return pino(options, destination ?? openGatheredOutput(process.stdout.fd));
  }
  const least = LEVELS.indexOf(level);
  const write = (at: (typeof LEVELS)[number]) => (fields: Fields, line: string) => {
    if (LEVELS.indexOf(at) < least) return;
    const reason = fields.err instanceof Error ? `\n${fields.err.stack ?? fields.err.message}` : '';
    const mark = at === 'info' || at === 'debug' ? '' : `${at}: `;
    process.stdout.write(`${mark}${line}${reason}\n`);
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
}
