import { DETAILS } from '@fitroom/shared/messages/details';
import { ProblemError } from '../problems/problem-error.ts';

/** Photos are held until they are whole; this many bytes of them at once, of all clients together. */
const MOST_BYTES = 256 * 1024 * 1024;
/** A phone sends its photo in about as long. */
const RETRY_AFTER_S = 5;

export interface HeldBody {
  /** The same bytes, counted as they come. */
  readonly body: ReadableStream<Uint8Array>;
  /** Gives this many bytes back that are held no longer, before the rest. */
  giveBack(bytes: number): void;
  /** Gives the bytes back, and the original stream to whoever drains it; again is no fault. */
  release(): void;
}

export interface UploadMemory {
  hold(body: ReadableStream<Uint8Array>): HeldBody;
}

/**
 * Bounds what all uploads in progress hold in memory. Bytes that came are counted, not those that were
 * announced: connections that are held open without sending take nobody's room.
 *
 * A body that grows beyond the bound fails with `upload-busy`.
 */
export function createUploadMemory(mostBytes = MOST_BYTES): UploadMemory {
  let held = 0;
  return {
    hold(source) {
      const reader = source.getReader();
      let own = 0;
      let isReleased = false;
      const release = () => {
        if (isReleased) return;
        isReleased = true;
        held -= own;
        reader.releaseLock();
      };
      const giveBack = (bytes: number) => {
        const given = Math.min(bytes, own);
        own -= given;
        held -= given;
      };
      const body = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            const { done, value } = await reader.read();
            if (done) return controller.close();
            own += value.length;
            held += value.length;
            if (held > mostBytes) throw busy();
            controller.enqueue(value);
          },
        },
        // Nothing is read ahead, so that what is not taken stays in the socket.
        { highWaterMark: 0 },
      );
      return { body, giveBack, release };
    },
  };
}

const busy = () =>
  new ProblemError('upload-busy', DETAILS.uploadBusy(RETRY_AFTER_S), {
    retryAfterSeconds: RETRY_AFTER_S,
  });
