import { encodeUtf8 } from './utf8.ts';

export interface FormPart {
  readonly name: string;
  /** A text, or a file with its type; its own name stays on the device. */
  readonly value: string | { readonly bytes: Uint8Array; readonly mimeType: string };
}

/** A multipart/form-data body (RFC 7578) and its content type. */
export function encodeMultipart(parts: readonly FormPart[]): {
  contentType: string;
  body: Uint8Array<ArrayBuffer>;
} {
  const boundary = freeBoundary(parts);
  const pieces: Uint8Array[] = [];
  for (const { name, value } of parts) {
    const isText = typeof value === 'string';
    const disposition = `form-data; name="${name}"${isText ? '' : `; filename="${name}"`}`;
    const type = isText ? '' : `Content-Type: ${value.mimeType}\r\n`;
    pieces.push(
      encodeUtf8(`--${boundary}\r\nContent-Disposition: ${disposition}\r\n${type}\r\n`),
      isText ? encodeUtf8(value) : value.bytes,
      encodeUtf8('\r\n'),
    );
  }
  pieces.push(encodeUtf8(`--${boundary}--\r\n`));
  const body = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    body.set(piece, offset);
    offset += piece.length;
  }
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}

/** The first boundary of a row that stands in none of the parts. */
function freeBoundary(parts: readonly FormPart[]): string {
  for (let number = 0; ; number++) {
    const boundary = `fitroom-form-${number}`;
    const needle = encodeUtf8(boundary);
    const isTaken = parts.some(({ value }) =>
      contains(typeof value === 'string' ? encodeUtf8(value) : value.bytes, needle),
    );
    if (!isTaken) return boundary;
  }
}

function contains(haystack: Uint8Array, needle: Uint8Array): boolean {
  let at = haystack.indexOf(needle[0]!);
  while (at >= 0) {
    if (needle.every((byte, i) => haystack[at + i] === byte)) return true;
    at = haystack.indexOf(needle[0]!, at + 1);
  }
  return false;
}
