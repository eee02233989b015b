import { expect, it } from 'vitest';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { type CutCloth, cutGirth, cutLength } from './cut-girth.ts';
import { trunkGirth } from './trunk-girth.ts';

const SEGMENTS = 60;
/** How much narrower than worn it was cut. */
const CUT = 0.75;

/** A tube of two flat pieces, front and back, each point of the file on its own piece. */
function tubeOfPieces(radius: number): { cloth: CutCloth; welded: ReturnType<typeof tubeMesh> } {
  const welded = tubeMesh(radius, 0.5, 1.5, SEGMENTS, 4);
  const positions: number[] = [];
  const pattern: number[] = [];
  const panels: number[] = [];
  const weldedOf: number[] = [];
  const copies = new Map<string, number>();
  const indices = Array.from(welded.indices, (v, corner) => {
    const first = corner - (corner % 3);
    const mean =
      [0, 1, 2].reduce((sum, k) => sum + welded.positions[3 * welded.indices[first + k]! + 2]!, 0) /
      3;
    const panel = mean > 0 ? 0 : 1;
    const key = `${v} ${panel}`;
    const known = copies.get(key);
    if (known !== undefined) return known;
    const [x, y, z] = welded.positions.slice(3 * v, 3 * v + 3) as unknown as number[];
    copies.set(key, weldedOf.length);
    weldedOf.push(v);
    positions.push(x!, y!, z!);
    panels.push(panel);
    // Unrolled from the middle of the piece, and cut narrower.
    const turn = Math.atan2(x!, panel === 0 ? z! : -z!);
    pattern.push(CUT * radius * turn, y!, 0.2, y!);
    return weldedOf.length - 1;
  });
  return {
    welded,
    cloth: {
      garment: {
        positions: Float32Array.from(positions),
        indices: Uint32Array.from(indices),
        panels: Uint8Array.from(panels),
      },
      pattern: Float32Array.from(pattern),
      weldedOf: Uint32Array.from(weldedOf),
      weldedCount: welded.positions.length / 3,
    },
  };
}

it('lays the pieces that a cut goes through flat, whatever they are stretched or eased by', () => {
  const { cloth, welded } = tubeOfPieces(0.2);
  const body = tubeMesh(0.15, 0.5, 1.5, SEGMENTS, 4);
  const worn = trunkGirth(welded, body, 1.03, false)!;
  expect(Math.abs(worn.length - 2 * Math.PI * 0.2)).toBeLessThan(0.002);
  expect(Math.abs(cutGirth(cloth, 1.03, worn.part) - CUT * 2 * Math.PI * 0.2)).toBeLessThan(0.002);
});

it('counts no cloth that the cut did not meet on its way', () => {
  const { cloth } = tubeOfPieces(0.2);
  const none = { edges: new Set<number>(), right: -1, left: 1, closed: 0 };
  expect(cutGirth(cloth, 1.03, none)).toBe(0);
});

it('measures an edge as it was cut', () => {
  const { cloth, welded } = tubeOfPieces(0.2);
  const loop = Array.from({ length: welded.positions.length / 3 }, (_, v) => v).filter(
    (v) => Math.abs(welded.positions[3 * v + 1]! - 0.5) < 1e-6,
  );
  const angle = (v: number) => Math.atan2(welded.positions[3 * v]!, welded.positions[3 * v + 2]!);
  loop.sort((a, b) => angle(a) - angle(b));
  expect(Math.abs(cutLength(cloth, loop) - CUT * 2 * Math.PI * 0.2)).toBeLessThan(0.002);
});
