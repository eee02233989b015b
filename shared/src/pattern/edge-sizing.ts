import { signedPolygonArea } from '../mesh/polygon.ts';

/** Triangles wanted across a narrow part such as a strap. */
const TRIANGLES_ACROSS = 2.5;
/** A slit may be this many times narrower than the edges along it before its sides could touch. */
const SLIT_FACTOR = 4;
/** Edges are never asked to be shorter than this (metres): finer than any strap needs. */
const SHORTEST = 0.0025;
/** Nor shorter than this share of the edge length asked for. */
const SHORTEST_SHARE = 0.2;
/** How fast edges may grow along the outline. */
const GRADING = 0.4;
/** Points nearer along the outline than this many times their distance are neighbours, not a narrow part. */
const DETOUR = 2.5;

/**
 * Edge length wanted at each outline point: `edgeLength` in the open, shorter where the panel is
 * narrow (straps) or where two parts of its outline nearly touch (a slit between the legs).
 *
 * @param outline xy pairs of a simple closed polygon, metres.
 */
export function outlineEdgeLengths(outline: ArrayLike<number>, edgeLength: number): Float64Array {
  const count = outline.length / 2;
  const along = new Float64Array(count + 1);
  let longest = 0;
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count;
    const dx = outline[2 * j]! - outline[2 * i]!;
    const side = Math.hypot(dx, outline[2 * j + 1]! - outline[2 * i + 1]!);
    along[i + 1] = along[i]! + side;
    if (side > longest) longest = side;
  }
  const perimeter = along[count]!;
  const inwardSign = signedPolygonArea(outline) > 0 ? -1 : 1;
  const lengths = new Float64Array(count).fill(edgeLength);
  const reach = TRIANGLES_ACROSS * edgeLength;
  const floor = Math.max(SHORTEST, SHORTEST_SHARE * edgeLength);
  for (let i = 0; i < count; i++) {
    const x = outline[2 * i]!;
    const y = outline[2 * i + 1]!;
    const before = (i + count - 1) % count;
    const after = (i + 1) % count;
    const tangentX = outline[2 * after]! - outline[2 * before]!;
    const tangentY = outline[2 * after + 1]! - outline[2 * before + 1]!;
    const scale = inwardSign / (Math.hypot(tangentX, tangentY) || 1);
    const inwardX = tangentY * scale;
    const inwardY = -tangentX * scale;
    for (let j = 0, next = 1; j < count; j = next, next++) {
      const dx = outline[2 * j]! - x;
      const dy = outline[2 * j + 1]! - y;
      const beyond = Math.max(Math.abs(dx), Math.abs(dy)) - reach;
      if (beyond > 0) {
        // Within so many sides the outline does not come back.
        next = j + Math.max(1, Math.floor(beyond / longest));
        continue;
      }
      const squared = dx * dx + dy * dy;
      if (squared >= reach * reach) continue;
      const distance = Math.sqrt(squared);
      const path = Math.abs(along[j]! - along[i]!);
      if (Math.min(path, perimeter - path) <= DETOUR * distance) continue;
      const inward = dx * inwardX + dy * inwardY;
      const wanted =
        inward > 0.5 * distance
          ? distance / TRIANGLES_ACROSS
          : inward < -0.5 * distance
            ? distance * SLIT_FACTOR
            : edgeLength;
      if (wanted < lengths[i]!) lengths[i] = wanted < floor ? floor : wanted;
    }
  }
  limitGrowth(lengths, along);
  return lengths;
}

function limitGrowth(lengths: Float64Array, along: Float64Array): void {
  const count = lengths.length;
  for (let lap = 0; lap < 2; lap++) {
    for (let i = 0; i < count; i++) {
      const j = (i + 1) % count;
      const limit = lengths[i]! + GRADING * (along[i + 1]! - along[i]!);
      if (lengths[j]! > limit) lengths[j] = limit;
    }
    for (let i = count - 1; i >= 0; i--) {
      const j = (i + 1) % count;
      const limit = lengths[j]! + GRADING * (along[i + 1]! - along[i]!);
      if (lengths[i]! > limit) lengths[i] = limit;
    }
  }
}
