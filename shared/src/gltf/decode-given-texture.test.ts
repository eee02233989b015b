import { expect, it } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import { decodeGivenTexture } from './decode-given-texture.ts';

/** A PNG's signature and header chunk. */
function pngHeader(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return bytes;
}

const red: RgbaImage = { width: 1, height: 1, data: Uint8Array.of(255, 0, 0, 255) };
const decode = async () => red;

it('decodes pictures as photos may be, small ones too', async () => {
  expect(await decodeGivenTexture(pngHeader(512, 512), decode)).toBe(red);
  expect(await decodeGivenTexture(pngHeader(1, 1), decode)).toBe(red);
});

it('hands neither drawings nor endless pictures to a decoder', async () => {
  const given: Uint8Array[] = [];
  const count = async (bytes: Uint8Array) => {
    given.push(bytes);
    return red;
  };
  const svg = new Uint8Array(Array.from('<svg xmlns="x"></svg>', (c) => c.charCodeAt(0)));
  for (const bytes of [svg, pngHeader(40_000, 40_000), new Uint8Array(4)]) {
    expect(await decodeGivenTexture(bytes, count)).toMatchObject({ width: 1, height: 1 });
  }
  expect(given).toEqual([]);
});

it('draws plain cloth where the decoder fails', async () => {
  const fails = () => Promise.reject(new Error('cut short'));
  expect(await decodeGivenTexture(pngHeader(64, 64), fails)).toMatchObject({ width: 1 });
});
