/** Pixels as every room of `shared` sees them: row-major, origin top left, x right, y down. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  /** `width * height * 4` bytes, sRGB, straight (not premultiplied) alpha. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** One byte a pixel: a matte (0 background, 255 garment), a mask (0 or 255) or a luminance. */
export interface GrayImage {
  readonly width: number;
  readonly height: number;
  /** `width * height` bytes. */
  readonly data: Uint8Array;
}
