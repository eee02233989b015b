import { expect, test } from 'vitest';
import { isCutShort } from './cut-short.ts';

const jpeg = Uint8Array.from([
  ...[0xff, 0xd8],
  // An application segment that carries an end marker, as an Exif thumbnail does.
  ...[0xff, 0xe1, 0x00, 0x06, 0xff, 0xd9, 0x00, 0x00],
  ...[0xff, 0xda, 0x00, 0x02, 0x12, 0xff, 0x00, 0x34],
  ...[0xff, 0xd9],
]);
const png = Uint8Array.from([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ...[0, 0, 0, 2, 0x49, 0x44, 0x41, 0x54, 1, 2, 0, 0, 0, 0],
  ...[0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0, 0, 0, 0],
]);
const webp = Uint8Array.from([
  0x52, 0x49, 0x46, 0x46, 8, 0, 0, 0, 0x57, 0x45, 0x42, 0x50, 1, 2, 3, 4,
]);

test.each([
  ['jpg', jpeg],
  ['png', png],
  ['webp', webp],
] as const)('a whole %s is whole, and cut anywhere it is cut short', (format, whole) => {
  expect(isCutShort(whole, format)).toBe(false);
  // The last byte of a PNG is a checksum that decoders check themselves.
  const shortest = format === 'png' ? 13 : 1;
  for (let missing = shortest; missing < whole.length - 4; missing++) {
    expect(isCutShort(whole.subarray(0, whole.length - missing), format), `-${missing}`).toBe(true);
  }
});

test('bytes after the end are no harm', () => {
  expect(isCutShort(Uint8Array.from([...jpeg, 1, 2, 3]), 'jpg')).toBe(false);
});
