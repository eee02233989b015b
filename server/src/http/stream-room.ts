import { DETAILS } from '@fitroom/shared/messages/details';
import { ProblemError } from '../problems/problem-error.ts';

/** Until then the client asks for the state. */
const RETRY_AFTER_S = 30;

/** How many streams each client has open: requests are counted as they come, these stay. */
export interface StreamRoom {
  /**
   * @returns what to call when the stream ends; again is no fault.
   * @throws {ProblemError} `rate-limited` when the client has as many open as it may.
   */
  enter(client: string): () => void;
}

/** @param mostPerClient 0: as many as there are. */
export function createStreamRoom(mostPerClient: number): StreamRoom {
  const open = new Map<string, number>();
  return {
    enter(client) {
      const count = open.get(client) ?? 0;
      if (mostPerClient > 0 && count >= mostPerClient) {
        throw new ProblemError('rate-limited', DETAILS.tooManyStreams(mostPerClient), {
          retryAfterSeconds: RETRY_AFTER_S,
        });
      }
      open.set(client, count + 1);
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        const left = (open.get(client) ?? 1) - 1;
        if (left > 0) open.set(client, left);
        else open.delete(client);
      };
    },
  };
}
