/** Where a colour of the texture comes from; the numbers are those in files. */
export const SEEN = 0;
/** The front's colour at the same place of the back. */
export const MIRRORED = 1;
/** Continued from the cloth around. */
export const FILLED = 2;
export const PROVENANCE_LEGEND = ['seen', 'mirrored', 'filled'] as const;

/** Cells along the longer side of the map. */
const LONGEST_SIDE = 256;

/** What each part of a texture is made of, in cells that cover the whole of it, uv 0 to 1. */
export interface ProvenanceMap {
  readonly width: number;
  readonly height: number;
  /** One number of PROVENANCE_LEGEND a cell, row by row from v = 0. */
  readonly data: Uint8Array;
}

export interface ProvenanceShares {
  readonly seen: number;
  readonly mirrored: number;
  readonly filled: number;
}

/** A provenance map as extras of a glTF node; see docs/texture.md. */
export interface ProvenanceExtras {
  readonly width: number;
  readonly height: number;
  readonly legend: readonly string[];
  /** Pairs: how many cells in a row, and their number in `legend`; rows follow each other. */
  readonly runs: readonly number[];
}

/** Lowers a full-size map to cells, each the most frequent value in it. */
export function provenanceMap(origin: Uint8Array, width: number, height: number): ProvenanceMap {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const columns = Math.max(1, Math.round(width * scale));
  const rows = Math.max(1, Math.round(height * scale));
  const kinds = PROVENANCE_LEGEND.length;
  const counts = new Uint32Array(columns * rows * kinds);
  for (let y = 0; y < height; y += 1) {
    const row = columns * Math.floor((y * rows) / height);
    countRow(origin, y * width, width, counts, kinds, row, columns);
  }
  const data = new Uint8Array(columns * rows);
  for (let cell = 0; cell < data.length; cell += 1) {
    let best = 0;
    for (let kind = 1; kind < kinds; kind += 1) {
      if (counts[kinds * cell + kind]! > counts[kinds * cell + best]!) best = kind;
    }
    data[cell] = best;
  }
  return { width: columns, height: rows, data };
}

/** A row of the map; a function of its own, so that it is compiled once and not in the midst of a picture. */
function countRow(
  origin: Uint8Array,
  from: number,
  width: number,
  counts: Uint32Array,
  kinds: number,
  row: number,
  columns: number,
): void {
  for (let x = 0; x < width; x += 1) {
    const cell = row + Math.floor((x * columns) / width);
    counts[kinds * cell + origin[from + x]!]! += 1;
  }
}

/**
 * Shares of the texture's area that a mesh shows, by provenance; they add up to 1. A triangle counts
 * with its area in the texture and the cell under its centre.
 *
 * @param uvs pairs, v down. @param indices vertex triples.
 */
export function provenanceShares(
  { width, height, data }: ProvenanceMap,
  uvs: Float32Array,
  indices: Uint32Array,
): ProvenanceShares {
  const sums = [0, 0, 0];
  let total = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [2 * indices[t]!, 2 * indices[t + 1]!, 2 * indices[t + 2]!];
    const area = Math.abs(
      (uvs[b]! - uvs[a]!) * (uvs[c + 1]! - uvs[a + 1]!) -
        (uvs[b + 1]! - uvs[a + 1]!) * (uvs[c]! - uvs[a]!),
    );
    const u = (uvs[a]! + uvs[b]! + uvs[c]!) / 3;
    const v = (uvs[a + 1]! + uvs[b + 1]! + uvs[c + 1]!) / 3;
    const x = Math.min(width - 1, Math.max(0, Math.floor(u * width)));
    const y = Math.min(height - 1, Math.max(0, Math.floor(v * height)));
    const kind = data[y * width + x]!;
    sums[kind] = sums[kind]! + area;
    total += area;
  }
  const share = (kind: number) => (total > 0 ? sums[kind]! / total : 0);
  return { seen: share(SEEN), mirrored: share(MIRRORED), filled: share(FILLED) };
}

export function provenanceExtras({ width, height, data }: ProvenanceMap): ProvenanceExtras {
  const runs: number[] = [];
  for (let i = 0; i < data.length; ) {
    let end = i + 1;
    while (end < data.length && data[end] === data[i]) end += 1;
    runs.push(end - i, data[i]!);
    i = end;
  }
  return { width, height, legend: PROVENANCE_LEGEND, runs };
}
