import { InputError } from '../job/input-error.ts';
import type { MadeGarment } from './made-garment.ts';

/** First bytes of the file; the digit is the version of the layout. */
const MAGIC = 'FITROOM1';
/** Float64 arrays must start at multiples of this in memory. */
const ALIGNMENT = 8;
const LENGTH_BYTES = 4;

/** How a typed array is named in the JSON: its kind, and where its bytes are behind the JSON. */
interface ArrayPlace {
  readonly $array: 'f64' | 'u8';
  readonly offset: number;
  readonly length: number;
}

const aligned = (offset: number) => Math.ceil(offset / ALIGNMENT) * ALIGNMENT;

/**
 * A made garment as bytes: magic, length of the JSON (uint32, little endian), the JSON in ASCII, then
 * the typed arrays that it refers to, each at a multiple of 8. Equal garments give equal bytes.
 */
export function packMadeGarment(garment: MadeGarment): Uint8Array<ArrayBuffer> {
  const arrays: { readonly offset: number; readonly bytes: Uint8Array }[] = [];
  let size = 0;
  const place = (kind: ArrayPlace['$array'], array: Float64Array | Uint8Array): ArrayPlace => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const offset = aligned(size);
    arrays.push({ offset, bytes });
    size = offset + bytes.length;
    return { $array: kind, offset, length: array.length };
  };
  const text = JSON.stringify(garment, (_key, value: unknown) => {
    if (value instanceof Float64Array) return place('f64', value);
    if (value instanceof Uint8Array) return place('u8', value);
    return value;
    // JSON may write every character beyond ASCII as an escape.
  }).replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

  const start = aligned(MAGIC.length + LENGTH_BYTES + text.length);
  const file = new Uint8Array(start + size);
  writeAscii(file, 0, MAGIC);
  new DataView(file.buffer).setUint32(MAGIC.length, text.length, true);
  writeAscii(file, MAGIC.length + LENGTH_BYTES, text);
  for (const { offset, bytes } of arrays) file.set(bytes, start + offset);
  return file;
}

/**
 * The garment of a file that `packMadeGarment` wrote; its arrays are copies.
 *
 * @throws {InputError} `garment-file-invalid` when the bytes are no such file.
 */
export function unpackMadeGarment(file: Uint8Array): MadeGarment {
  const headerSize = MAGIC.length + LENGTH_BYTES;
  if (file.length < headerSize || readAscii(file, 0, MAGIC.length) !== MAGIC) {
    throw invalid('it does not begin as one');
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const textLength = view.getUint32(MAGIC.length, true);
  const start = aligned(headerSize + textLength);
  const read = ({ $array, offset, length }: ArrayPlace) => {
    const byteLength = $array === 'f64' ? length * Float64Array.BYTES_PER_ELEMENT : length;
    const end = start + offset + byteLength;
    if (end > file.length) throw invalid('it is cut short');
    const bytes = file.slice(start + offset, end);
    return $array === 'f64' ? new Float64Array(bytes.buffer) : bytes;
  };
  let garment: MadeGarment;
  try {
    garment = JSON.parse(readAscii(file, headerSize, textLength), (_key, value: unknown) =>
      isArrayPlace(value) ? read(value) : value,
    );
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw invalid('its description cannot be read', error);
  }
  if (garment.schema !== 1) throw invalid(`its schema is ${String(garment.schema)}, not 1`);
  return garment;
}

function isArrayPlace(value: unknown): value is ArrayPlace {
  return typeof value === 'object' && value !== null && '$array' in value;
}

function invalid(reason: string, cause?: unknown): InputError {
  return new InputError(
    'garment-file-invalid',
    `This is not a stored garment: ${reason}. Make the garment again from its photo.`,
    { cause },
  );
}

function writeAscii(target: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) target[at + i] = text.charCodeAt(i);
}

function readAscii(source: Uint8Array, at: number, length: number): string {
  // Spread into one call, a long text would overflow the stack.
  const CHUNK = 4096;
  let text = '';
  const end = Math.min(source.length, at + length);
  for (let i = at; i < end; i += CHUNK) {
    text += String.fromCharCode(...source.subarray(i, Math.min(end, i + CHUNK)));
  }
  return text;
}
