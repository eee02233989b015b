/** Shapes whose distances and girths are known: for tests. */
export interface TestMesh {
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
}

/** A closed sphere of `rings` rings and twice as many segments, outward winding. */
export function sphereMesh(
  radius: number,
  rings: number,
  [cx, cy, cz]: readonly [number, number, number],
): TestMesh {
  const segments = 2 * rings;
  const positions = [cx, cy + radius, cz];
  for (let i = 1; i < rings; i++) {
    const polar = (Math.PI * i) / rings;
    for (let j = 0; j < segments; j++) {
      const azimuth = (2 * Math.PI * j) / segments;
      positions.push(
        cx + radius * Math.sin(polar) * Math.sin(azimuth),
        cy + radius * Math.cos(polar),
        cz + radius * Math.sin(polar) * Math.cos(azimuth),
      );
    }
  }
  positions.push(cx, cy - radius, cz);
  const last = positions.length / 3 - 1;
  const at = (i: number, j: number) => 1 + (i - 1) * segments + (j % segments);
  const indices: number[] = [];
  for (let j = 0; j < segments; j++) {
    indices.push(0, at(1, j), at(1, j + 1));
    for (let i = 1; i < rings - 1; i++) {
      indices.push(at(i, j), at(i + 1, j), at(i, j + 1));
      indices.push(at(i, j + 1), at(i + 1, j), at(i + 1, j + 1));
    }
    indices.push(last, at(rings - 1, j + 1), at(rings - 1, j));
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

/** An open tube round the y axis from `bottom` to `top`, outward winding, starting at +Z. */
export function tubeMesh(
  radius: number,
  bottom: number,
  top: number,
  segments: number,
  rows: number,
): TestMesh {
  const positions: number[] = [];
  for (let row = 0; row <= rows; row++) {
    for (let j = 0; j < segments; j++) {
      const azimuth = (2 * Math.PI * j) / segments;
      positions.push(
        radius * Math.sin(azimuth),
        bottom + ((top - bottom) * row) / rows,
        radius * Math.cos(azimuth),
      );
    }
  }
  const indices: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < segments; j++) {
      const a = row * segments + j;
      const b = row * segments + ((j + 1) % segments);
      indices.push(a, b, a + segments, b, b + segments, a + segments);
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}
