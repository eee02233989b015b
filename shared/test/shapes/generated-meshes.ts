import type { Avatar } from '../../src/body/avatar.ts';
import type { UprightMesh } from '../../src/fitting/align-to-body.ts';
import { RELAXING_ROUNDS, rolledGarment } from '../../src/fitting/rigid-garment.ts';
import { snapClear } from '../../src/fitting/snap-to-skin.ts';
import { seededRandom } from '../../src/math/seeded-random.ts';
import { boundaryLoops } from '../../src/mesh/boundary-loops.ts';
import { vertexNormals } from '../../src/mesh/vertex-normals.ts';
import { solidField } from '../../src/opening/solid-field.ts';
import { surfaceNet } from '../../src/opening/surface-net.ts';
import { draftPattern } from '../../src/pattern/draft-pattern.ts';
import { type ExampleGarment, exampleReading } from './example-reading.ts';
import { sphereMesh, type TestMesh } from './simple-meshes.ts';

/** What generators of 3D shapes give instead of a garment. */
export const GENERATED_KINDS = ['thickened', 'capped', 'blob', 'debris', 'low-poly'] as const;
export type GeneratedKind = (typeof GENERATED_KINDS)[number];

/** A drawn garment as it is worn on a body: open, one layer, metres. */
export function wornGarment(garment: ExampleGarment, avatar: Avatar): TestMesh {
  const options = { ease: 'regular', knownWidthCm: null } as const;
  const pattern = draftPattern(exampleReading(garment), avatar.record, options);
  const {
    garment: rolled,
    skin,
    relax,
  } = rolledGarment(pattern, avatar, { quality: 'low', seed: 1 });
  const { positions, sewn } = rolled;
  // As `rigidGarment` does it, without waiting.
  for (let round = 0; round < RELAXING_ROUNDS; round++) {
    relax();
    snapClear(positions, sewn.indices, skin, { offsetMetres: 0.005 });
  }
  return { positions, indices: sewn.indices };
}

/** One kind of mesh that is hard to wear, made of a worn garment, in a unit and place of its own. */
export function generatedMesh(worn: TestMesh, kind: GeneratedKind): TestMesh {
  const made = MAKERS[kind](worn);
  return {
    positions: made.positions.map((value, i) => 2.6 * value + [0.3, -1.7, 0.2][i % 3]!),
    indices: made.indices,
  };
}

const MAKERS: Record<GeneratedKind, (worn: TestMesh) => TestMesh> = {
  thickened: (worn) => thickened(worn, 0.006),
  capped,
  blob: (worn) => noisy(surfaceNet(solidField(capped(worn), 0.014)!), 0.002),
  debris: (worn) => withDebris(capped(worn)),
  'low-poly': (worn) => misturned(clustered(capped(worn))),
};

