import { DETAILS } from '@fitroom/shared/messages/details';
import { ProblemError } from '../problems/problem-error.ts';

export interface MultipartPart {
  readonly name: string;
  /** Whether the part came with a file name; the name itself is not kept. */
  readonly isFile: boolean;
  readonly bytes: Buffer;
}

export interface MultipartLimits {
  /** Bytes allowed by the name of the part. A part of another name is refused. */
  readonly partBytes: Readonly<Record<string, number>>;
  /** What to throw when a part of this name is longer. */
  tooLarge(name: string): Error;
}

/** Enough for any browser's part headers with a long file name. */
const HEADER_LIMIT_BYTES = 8 * 1024;
const DASH = 0x2d;

const broken = (why: string) =>
  new ProblemError('malformed-upload', `The multipart body is broken: ${why}.`);

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
  if (!line || !name?.[1]) throw broken('a part has no name');
  return { name: name[1], isFile: /;\s*filename\*?=/i.test(line) };
}

/** The state machine behind `readMultipart`: bytes in, parts out. */
class MultipartParser {
  readonly parts: MultipartPart[] = [];
  state: 'preamble' | 'after-delimiter' | 'headers' | 'content' | 'end' = 'preamble';
  // The first delimiter may stand at the very beginning, without its line break.
  private pending: Buffer = Buffer.from('\r\n');
  private current: { name: string; isFile: boolean; chunks: Buffer[]; size: number } | null = null;
  private readonly delimiter: Buffer;
  private readonly limits: MultipartLimits;

  constructor(boundary: string, limits: MultipartLimits) {
    this.delimiter = Buffer.from(`\r\n--${boundary}`);
    this.limits = limits;
  }

  push(chunk: Uint8Array): void {
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
      const { name, isFile, chunks } = this.current;
      this.parts.push({ name, isFile, bytes: Buffer.concat(chunks) });
      this.current = null;
    }
    this.pending = this.pending.subarray(at + this.delimiter.length);
    this.state = 'after-delimiter';
    return true;
  }

  private take(content: Buffer): void {
    if (!this.current || content.length === 0) return;
    this.current.size += content.length;
    if (this.current.size > (this.limits.partBytes[this.current.name] ?? 0)) {
      throw this.limits.tooLarge(this.current.name);
    }
    this.current.chunks.push(content);
  }

  private readDelimiterEnd(): boolean {
    if (this.pending.length < 2) return false;
    if (this.pending[0] === DASH && this.pending[1] === DASH) {
      this.state = 'end';
      return true;
    }
    const lineEnd = this.pending.indexOf('\r\n');
    if (lineEnd < 0) {
      if (this.pending.length > HEADER_LIMIT_BYTES) throw broken('a boundary line does not end');
      return false;
    }
    if (!/^[ \t]*$/.test(this.pending.toString('latin1', 0, lineEnd))) {
      throw broken('there is text behind a boundary');
    }
    // The line break stays: without headers it is the first half of the blank line.
    this.pending = this.pending.subarray(lineEnd);
    this.state = 'headers';
    return true;
  }

  private readHeaders(): boolean {
    const at = this.pending.indexOf('\r\n\r\n');
    if (at < 0) {
      if (this.pending.length > HEADER_LIMIT_BYTES) throw broken("a part's headers are too long");
      return false;
    }
    const header = parsePartHeaders(this.pending.toString('utf8', 0, at));
    if (!Object.hasOwn(this.limits.partBytes, header.name)) {
      const pointer = `/${header.name}`;
      const { en, ko } = DETAILS.noSuchField();
      const whole = { en: `${pointer}: ${en}`, ko: `${pointer}: ${ko}` };
      throw new ProblemError('schema-mismatch', whole, {
        errors: [{ pointer, detail: { en, ko } }],
      });
    }
    if (this.parts.some((part) => part.name === header.name)) {
      throw broken('a field is there twice');
    }
    this.current = { ...header, chunks: [], size: 0 };
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
  const parser = new MultipartParser(boundary, limits);
  // Not cancelled by an error: the rest is the caller's to drain.
  for await (const chunk of chunksOf(body)) parser.push(chunk);
  if (parser.state !== 'end') throw broken('it ends before its closing boundary');
  return parser.parts;
}

/** What the stream itself throws is the client's going away: no fault of ours, and nobody hears it. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body.values({ preventCancel: true });
  } catch {
    throw broken('the connection ended before the body did');
  }
}
