import { expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

const TEXTS = ['', 'plain % text', 'Ä ö', '소매', '👕 one', 'a\0b\r\n'];

test.each(TEXTS)('%j is encoded as the platform does it', (text) => {
  expect(encodeUtf8(text)).toEqual(new Uint8Array(Buffer.from(text, 'utf8')));
  expect(decodeUtf8(encodeUtf8(text))).toBe(text);
});

test('half a letter becomes the replacement character', () => {
  expect(decodeUtf8(encodeUtf8('\ud83d'))).toBe('\ufffd');
});
