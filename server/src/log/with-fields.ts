import type { Fields, Logger } from './logger.ts';

/** A logger whose every line has these fields too: the id of the job or request that it is about. */
export function withFields(logger: Logger, fixed: Fields): Logger {
  return {
    debug: (fields, line) => logger.debug({ ...fixed, ...fields }, line),
    info: (fields, line) => logger.info({ ...fixed, ...fields }, line),
    warn: (fields, line) => logger.warn({ ...fixed, ...fields }, line),
    error: (fields, line) => logger.error({ ...fixed, ...fields }, line),
  };
}
