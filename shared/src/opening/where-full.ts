import type { UprightMesh } from '../fitting/align-to-body.ts';

/** A section of a tube counts as full from this share of the fullest one of the next few. */
const FULL = 0.85;
/** Sections looked ahead. */
const AHEAD = 7;
/** Cells beyond the first full section at which a tube is cut: the cap's rounded edge is gone there. */
const BEYOND = 1.3;

/**
 * Where a tube that ends in a cap has become as full as it stays, looking from its end inwards: the
 * cap, flat or domed, lies beyond.
 *
 * @param mesh Closed, its parts too fine to hold a section left out by `belongs`.
 * @param along How far out each vertex lies, metres, growing towards the tube's end.
 * @param belongs Whether a place of the front view belongs to the tube.
 * @param cell Metres between sections.
 * @param from How far out it is looked at first, metres; left out: its end.
 * @returns How far out, metres; null when there is no tube.
 */
export function whereFull(
  { positions, indices }: UprightMesh,
  along: Float32Array,
  belongs: (x: number, y: number) => boolean,
  cell: number,
  from = Infinity,
): number | null {
  let end = -Infinity;
  let start = Infinity;
  for (let v = 0; v < along.length; v++) {
    const i = 3 * v;
    if (!belongs(positions[i]!, positions[i + 1]!)) continue;
    end = Math.max(end, along[v]!);
    start = Math.min(start, along[v]!);
  }
  end = Math.min(end, from);
  if (!(end > start)) return null;
  const sections = Math.min(200, Math.floor((end - start) / cell));
  const rounds = Array.from({ length: sections }, (_, s) =>
    lengthRound({ positions, indices }, along, end - (s + 0.5) * cell, belongs),
  );
  for (let s = 0; s < sections; s++) {
    const fullest = Math.max(...rounds.slice(s, s + AHEAD));
    if (fullest > 0 && rounds[s]! >= FULL * fullest) return end - (s + BEYOND) * cell;
  }
  return null;
}

/** A tube's tip is where it has this share of its full length round. */
const TIP = 0.3;

/**
 * The outermost level from which on inwards there is enough of a tube.
 *
 * @param full Where it is full, metres; of a tube so short that it ends before that, the level itself is the answer.
 * @param round Length round the tube at a level, metres; 0 beyond the mesh.
 * @param cell Metres between the levels that are looked at.
 */
export function tipBeyond(full: number, round: (level: number) => number, cell: number): number {
  const enough = TIP * round(full);
  let level = full;
  // A plane beyond the mesh meets nothing, which is as much as nothing is.
  while (enough > 0 && round(level + cell) >= enough) level += cell;
  return level;
}

/** Length of the line in which a plane across the tube meets the mesh. */
export function lengthRound(
  { positions, indices }: UprightMesh,
  along: Float32Array,
  level: number,
  belongs: (x: number, y: number) => boolean,
): number {
  let length = 0;
  const ends: number[] = [];
  for (let t = 0; t < indices.length; t += 3) {
    ends.length = 0;
    for (let k = 0; k < 3; k++) {
      const a = indices[t + k]!;
      const b = indices[t + ((k + 1) % 3)]!;
      if (along[a]! < level === along[b]! < level) continue;
      const share = (level - along[a]!) / (along[b]! - along[a]!);
      for (let axis = 0; axis < 3; axis++) {
        const from = positions[3 * a + axis]!;
        ends.push(from + share * (positions[3 * b + axis]! - from));
      }
    }
    if (ends.length < 6 || !belongs(ends[0]!, ends[1]!)) continue;
    length += Math.hypot(ends[0]! - ends[3]!, ends[1]! - ends[4]!, ends[2]! - ends[5]!);
  }
  return length;
}
