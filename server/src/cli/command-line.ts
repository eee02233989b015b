import { InputError } from '@fitroom/shared/job/input-error';
import { inOwnWords } from '../config/own-command.ts';
import { EXIT } from './exit-status.ts';
import { isOperatorCommand, OPERATOR_COMMANDS } from './operator-commands.ts';
import { UsageError } from './option-values.ts';
import { type Command, parseArguments } from './parse-arguments.ts';
import { USAGE } from './usage.ts';

/** `node main.ts tryon PHOTO --out DIR …`; see usage.ts. Rooms load only once they are needed. */
async function main(words: readonly string[]): Promise<number> {
  const [name = '', ...rest] = words;
  if (isOperatorCommand(name)) return OPERATOR_COMMANDS[name](rest);
  let command: Command;
  try {
    command = parseArguments(words);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message} See --help.\n`);
    return EXIT.refused;
  }
  // npm changes into the project's folder and leaves where the user stood in INIT_CWD.
  const base = process.env.INIT_CWD ?? process.cwd();
  switch (command.name) {
    case 'help':
      process.stdout.write(inOwnWords(USAGE));
      return EXIT.valid;
    case 'tryon':
      return (await import('./run-tryon.ts')).runTryOn(command, base);
    case 'pattern':
      return (await import('./run-pattern.ts')).runPattern(command, base);
    case 'debug':
      return (await import('./run-debug.ts')).runDebug(command, base);
    case 'outfit':
      return (await import('./run-outfit.ts')).runOutfit(command, base);
    case 'fit':
      return (await import('./run-fit.ts')).runFit(command, base);
    case 'batch':
      return (await import('./run-batch.ts')).runBatch(command, base);
  }
}

/**
 * `fitroom …`: runs the command and sets the exit status.
 *
 * @param words what stands after the program's name.
 */
export async function runCommandLine(words: readonly string[]): Promise<void> {
  try {
    process.exitCode = await main(words);
  } catch (error) {
    if (error instanceof InputError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(EXIT.refused);
    }
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`Fitroom stopped by a fault of its own; please report it.\n${cause}\n`);
    process.exitCode = EXIT.fault;
  }
}
