/** A box of an ISO base media file (ISO/IEC 14496-12, section 4.2): its place in the file. */
interface Box {
  readonly type: string;
  readonly start: number;
  /** Behind size and type. */
  readonly body: number;
  readonly end: number;
}

/** A `FullBox` has a version and flags in front of its fields. */
const FULL_BOX_BYTES = 4;

/** Boxes at the top of a file that hold no picture; some writers keep XMP there. */
const LOOSE = new Set(['uuid', 'udta', 'free', 'skip']);

function* boxesIn(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const short = bytes.readUInt32BE(at);
    const size =
      short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
    const body = at + (short === 1 ? 16 : 8);
    // One that is cut short goes as far as the file does.
    const end = Math.min(at + size, to);
    if (end < body) throw new RangeError('A box is smaller than its header.');
    yield { type: bytes.toString('latin1', at + 4, at + 8), start: at, body, end };
    at = end;
  }
}

/**
 * An AVIF without Exif, XMP and other items that are no picture: their bytes become zeros, so that nothing
 * in the file moves. How it is turned is a property of the picture (`irot`, `imir`) and stays.
 *
 * @throws {RangeError} where its boxes cannot be told apart.
 */
export function stripAvif(photo: Uint8Array): Uint8Array {
  const bytes = Buffer.from(photo);
  let isLookedThrough = false;
  for (const box of boxesIn(bytes, 0, bytes.length)) {
    if (LOOSE.has(box.type)) {
      bytes.write('free', box.start + 4, 'latin1');
      bytes.fill(0, box.body, box.end);
    }
    if (box.type === 'meta') {
      blankItems(bytes, box);
      isLookedThrough = true;
    }
  }
  if (!isLookedThrough) throw new RangeError('There is no box meta.');
  return bytes;
}

function blankItems(bytes: Buffer, meta: Box): void {
  const inner = [...boxesIn(bytes, meta.body + FULL_BOX_BYTES, meta.end)];
  const find = (type: string) => inner.find((box) => box.type === type);
  const [info, places, own] = [find('iinf'), find('iloc'), find('idat')];
  if (!info || !places) throw new RangeError('The items have no places.');
  const ids = new Set(metadataItems(bytes, info));
  for (const { item, isInOwnBox, from, length } of extentsOf(bytes, places)) {
    if (!ids.has(item)) continue;
    const start = isInOwnBox ? (own?.body ?? bytes.length) + from : from;
    bytes.fill(0, Math.min(start, bytes.length), Math.min(start + length, bytes.length));
  }
}

/** The ids of items that are texts or Exif (section 8.11.6 of the standard). */
function* metadataItems(bytes: Buffer, info: Box): Generator<number> {
  const isShort = bytes[info.body] === 0;
  const first = info.body + FULL_BOX_BYTES + (isShort ? 2 : 4);
  for (const { type, body, end } of boxesIn(bytes, first, info.end)) {
    const version = bytes[body] ?? 0;
    // Older versions have no type of item; no writer of AVIF uses them.
    if (type !== 'infe' || version < 2 || body + 12 > end) continue;
    const id = body + FULL_BOX_BYTES;
    const kind = id + (version === 2 ? 4 : 6);
    if (['Exif', 'mime', 'uri '].includes(bytes.toString('latin1', kind, kind + 4))) {
      yield version === 2 ? bytes.readUInt16BE(id) : bytes.readUInt32BE(id);
    }
  }
}

interface Extent {
  readonly item: number;
  /** Counted within the box `idat`, not within the file. */
  readonly isInOwnBox: boolean;
  readonly from: number;
  readonly length: number;
}

/** Where each item's bytes are (section 8.11.3). */
function* extentsOf(bytes: Buffer, { body, end }: Box): Generator<Extent> {
  const version = bytes[body] ?? 0;
  let at = body + FULL_BOX_BYTES;
  const read = (size: number) => {
    if (at + size > end) throw new RangeError('The box iloc ends early.');
    // Four bits say a field's size; sizes of 8 hold numbers far below 2^53 here.
    const value =
      size === 0 ? 0 : size === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUIntBE(at, size);
    at += size;
    return value;
  };
  const sizes = read(2);
  const sizeAt = (shift: number) => (sizes >> shift) & 15;
  const count = read(version < 2 ? 2 : 4);
  for (let i = 0; i < count; i++) {
    const item = read(version < 2 ? 2 : 4);
    const isInOwnBox = version > 0 && (read(2) & 15) === 1;
    read(2);
    const base = read(sizeAt(4));
    const extents = read(2);
    for (let e = 0; e < extents; e++) {
      if (version > 0) read(sizeAt(0));
      const from = base + read(sizeAt(12));
      yield { item, isInOwnBox, from, length: read(sizeAt(8)) };
    }
  }
}
