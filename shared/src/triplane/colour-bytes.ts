/**
 * Colours of a network as bytes: clamped to 0..1, times 255, the fraction cut off (not rounded), in single
 * precision as the reference does it.
 *
 * @param colours Red, green, blue of each vertex, nominally 0..1; the head's range is a little wider.
 */
export function colourBytes(colours: Float32Array): Uint8Array {
  return Uint8Array.from(colours, (value) =>
    Math.trunc(Math.fround(Math.min(1, Math.max(0, value)) * 255)),
  );
}
