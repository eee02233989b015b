import type { PosedBody } from '../body/avatar.ts';
import { bakeDistanceField } from '../body/bake-distance-field.ts';
import type { Box3, DistanceField } from '../body/distance-field.ts';
import { packDistanceField, unpackDistanceField } from '../body/distance-field-bytes.ts';
import type { ByteCache } from '../tryon/ports.ts';

/** Metres between grid nodes; errors are then 0.5 mm in the mean (drape.md, 2.1). */
const CELL = 0.01;
/** The box is rounded outwards to this many metres, so that one cached field serves many garments. */
const BOX_STEP = 0.05;

/**
 * The posed body's distance field over a box, from the cache when it holds it.
 *
 * The key carries a hash of the posed skin itself, so a changed body is never met with an old field.
 */
export async function posedField(
  body: PosedBody,
  box: Box3,
  cache: ByteCache | null,
): Promise<DistanceField> {
  const round = (value: number, rounding: (n: number) => number) =>
    rounding(value / BOX_STEP) * BOX_STEP;
  const rounded: Box3 = {
    min: [
      round(box.min[0], Math.floor),
      round(box.min[1], Math.floor),
      round(box.min[2], Math.floor),
    ],
    max: [round(box.max[0], Math.ceil), round(box.max[1], Math.ceil), round(box.max[2], Math.ceil)],
  };
  const corners = [...rounded.min, ...rounded.max].map((value) => Math.round(value / BOX_STEP));
  const key = `body-field-${body.avatar.record.id}-${hashFloats(body.positions)}-${corners.join('_')}`;
  const stored = await cache?.get(key);
  if (stored) {
    const field = unpackDistanceField(stored);
    if (field !== null) return field;
  }
  const packed = packDistanceField(
    bakeDistanceField(body.positions, body.avatar.indices, rounded, CELL),
  );
  await cache?.put(key, packed);
  // Even without a cache the rounded field is used, so that all runs agree to the bit.
  return unpackDistanceField(packed)!;
}

/** FNV-1a over the numbers rounded to 10 micrometres, two 32-bit lanes, in hexadecimal. */
function hashFloats(values: Float32Array): string {
  let even = 0x811c9dc5;
  let odd = 0x01000193;
  for (let i = 0; i < values.length; i++) {
    const step = Math.round(values[i]! * 1e5);
    if (i % 2 === 0) even = Math.imul(even ^ step, 0x01000193);
    else odd = Math.imul(odd ^ step, 0x01000193);
  }
  return (even >>> 0).toString(16).padStart(8, '0') + (odd >>> 0).toString(16).padStart(8, '0');
}
