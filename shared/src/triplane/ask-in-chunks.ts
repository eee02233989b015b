import { type CancelSignal, throwIfCancelled } from '../job/context.ts';

/**
 * Points a decoder is asked about at once. Their features are its peak memory: 65,536 points x 240 features of
 * InstantMesh's large model are 63 MB.
 */
export const POINTS_PER_QUERY = 65_536;

/** The same memory for weights: each cell brings its eight corners' features. */
export const CELLS_PER_QUERY = 4096;

/** A long question to a network, asked in parts. */
export interface ChunkedQuery {
  /** Things asked about: points or cells. */
  readonly count: number;
  readonly perQuery: number;
  /** Points that each thing brings. */
  readonly pointsEach: number;
  /** Writes the points of the things `first` to `first + count`, xyz triples. */
  write(first: number, count: number, into: Float32Array): void;
  /**
   * Answers about `count` things from `first` on.
   * @param points Valid until the answer comes; the same memory is used for the next part.
   */
  ask(points: Float32Array, first: number, count: number): Promise<void>;
  readonly signal: CancelSignal;
  /** Told after each part which share of the things is done. */
  readonly onShare?: ((share: number) => void) | undefined;
}

/** @throws {CancelledError} between two parts. */
export async function askInChunks(query: ChunkedQuery): Promise<void> {
  const { count, perQuery, pointsEach, signal } = query;
  const buffer = new Float32Array(3 * pointsEach * Math.min(count, perQuery));
  for (let first = 0; first < count; first += perQuery) {
    throwIfCancelled(signal);
    const part = Math.min(perQuery, count - first);
    const points = buffer.subarray(0, 3 * pointsEach * part);
    query.write(first, part, points);
    await query.ask(points, first, part);
    query.onShare?.((first + part) / count);
  }
  throwIfCancelled(signal);
}

/** A network's answer, or an error that names what had another length. @throws {RangeError} */
export function answerOf(name: string, answer: Float32Array, length: number): Float32Array {
  if (answer.length === length) return answer;
  throw new RangeError(`The decoder's ${name} has ${answer.length} values instead of ${length}.`);
}
