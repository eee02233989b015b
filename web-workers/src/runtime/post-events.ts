import type { JobEvent } from '../protocol/job-events.ts';

/** Gives `work` a way to post job events on `port`, and closes the port when it has settled. */
export async function postingTo<T>(
  port: MessagePort,
  work: (post: (event: JobEvent) => void) => Promise<T>,
): Promise<T> {
  try {
    return await work((event) => port.postMessage(event));
  } finally {
    port.close();
  }
}
