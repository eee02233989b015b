/** 1 where a soft matte (0..1) counts as garment: at half and above. */
export function opaque(soft: Float32Array): Uint8Array {
  const count = soft.length;
  const mask = new Uint8Array(count);
  for (let i = 0; i < count; i++) mask[i] = soft[i]! >= 0.5 ? 1 : 0;
  return mask;
}
