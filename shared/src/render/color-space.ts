const ENCODE_STEPS = 4096;

/** Linear light, 0..1, of each sRGB byte (IEC 61966-2-1). */
export const LINEAR_OF_SRGB: Float32Array = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

const SRGB_OF_LINEAR: Uint8Array = Uint8Array.from({ length: ENCODE_STEPS + 1 }, (_, step) => {
  const linear = step / ENCODE_STEPS;
  const value = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(value * 255);
});

/** The sRGB byte of linear light; values outside 0..1 are clamped. */
export function srgbOfLinear(linear: number): number {
  const clamped = linear <= 0 ? 0 : linear >= 1 ? 1 : linear;
  return SRGB_OF_LINEAR[(clamped * ENCODE_STEPS + 0.5) | 0]!;
}
