import { type FrontProfile, heightOf, type Run } from './front-profile.ts';

/**
 * What a mesh shows where it is cut across at the middle of each row of its front view: the stretch of
 * every line of the cut, in columns. A sleeve that hangs before or close beside the trunk is a line
 * of its own until it joins the trunk, also where the front view sees no gap between the two.
 *
 * @param positions xyz triples. @param indices Vertex triples of a welded mesh; winding does not matter.
 * @returns Runs of each row, from left to right; they may overlap.
 */
export function crossSections(
  positions: Float32Array,
  indices: Uint32Array,
  profile: FrontProfile,
): Run[][] {
  const { bottom, cellY, rows } = profile;
  const vertexCount = positions.length / 3;
  const cuts = Array.from({ length: rows }, () => new Map<number, Line>());
  for (let t = 0; t < indices.length; t += 3) {
    // No small arrays in here: every row of every triangle comes through.
    const y0 = positions[3 * indices[t]! + 1]!;
    const y1 = positions[3 * indices[t + 1]! + 1]!;
    const y2 = positions[3 * indices[t + 2]! + 1]!;
    const first = Math.max(0, Math.ceil((Math.min(y0, y1, y2) - bottom) / cellY - 0.5));
    const last = Math.min(rows - 1, Math.floor((Math.max(y0, y1, y2) - bottom) / cellY - 0.5));
    for (let row = first; row <= last; row++) {
      const y = heightOf(profile, row);
      const cut = cuts[row]!;
      let before: Line | null = null;
      for (let k = 0; k < 3; k++) {
        const a = indices[t + k]!;
        const b = indices[k === 2 ? t : t + k + 1]!;
        const ya = positions[3 * a + 1]!;
        const yb = positions[3 * b + 1]!;
        if (ya <= y === yb <= y) continue;
        const x =
          positions[3 * a]! + ((y - ya) / (yb - ya)) * (positions[3 * b]! - positions[3 * a]!);
        const key = Math.min(a, b) * vertexCount + Math.max(a, b);
        const known = cut.get(key);
        const line: Line = known ? lineOf(known) : { joined: null, from: x, to: x };
        if (!known) cut.set(key, line);
        line.from = Math.min(line.from, x);
        line.to = Math.max(line.to, x);
        if (before) join(before, line);
        before = line;
      }
    }
  }
  return cuts.map((cut) => runsOf(cut, profile));
}

/** A stretch of a cut's line; once it met another one it is part of that. */
interface Line {
  joined: Line | null;
  from: number;
  to: number;
}

function lineOf(line: Line): Line {
  let last = line;
  while (last.joined) last = last.joined;
  return last;
}

function join(a: Line, b: Line): void {
  const [into, from] = [lineOf(a), lineOf(b)];
  if (into === from) return;
  into.from = Math.min(into.from, from.from);
  into.to = Math.max(into.to, from.to);
  from.joined = into;
}

function runsOf(cut: ReadonlyMap<number, Line>, { left, cellX, columns }: FrontProfile): Run[] {
  const lines = new Set([...cut.values()].map(lineOf));
  const column = (x: number) => Math.min(columns - 1, Math.max(0, Math.floor((x - left) / cellX)));
  return [...lines]
    .map(({ from, to }) => ({ from: column(from), to: column(to) }))
    .sort((a, b) => a.from - b.from);
}
