/** Metres: what is narrower is no cloth that could be sewn, front to back, along both its sides. */
const NARROW = 0.009;
/** A spur is at least so many times as long, there and back, as it is wide at its foot. */
const SLENDER = 3;
/** Metres of outline, there and back, that a spur has at most: a longer thin part is meant. */
const LONGEST = 0.25;

/**
 * Cuts narrow spurs off a seam's run: a loose fold, a thread or a shadow that the matte took for cloth.
 * Sewn, front to back, it would be a pocket a few millimetres wide that can only lie in itself.
 *
 * Slits stay: there the photo shows cloth on both sides.
 *
 * @param points xy pairs, metres, of an outline that runs clockwise (y up); at most a few millimetres apart.
 * @returns the same where there is no spur.
 */
export function cutSpurs(points: Float64Array): Float64Array {
  const count = points.length / 2;
  const kept: number[] = [0];
  for (let from = 0; from < count - 1; ) {
    from = footBeyond(points, from);
    kept.push(from);
  }
  if (kept.length === count) return points;
  return Float64Array.from(kept.flatMap((i) => [points[2 * i]!, points[2 * i + 1]!]));
}

/** The other side of the foot of the spur that starts at a point; the next point where none does. */
function footBeyond(points: Float64Array, from: number): number {
  const x = points[2 * from]!;
  const y = points[2 * from + 1]!;
  let along = 0;
  let turned = 0;
  let beyond = from + 1;
  for (let i = from + 1; i < points.length / 2; i++) {
    const dx = points[2 * i]! - points[2 * i - 2]!;
    const dy = points[2 * i + 1]! - points[2 * i - 1]!;
    along += Math.sqrt(dx * dx + dy * dy);
    if (along > LONGEST) break;
    turned += (points[2 * i - 2]! - x) * dy - (points[2 * i - 1]! - y) * dx;
    const across = Math.sqrt((points[2 * i]! - x) ** 2 + (points[2 * i + 1]! - y) ** 2);
    // Clockwise round: the loop encloses cloth, not ground.
    if (across < NARROW && along > SLENDER * NARROW && turned < 0) beyond = i;
  }
  return beyond;
}
