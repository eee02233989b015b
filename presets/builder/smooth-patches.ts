/** Rings of vertices around a patch that hold it in place and in slope. */
const HELD_RINGS = 2;

/**
 * A linear map that replaces some vertices by the smoothest surface through their surroundings:
 * the bilaplacian of the uniform graph Laplacian is zero inside (Botsch and Sorkine 2008, section 3).
 * The map depends on the mesh's connections alone and is made once for all bodies.
 */
export interface PatchSmoother {
  /** Changes the patch's vertices in place. @param positions xyz triples */
  apply(positions: Float64Array): void;
}

/** @param quads four vertex numbers a face @param patch vertices to be replaced */
export function patchSmoother(quads: Uint32Array, patch: readonly number[]): PatchSmoother {
  const neighbours = neighbourLists(quads);
  const inside = new Map(patch.map((vertex, i) => [vertex, i]));
  const held: number[] = [];
  let front = patch;
  for (let ring = 0; ring < HELD_RINGS; ring++) {
    const next: number[] = [];
    for (const vertex of front) {
      for (const other of neighbours.get(vertex)!) {
        if (inside.has(other) || held.includes(other)) continue;
        held.push(other);
        next.push(other);
      }
    }
    front = next;
  }
  const heldAt = new Map(held.map((vertex, i) => [vertex, i]));
  const matrix = patch.map(() => new Float64Array(patch.length + held.length));
  patch.forEach((vertex, row) => {
    for (const [other, weight] of bilaplacian(neighbours, vertex)) {
      const within = inside.get(other);
      if (within !== undefined) matrix[row]![within]! += weight;
      else matrix[row]![patch.length + heldAt.get(other)!]! -= weight;
    }
  });
  eliminate(matrix, patch.length);
  return {
    apply(positions) {
      for (let axis = 0; axis < 3; axis++) {
        const around = held.map((vertex) => positions[vertex * 3 + axis]!);
        patch.forEach((vertex, row) => {
          let sum = 0;
          for (let i = 0; i < around.length; i++)
            sum += matrix[row]![patch.length + i]! * around[i]!;
          positions[vertex * 3 + axis] = sum;
        });
      }
    },
  };
}

/** Vertices joined by an edge, for every vertex of the faces. */
export function neighbourLists(quads: Uint32Array): Map<number, Set<number>> {
  const lists = new Map<number, Set<number>>();
  for (let q = 0; q < quads.length; q += 4) {
    for (let k = 0; k < 4; k++) {
      const [a, b] = [quads[q + k]!, quads[q + ((k + 1) % 4)]!];
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const list = lists.get(from);
        if (list === undefined) lists.set(from, new Set([to]));
        else list.add(to);
      }
    }
  }
  return lists;
}

function bilaplacian(neighbours: Map<number, Set<number>>, vertex: number): Map<number, number> {
  const weights = new Map<number, number>();
  const add = (at: number, weight: number): void => {
    weights.set(at, (weights.get(at) ?? 0) + weight);
  };
  const addLaplacian = (at: number, factor: number): void => {
    const ring = neighbours.get(at)!;
    add(at, factor);
    for (const other of ring) add(other, -factor / ring.size);
  };
  const ring = neighbours.get(vertex)!;
  addLaplacian(vertex, 1);
  for (const other of ring) addLaplacian(other, -1 / ring.size);
  return weights;
}

/** Gauss-Jordan on the first `n` columns; the rest of each row becomes the solution's row. */
function eliminate(rows: Float64Array[], n: number): void {
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const top = rows[column]!;
    const scale = top[column]!;
    for (let k = column; k < top.length; k++) top[k]! /= scale;
    for (let row = 0; row < n; row++) {
      const factor = rows[row]![column]!;
      if (row === column || factor === 0) continue;
      for (let k = column; k < top.length; k++) rows[row]![k]! -= factor * top[k]!;
    }
  }
}
