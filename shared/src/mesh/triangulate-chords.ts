import { edgeKey } from './edge-key.ts';

/**
 * Puts a new point in the middle of every inner edge that joins two flagged polygon points. Sewn to
 * a panel with the same edge, such an edge would have four triangles.
 */
export function splitChords(
  points: Float64Array,
  indices: Uint32Array,
  flagged: Uint8Array,
): { points: Float64Array<ArrayBuffer>; indices: Uint32Array } {
  const count = flagged.length;
  const grown = Array.from(points);
  let triangles = Array.from(indices);
  const isChord = (a: number, b: number) =>
    a < count &&
    b < count &&
    flagged[a] === 1 &&
    flagged[b] === 1 &&
    (a + 1) % count !== b &&
    (b + 1) % count !== a;
  for (;;) {
    const middles = new Map<number, number>();
    const touched = new Set<number>();
    const chords = new Map<number, number[]>();
    for (let t = 0; t < triangles.length; t += 3) {
      for (let k = 0; k < 3; k++) {
        const a = triangles[t + k]!;
        const b = triangles[t + ((k + 1) % 3)]!;
        if (!isChord(a, b)) continue;
        const key = edgeKey(a, b, count);
        const users = chords.get(key);
        if (users) users.push(t);
        else chords.set(key, [t]);
      }
    }
    if (chords.size === 0) break;
    for (const [key, users] of chords) {
      if (users.some((t) => touched.has(t))) continue;
      const a = Math.floor(key / count);
      const b = key % count;
      middles.set(key, grown.length / 2);
      grown.push((grown[2 * a]! + grown[2 * b]!) / 2, (grown[2 * a + 1]! + grown[2 * b + 1]!) / 2);
      for (const t of users) touched.add(t);
    }
    const rebuilt: number[] = [];
    for (let t = 0; t < triangles.length; t += 3) {
      let done = false;
      for (let k = 0; k < 3 && !done && touched.has(t); k++) {
        const a = triangles[t + k]!;
        const b = triangles[t + ((k + 1) % 3)]!;
        const c = triangles[t + ((k + 2) % 3)]!;
        if (!isChord(a, b)) continue;
        const middle = middles.get(edgeKey(a, b, count));
        if (middle === undefined) continue;
        rebuilt.push(a, middle, c, middle, b, c);
        done = true;
      }
      if (!done) rebuilt.push(triangles[t]!, triangles[t + 1]!, triangles[t + 2]!);
    }
    triangles = rebuilt;
  }
  return { points: Float64Array.from(grown), indices: Uint32Array.from(triangles) };
}
