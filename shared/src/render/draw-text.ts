import type { RgbaImage } from '../image/image.ts';

export const GLYPH_WIDTH = 5;
export const GLYPH_HEIGHT = 7;
/** Distance from one letter to the next, glyph pixels. */
export const GLYPH_STEP = 6;

const FIRST = 32;
const LAST = 126;

/**
 * The printable ASCII characters, drawn for this project on 5 x 7 pixels: seven rows a glyph, two
 * hexadecimal digits a row, bit 4 leftmost. A sheet must not depend on which fonts a machine has.
 */
const ROWS = [
  '00000000000000040404040400040a0a00000000000a0a1f0a1f0a0a040f140e051e0418190204081303',
  '0c12140815120d0404000000000002040808080402080402020204080004150e1504000004041f040400',
  '000000000602040000001f00000000000000000606000102040810000e11131519110e040c040404040e',
  '0e11010204081f1f02040201110e02060a121f02021f101e0101110e0608101e11110e1f010204080808',
  '0e11110e11110e0e11110f01020c00060600060600000606000602040204081008040200001f001f0000',
  '080402010204080e1101020400040e11010d15150e0e1111111f11111e11111e11111e0e11101010110e',
  '1c12111111121c1f10101e10101f1f10101e1010100e11101711110f1111111f1111110e04040404040e',
  '0702020202120c111214181412111010101010101f111b1515111111111119151311110e11111111110e',
  '1e11111e1010100e11111115120d1e11111e1412110f10100e01011e1f0404040404041111111111110e',
  '11111111110a041111111515150a11110a040a11111111110a0404041f01020408101f0e08080808080e',
  '001008040201000e02020202020e040a11000000000000000000001f0804020000000000000e010f110f',
  '1010161911111e00000e1010110e01010d1311110f00000e111f100e0609081c080808000f11110f010e',
  '1010161911111104000c0404040e0200060202120c101012141814120c04040404040e00001a15151111',
  '0000161911111100000e1111110e00001e111e101000000d130f01010000161910101000000e100e011e',
  '08081c080809060000111111130d00001111110a040000111115150a0000110a040a11000011110f010e',
  '00001f0204081f02040408040402040404040404040804040204040800000815020000',
].join('');

/**
 * Writes one line of text into an image; what would leave it is cut off, and characters that the
 * font lacks are drawn as `?`. Mutates `image`.
 *
 * @param x left and @param y top, pixels. @param scale pixels per glyph pixel, an integer.
 */
export function drawText(
  image: RgbaImage,
  text: string,
  x: number,
  y: number,
  scale: number,
  color: readonly [number, number, number],
): void {
  let left = x;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const glyph = (code < FIRST || code > LAST ? '?'.charCodeAt(0) : code) - FIRST;
    for (let row = 0; row < GLYPH_HEIGHT; row += 1) {
      const at = 2 * (glyph * GLYPH_HEIGHT + row);
      const bits = Number.parseInt(ROWS.slice(at, at + 2), 16);
      for (let column = 0; column < GLYPH_WIDTH; column += 1) {
        if (!((bits >> (GLYPH_WIDTH - 1 - column)) & 1)) continue;
        fillSquare(image, left + column * scale, y + row * scale, scale, color);
      }
    }
    left += GLYPH_STEP * scale;
  }
}

function fillSquare(
  { width, height, data }: RgbaImage,
  x: number,
  y: number,
  side: number,
  color: readonly [number, number, number],
): void {
  for (let py = Math.max(0, y); py < Math.min(height, y + side); py += 1) {
    for (let px = Math.max(0, x); px < Math.min(width, x + side); px += 1) {
      data.set([...color, 255], 4 * (py * width + px));
    }
  }
}
