import type { PosedBody } from '../body/avatar.ts';
import { bakeDistanceField } from '../body/bake-distance-field.ts';
import type { Box3, DistanceField } from '../body/distance-field.ts';
import { packDistanceField, unpackDistanceField } from '../body/distance-field-bytes.ts';
import { type Solid, solidField } from '../body/solid.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { ByteCache } from '../tryon/ports.ts';

/** Metres between grid nodes; errors are then 0.5 mm in the mean. */
const CELL = 0.01;
/** Metres round the placed garment that the field covers. */
const FIELD_MARGIN = 0.08;
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
  const rounded = roundedOut(box);
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

/** The field of a body that wears something already; baked each time. */
export function dressedField(solid: Solid, box: Box3): DistanceField {
  return solidField(solid, roundedOut(box), CELL);
}

function roundedOut({ min, max }: Box3): Box3 {
  const round = (value: number, rounding: (n: number) => number) =>
    rounding(value / BOX_STEP) * BOX_STEP;
  return {
    min: [round(min[0], Math.floor), round(min[1], Math.floor), round(min[2], Math.floor)],
    max: [round(max[0], Math.ceil), round(max[1], Math.ceil), round(max[2], Math.ceil)],
  };
}

/**
 * The box round the pattern where it is placed, as deep as the body, with a margin.
 *
 * @param turn Moves a pattern point (xy, in place) as its sleeve is turned.
 */
export function fieldBox(
  body: PosedBody,
  pattern: Pattern,
  lift: number,
  turn: (at: { [index: number]: number }) => void,
): Box3 {
  const at = [0, 0];
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { outline } of pattern.panels) {
    for (let i = 0; i < outline.length; i += 2) {
      at[0] = outline[i]!;
      at[1] = outline[i + 1]!;
      turn(at);
      const x = at[0]!;
      const y = at[1]! + lift;
      min[0] = Math.min(min[0], x);
      max[0] = Math.max(max[0], x);
      min[1] = Math.min(min[1], y);
      max[1] = Math.max(max[1], y);
    }
  }
  for (let i = 2; i < body.positions.length; i += 3) {
    min[2] = Math.min(min[2], body.positions[i]!);
    max[2] = Math.max(max[2], body.positions[i]!);
  }
  return {
    min: [min[0] - FIELD_MARGIN, min[1] - FIELD_MARGIN, min[2] - FIELD_MARGIN],
    max: [max[0] + FIELD_MARGIN, max[1] + FIELD_MARGIN, max[2] + FIELD_MARGIN],
  };
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