function joined(...meshes: readonly UprightMesh[]): TestMesh {
  const positions: number[] = [];
  const indices: number[] = [];
  for (const mesh of meshes) {
    const first = positions.length / 3;
    for (const value of mesh.positions) positions.push(value);
    for (const v of mesh.indices) indices.push(first + v);
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

function inwards(mesh: TestMesh, by: number): TestMesh {
  const normals = vertexNormals(mesh.positions, mesh.indices);
  return {
    positions: mesh.positions.map((value, i) => value - by * normals[i]!),
    indices: reversed(mesh.indices),
  };
}

const reversed = (indices: Uint32Array) =>
  indices.map((_, i) => indices[i % 3 === 1 ? i + 1 : i % 3 === 2 ? i - 1 : i]!);

/** Outer and inner surface, joined along the edges: closed, with the openings to be seen. */
function thickened(worn: TestMesh, thickness: number): TestMesh {
  const count = worn.positions.length / 3;
  const both = joined(worn, inwards(worn, thickness));
  const rim: number[] = [];
  for (const loop of boundaryLoops(worn.indices, count)) {
    loop.forEach((a, i) => {
      const b = loop[(i + 1) % loop.length]!;
      rim.push(b, a, count + a, b, count + a, count + b);
    });
  }
  return { positions: both.positions, indices: Uint32Array.from([...both.indices, ...rim]) };
}

/** A cap of four rings over each opening. */
function capped(worn: TestMesh): TestMesh {
  const positions = Array.from(worn.positions);
  const indices = Array.from(worn.indices);
  for (const loop of boundaryLoops(worn.indices, worn.positions.length / 3)) {
    const middle = [0, 0, 0];
    for (const v of loop) {
      for (let k = 0; k < 3; k++) middle[k]! += positions[3 * v + k]! / loop.length;
    }
    let ring = Array.from(loop);
    for (const share of [0.25, 0.5, 0.75]) {
      const inner = Array.from(loop, (v) => {
        for (let k = 0; k < 3; k++) {
          const from = worn.positions[3 * v + k]!;
          positions.push(from + share * (middle[k]! - from));
        }
        return positions.length / 3 - 1;
      });
      for (let i = 0; i < ring.length; i++) {
        const n = (i + 1) % ring.length;
        indices.push(ring[n]!, ring[i]!, inner[i]!, ring[n]!, inner[i]!, inner[n]!);
      }
      ring = inner;
    }
    positions.push(...middle);
    for (let i = 0; i < ring.length; i++) {
      indices.push(ring[(i + 1) % ring.length]!, ring[i]!, positions.length / 3 - 1);
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

function noisy(mesh: UprightMesh, size: number): TestMesh {
  const random = seededRandom(5);
  return {
    positions: mesh.positions.map((value) => value + size * (2 * random() - 1)),
    indices: mesh.indices,
  };
}

/** An inner shell, walls across the inside, and crumbs inside and round about. */
function withDebris(closed: TestMesh): TestMesh {
  const [low, high] = [0, 1, 2].reduce<[number[], number[]]>(
    ([from, to], k) => {
      const values = Array.from(closed.positions).filter((_, i) => i % 3 === k);
      return [
        [...from, Math.min(...values)],
        [...to, Math.max(...values)],
      ];
    },
    [[], []],
  );
  const at = (share: readonly number[]) =>
    share.map((part, k) => low[k]! + part * (high[k]! - low[k]!)) as [number, number, number];
  const wall = (height: number): TestMesh => {
    const [x, y, z] = at([0.5, height, 0.5]);
    return {
      positions: Float32Array.from([x - 0.05, y, z - 0.04, x + 0.05, y, z - 0.04, x, y, z + 0.05]),
      indices: Uint32Array.of(0, 1, 2),
    };
  };
  return joined(
    closed,
    inwards(closed, 0.015),
    wall(0.75),
    wall(0.85),
    sphereMesh(0.02, 6, at([0.5, 0.8, 0.5])),
    sphereMesh(0.015, 6, at([1.1, 0.2, 0.9])),
    sphereMesh(0.01, 5, at([-0.1, 1.1, 0.1])),
    sphereMesh(0.012, 5, at([0.5, -0.1, 0.5])),
  );
}

/** Vertices drawn together on a grid, coarse on the wearer's left, fine on the right. */
function clustered(closed: TestMesh): TestMesh {
  const sums = new Map<string, { id: number; sum: number[]; count: number }>();
  const clusterOf = Array.from({ length: closed.positions.length / 3 }, (_, v) => {
    const point = [0, 1, 2].map((k) => closed.positions[3 * v + k]!);
    const cell = point[0]! > 0 ? 0.04 : 0.022;
    const key = [cell, ...point.map((value) => Math.floor(value / cell))].join();
    const cluster = sums.get(key) ?? { id: sums.size, sum: [0, 0, 0], count: 0 };
    for (let k = 0; k < 3; k++) cluster.sum[k]! += point[k]!;
    cluster.count++;
    sums.set(key, cluster);
    return cluster.id;
  });
  const indices: number[] = [];
  for (let t = 0; t < closed.indices.length; t += 3) {
    const corners = [0, 1, 2].map((k) => clusterOf[closed.indices[t + k]!]!);
    if (new Set(corners).size === 3) indices.push(...corners);
  }
  return {
    positions: Float32Array.from(
      [...sums.values()].flatMap(({ sum, count }) => sum.map((value) => value / count)),
    ),
    indices: Uint32Array.from(indices),
  };
}

/** Every third triangle wound the other way. */
function misturned({ positions, indices }: TestMesh): TestMesh {
  const turned = reversed(indices);
  return {
    positions,
    indices: indices.map((v, i) => (Math.floor(i / 3) % 3 === 0 ? turned[i]! : v)),
  };
}
