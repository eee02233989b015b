import { DETAILS } from '@fitroom/shared/messages/details';
import { ProblemError } from '../problems/problem-error.ts';
import { mismatchAt } from '../problems/schema-mismatch.ts';
import { type BrokenUpload, SERVICE_DETAILS } from '../problems/service-details.ts';

export interface MultipartPart {
  readonly name: string;
  /** Whether the part came with a file name; the name itself is not kept. */
  readonly isFile: boolean;
  /** Empty where more came than is allowed and that ends nothing. */
  readonly bytes: Buffer;
  readonly isTooLong: boolean;
}

export interface MultipartLimits {
  /** Bytes allowed by the name of the part. A part of another name is refused. */
  readonly partBytes: Readonly<Record<string, number>>;
  /** How many parts of a name may come; one where it is not named. */
  readonly mostOf?: Readonly<Record<string, number>>;
  /** Bytes of the whole body; left out: as its parts have it. */
  readonly bodyBytes?: number;
  /** What to throw when a part of this name is longer; null: it is dropped, and the reading goes on. */
  tooLarge(name: string): Error | null;
}

/** Enough for any browser's part headers with a long file name. */
const HEADER_LIMIT_BYTES = 8 * 1024;
const DASH = 0x2d;

const broken = (why: BrokenUpload) =>
  new ProblemError('malformed-upload', SERVICE_DETAILS.brokenUpload(why));

/** The boundary of a multipart/form-data content type (RFC 7578), or null for another type. */
export function multipartBoundary(contentType: string | undefined): string | null {
  const found =
    /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
      contentType ?? '',
    );
  return found?.[1] ?? found?.[2] ?? null;
}

function parsePartHeaders(text: string): { name: string; isFile: boolean } {
  const line = text.split('\r\n').find((l) => /^content-disposition\s*:/i.test(l));
  const name = /;\s*name="([^"]*)"/i.exec(line ?? '') ?? /;\s*name=([^\s;"]+)/i.exec(line ?? '');
  if (!line || !name?.[1]) throw broken('nameless');
  return { name: name[1], isFile: /;\s*filename\*?=/i.test(line) };
}

interface PartInProgress {
  readonly name: string;
  readonly isFile: boolean;
  readonly chunks: Buffer[];
  size: number;
  isTooLong: boolean;
}

/** The state machine behind `readMultipart`: bytes in, parts out. */
class MultipartParser {
  /** Whole ones, for whoever reads to take away. */
  readonly parts: MultipartPart[] = [];
  state: 'preamble' | 'after-delimiter' | 'headers' | 'content' | 'end' = 'preamble';
  // The first delimiter may stand at the very beginning, without its line break.
  private pending: Buffer = Buffer.from('\r\n');
  private current: PartInProgress | null = null;
  private readonly counts = new Map<string, number>();
  private size = 0;
  private readonly delimiter: Buffer;
  private readonly limits: MultipartLimits;

  constructor(boundary: string, limits: MultipartLimits) {
    this.delimiter = Buffer.from(`\r\n--${boundary}`);
    this.limits = limits;
  }

  push(chunk: Uint8Array): void {
    const { bodyBytes = Number.POSITIVE_INFINITY } = this.limits;
    this.size += chunk.length;
    if (this.size > bodyBytes) {
      throw new ProblemError('body-too-large', DETAILS.bodyTooLarge(bodyBytes));
    }
    this.pending = Buffer.concat([this.pending, chunk]);
    while (this.step());
  }

  /** Does one step with what is pending; false when more bytes are needed. */
  private step(): boolean {
    switch (this.state) {
      case 'preamble':
      case 'content':
        return this.readContent();
      case 'after-delimiter':
        return this.readDelimiterEnd();
      case 'headers':
        return this.readHeaders();
      case 'end':
        this.pending = Buffer.alloc(0);
        return false;
    }
  }

