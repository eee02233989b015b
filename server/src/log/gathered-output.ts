import pino from 'pino';

/** As pino begins a line. */
const DEBUG = `{"level":${pino.levels.values.debug},`;
/** Some 16 lines. */
const GATHERED_LENGTH = 4096;
/** Nobody who reads along waits longer for a line. */
const LONGEST_WAIT_MS = 100;

/**
 * The file or pipe that JSON lines go to. Those of level debug, one for each request that went well, are
 * handed over several at a time: the system's call for each is a tenth of what a poll costs. Any other line
 * goes at once, with those before it; a process that exits loses no line, one that is killed loses debug
 * lines of a tenth of a second.
 */
export function openGatheredOutput(fd: number): pino.DestinationStream {
  let output: ReturnType<typeof pino.destination> | undefined;
  let gathered = '';
  let timer: NodeJS.Timeout | undefined;
  const handOver = () => {
    clearTimeout(timer);
    timer = undefined;
    if (gathered !== '') output?.write(gathered);
    gathered = '';
  };
  const open = () => {
    process.once('exit', () => {
      handOver();
      output?.flushSync();
    });
    return pino.destination({ fd, sync: false });
  };
  return {
    write(line) {
      // A logger that is silent opens nothing.
      output ??= open();
      gathered += line;
      if (!line.startsWith(DEBUG) || gathered.length >= GATHERED_LENGTH) handOver();
      else timer ??= setTimeout(handOver, LONGEST_WAIT_MS).unref();
    },
  };
}
