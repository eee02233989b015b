/** Opaque pixels as the view generator sees them: row-major, origin top left, three bytes a pixel, sRGB. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** `width * height * 3` bytes. */
  readonly data: Uint8Array;
}