  private readContent(): boolean {
    const at = this.pending.indexOf(this.delimiter);
    // Without a delimiter, the last bytes may be the beginning of one that the chunk's end cut in two.
    const sure = at < 0 ? Math.max(0, this.pending.length - this.delimiter.length + 1) : at;
    this.take(this.pending.subarray(0, sure));
    if (at < 0) {
      this.pending = this.pending.subarray(sure);
      return false;
    }
    if (this.current) {
      const { name, isFile, isTooLong, chunks } = this.current;
      this.parts.push({ name, isFile, isTooLong, bytes: Buffer.concat(chunks) });
      this.current = null;
    }
    this.pending = this.pending.subarray(at + this.delimiter.length);
    this.state = 'after-delimiter';
    return true;
  }

  private take(content: Buffer): void {
    const { current } = this;
    if (!current || content.length === 0 || current.isTooLong) return;
    current.size += content.length;
    if (current.size <= (this.limits.partBytes[current.name] ?? 0)) {
      current.chunks.push(content);
      return;
    }
    const refusal = this.limits.tooLarge(current.name);
    if (refusal) throw refusal;
    current.isTooLong = true;
    current.chunks.length = 0;
  }

  private readDelimiterEnd(): boolean {
    if (this.pending.length < 2) return false;
    if (this.pending[0] === DASH && this.pending[1] === DASH) {
      this.state = 'end';
      return true;
    }
    const lineEnd = this.pending.indexOf('\r\n');
    if (lineEnd < 0) {
      if (this.pending.length > HEADER_LIMIT_BYTES) throw broken('endlessBoundary');
      return false;
    }
    if (!/^[ \t]*$/.test(this.pending.toString('latin1', 0, lineEnd))) {
      throw broken('textBehindBoundary');
    }
    // The line break stays: without headers it is the first half of the blank line.
    this.pending = this.pending.subarray(lineEnd);
    this.state = 'headers';
    return true;
  }

  private countPart(name: string): void {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    const most = this.limits.mostOf?.[name];
    if (most === undefined && count > 1) throw broken('twice');
    if (most === undefined || count <= most) return;
    throw mismatchAt(`/${name}`, SERVICE_DETAILS.tooManyFields(most));
  }

  private readHeaders(): boolean {
    const at = this.pending.indexOf('\r\n\r\n');
    if (at < 0) {
      if (this.pending.length > HEADER_LIMIT_BYTES) throw broken('longHeaders');
      return false;
    }
    const header = parsePartHeaders(this.pending.toString('utf8', 0, at));
    if (!Object.hasOwn(this.limits.partBytes, header.name)) {
      throw mismatchAt(`/${header.name}`, DETAILS.noSuchField());
    }
    this.countPart(header.name);
    this.current = { ...header, chunks: [], size: 0, isTooLong: false };
    this.pending = this.pending.subarray(at + 4);
    this.state = 'content';
    return true;
  }
}

/**
 * Reads a multipart/form-data body as it arrives (RFC 7578, RFC 2046 section 5.1). A part that grows
 * beyond its limit ends the reading at once, so that memory never holds more than the limits.
 *
 * @throws {ProblemError} `malformed-upload`; and what `limits.tooLarge` gives.
 */
export async function readMultipart(
  body: ReadableStream<Uint8Array>,
  boundary: string,
  limits: MultipartLimits,
): Promise<MultipartPart[]> {
  const parts: MultipartPart[] = [];
  for await (const part of readParts(body, boundary, limits)) parts.push(part);
  return parts;
}

/**
 * The parts of such a body one by one, each as soon as it is whole; nothing more is read while one of them is
 * being dealt with.
 *
 * @throws {ProblemError} `malformed-upload`, `body-too-large`; and what `limits.tooLarge` gives.
 */
export async function* readParts(
  body: ReadableStream<Uint8Array>,
  boundary: string,
  limits: MultipartLimits,
): AsyncGenerator<MultipartPart> {
  const parser = new MultipartParser(boundary, limits);
  // Not cancelled by an error: the rest is the caller's to drain.
  for await (const chunk of chunksOf(body)) {
    parser.push(chunk);
    yield* parser.parts.splice(0);
  }
  if (parser.state !== 'end') throw broken('unclosed');
}

/** What the stream itself throws is the client's going away: no fault of ours, and nobody hears it. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body.values({ preventCancel: true });
  } catch (error) {
    // A bound of ours that the body ran into.
    if (error instanceof ProblemError) throw error;
    throw broken('cutOff');
  }
}
