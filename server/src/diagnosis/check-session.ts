import { z } from 'zod';
import type { Finding, RunProgram } from './finding.ts';
import type { SessionOutcome } from './try-cuda-session.ts';

/** Marks the one line of the trying process that is meant for us; onnxruntime writes others. */
export const OUTCOME_MARK = 'cuda-session ';

const OutcomeSchema = z.discriminatedUnion('ran', [
  z.object({ ran: z.literal(true), openedMs: z.number(), ranMs: z.number() }),
  z.object({ ran: z.literal(false), message: z.string() }),
]);

/** @param words of our own program that make it try the session and print {@link OUTCOME_MARK} and the outcome. */
export async function checkSession(run: RunProgram, words: readonly string[]): Promise<Finding> {
  const { status, output } = await run(process.execPath, words);
  const line = output.split('\n').find((text) => text.startsWith(OUTCOME_MARK));
  if (!line) {
    return {
      check: 'session',
      state: 'failed',
      found: `the process that tried it ended with ${status ?? 'a signal'}: ${lastLine(output)}`,
      fix: "onnxruntime's CUDA part and the libraries do not fit each other: its version must be that of onnxruntime-node, CUDA and cuDNN those it was built for.",
    };
  }
  const outcome: SessionOutcome = OutcomeSchema.parse(JSON.parse(line.slice(OUTCOME_MARK.length)));
  if (outcome.ran) {
    const [opened, ran] = [Math.round(outcome.openedMs), Math.round(outcome.ranMs)];
    return {
      check: 'session',
      state: 'ok',
      found: `a graph of one node ran on CUDA (opened in ${opened} ms, run in ${ran} ms)`,
      fix: null,
    };
  }
  return {
    check: 'session',
    state: 'failed',
    found: outcome.message.split('\n')[0]!,
    fix: 'Mend what failed above first. If nothing did: the driver may be older than this CUDA wants (nvidia-smi shows the highest that it knows).',
  };
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) || 'nothing was said';
}
