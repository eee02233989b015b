import { CancelledError } from '@fitroom/shared/job/context';
import { deviceProblemOf } from '@fitroom/shared/job/device-problem';
import { InputError } from '@fitroom/shared/job/input-error';
import type { Outcome } from '../protocol/outcome.ts';

/** Runs `work` and turns whatever it throws into a value that survives the way out of a worker. */
export async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { status: 'done', value: await work() };
  } catch (error) {
    if (error instanceof CancelledError) return { status: 'cancelled' };
    if (error instanceof InputError) {
      return {
        status: 'failed',
        problem: { kind: 'input', code: error.code, message: error.message },
      };
    }
    const message = error instanceof Error ? error.message : String(error);
    const code = deviceProblemOf(message) ?? 'internal';
    return { status: 'failed', problem: { kind: 'fault', code, message } };
  }
}
