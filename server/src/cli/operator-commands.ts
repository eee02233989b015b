import { EXIT } from './exit-status.ts';

/**
 * Commands of whoever runs the server; like the server, they read their settings from the environment.
 * Each gets the words behind its name and gives the exit status.
 */
export const OPERATOR_COMMANDS = {
  async keys(words: readonly string[]): Promise<number> {
    return (await import('./run-keys.ts')).runKeys(words);
  },
  async models(words: readonly string[]): Promise<number> {
    return (await import('./run-models.ts')).runModels(words);
  },
  async doctor(words: readonly string[]): Promise<number> {
    return (await import('./run-doctor.ts')).runDoctor(words);
  },
  async worker(_words: readonly string[]): Promise<number> {
    const { runProcess } = await import('../run-process.ts');
    const { startWorker } = await import('../start-worker.ts');
    await runProcess('The worker', startWorker);
    return EXIT.valid;
  },
  async sweep(words: readonly string[]): Promise<number> {
    return (await import('./run-sweep.ts')).runSweep(words);
  },
} as const;

export function isOperatorCommand(name: string): name is keyof typeof OPERATOR_COMMANDS {
  return Object.hasOwn(OPERATOR_COMMANDS, name);
}
