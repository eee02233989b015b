import { expect, it } from 'vitest';
import { edgeRound } from './edge-round.ts';

const [SEGMENTS, RINGS, ROWS, LENGTH] = [96, 12, 20, 0.4];
const [HALF_WIDTH, HALF_DEPTH] = [0.24, 0.12];

/** A flat tube with a cap spread over its lower edge, which lies at `edge`, metres, seen from its middle by an angle from the left side on. */
function cup(edge: (angle: number) => number) {
  const angles = Array.from({ length: SEGMENTS }, (_, j) => (2 * Math.PI * j) / SEGMENTS);
  const middle = angles.reduce((sum, angle) => sum + edge(angle), 0) / SEGMENTS;
  const positions: number[] = [0, middle, 0];
  const indices: number[] = [];
  const ring = (share: number, rise: number) => {
    for (const angle of angles) {
      positions.push(
        share * HALF_WIDTH * Math.cos(angle),
        middle + share * (edge(angle) - middle) + rise * (LENGTH - edge(angle)),
        share * HALF_DEPTH * Math.sin(angle),
      );
    }
  };
  for (let i = 1; i <= RINGS; i++) ring(i / RINGS, 0);
  for (let i = 1; i <= ROWS; i++) ring(1, i / ROWS);
  const at = (row: number, j: number) => 1 + row * SEGMENTS + (j % SEGMENTS);
  for (let j = 0; j < SEGMENTS; j++) {
    indices.push(0, at(0, j), at(0, j + 1));
    for (let row = 0; row + 1 < RINGS + ROWS; row++) {
      indices.push(at(row, j + 1), at(row, j), at(row + 1, j));
      indices.push(at(row, j + 1), at(row + 1, j), at(row + 1, j + 1));
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

const all = () => true;
const place = (angle: number) => [HALF_WIDTH * Math.cos(angle), HALF_DEPTH * Math.sin(angle)];

it('follows a hem that is higher before and behind than at its sides', () => {
  const hem = (angle: number) => 0.06 * Math.sin(angle) ** 2;
  const edge = edgeRound(cup(hem), all)!;
  for (let angle = 0; angle < 6; angle += 0.5) {
    const [x, z] = place(angle);
    expect(Math.abs(edge(x!, z!) - hem(angle))).toBeLessThan(0.015);
    // The cap goes from there to its middle.
    expect(Math.abs(edge(x! / 2, z! / 2) - (hem(angle) + 0.03) / 2)).toBeLessThan(0.015);
  }
});

it('passes a ribbon that hangs from the hem', () => {
  const ribboned = (angle: number) => (Math.abs(angle - 1) < 0.1 ? -0.1 : 0);
  const edge = edgeRound(cup(ribboned), all)!;
  for (let angle = 0; angle < 6; angle += 0.25) {
    const [x, z] = place(angle);
    expect(Math.abs(edge(x!, z!))).toBeLessThan(0.01);
  }
});

it('sees no edge all round what has no depth, or has no sides on one side', () => {
  const flat = cup(() => 0);
  const sheet = { ...flat, positions: flat.positions.map((value, i) => (i % 3 === 2 ? 0 : value)) };
  expect(edgeRound(sheet, all)).toBe(null);
  expect(edgeRound(flat, () => false)).toBe(null);
});
