import type { UprightMesh } from '../fitting/align-to-body.ts';
import { closestPointToTriangle } from '../mesh/closest-point-to-triangle.ts';
import type { PartingLine } from './grown-limbs.ts';
import { makeWellComposed } from './well-composed.ts';

/** A solid on a grid of points: negative inside, zero at its surface, positive outside. */
export interface SolidField {
  /** Metres between neighbouring points. */
  readonly cell: number;
  /** Place of point (0, 0, 0), metres. */
  readonly origin: readonly [number, number, number];
  /** Points along x, y and z; point (x, y, z) is `x + nx (y + ny z)`. */
  readonly size: readonly [number, number, number];
  readonly values: Float32Array;
  /** How far outside of the mesh the surface lies, metres. */
  readonly offset: number;
}

/** Empty points round the mesh, so that the flood reaches every side of it. */
const MARGIN = 4;
/**
 * Half the wall's thickness in cells, tried in turn: the first is the least that no step from point
 * to point can cross (more than half a cell); the later ones close the cracks of a torn mesh.
 */
const WALLS = [0.6, 1.2, 2];
/** Half the width of a cut that parts limbs, in cells: what it leaves apart does not grow together again. */
const PARTED = 1.25;
/** A solid encloses at least this share of its points beyond its walls; less is a sheet or a leak. */
const ENCLOSED = 0.15;

/**
 * The solid that a mesh encloses, seen from outside: everything that a flood from outside cannot
 * reach through the mesh, the largest piece of it. Inner shells, walls inside, debris and the
 * triangles' winding have no say in it (after Nooruddin and Turk 2003, with a flood for the rays).
 *
 * @param mesh In metres.
 * @param cell Metres between the grid's points.
 * @param partings Lines in the front view along which it is cut apart, from front to back, two cells and a half wide.
 * @returns null when the mesh encloses nothing: a sheet, or one with holes wider than four cells.
 */
export function solidField(
  mesh: UprightMesh,
  cell: number,
  partings: readonly PartingLine[] = [],
): SolidField | null {
  const { origin, size } = gridAround(mesh.positions, cell);
  const distances = distancesTo(mesh, origin, size, cell);
  const carved = carvedAlong(partings, origin, size, PARTED * cell);
  const inCarved = (i: number) => carved !== null && carved[i % (size[0] * size[1])]! > 0;
  for (const wall of WALLS) {
    const offset = wall * cell;
    const found = notFlooded(distances, size, offset);
    const solid = largestPiece(carved ? found.map((on, i) => (inCarved(i) ? 0 : on)) : found, size);
    let points = 0;
    let enclosed = 0;
    for (let i = 0; i < solid.length; i++) {
      if (!solid[i]) continue;
      points++;
      if (distances[i]! > offset) enclosed++;
    }
    if (enclosed < ENCLOSED * points || points === 0) continue;
    makeWellComposed(solid, size);
    const values = distances.map((distance, i) => {
      const outside = Math.min(distance, 2.5 * cell) - offset;
      const depth = carved ? carved[i % (size[0] * size[1])]! : -Infinity;
      if (!solid[i]) return Math.max(depth > 0 ? depth : outside, 0.05 * cell);
      const inside = distance > offset ? -cell : Math.min(outside, -0.05 * cell);
      return Math.max(inside, Math.min(depth, -0.05 * cell));
    });
    return { cell, origin, size, values, offset };
  }
  return null;
}

/**
 * How deep each point of the front view lies within the cuts along some lines, metres; negative beside them. Null
 * without lines.
 */
function carvedAlong(
  lines: readonly PartingLine[],
  origin: readonly [number, number, number],
  [nx, ny]: readonly [number, number, number],
  half: number,
): Float32Array | null {
  if (lines.length === 0) return null;
  const cell = half / PARTED;
  const depths = new Float32Array(nx * ny).fill(-Infinity);
  for (let y = 0; y < ny; y++) {
    for (let x = 0; x < nx; x++) {
      const [px, py] = [origin[0] + x * cell, origin[1] + y * cell];
      for (const line of lines) {
        const depth = half - distanceToLine(line, px, py);
        if (depth > depths[x + nx * y]!) depths[x + nx * y] = depth;
      }
    }
  }
  return depths;
}

function distanceToLine(line: PartingLine, x: number, y: number): number {
  let least = Infinity;
  for (let i = 1; i < line.length; i++) {
    const [ax, ay] = line[i - 1]!;
    const [dx, dy] = [line[i]![0] - ax, line[i]![1] - ay];
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
    const t = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(x - ax - t * dx, y - ay - t * dy));
  }
  return least;
}

function gridAround(positions: Float32Array, cell: number) {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    low[i % 3] = Math.min(low[i % 3]!, positions[i]!);
    high[i % 3] = Math.max(high[i % 3]!, positions[i]!);
  }
  const origin = low.map((value) => value - MARGIN * cell) as [number, number, number];
  const size = low.map((value, k) => Math.ceil((high[k]! - value) / cell) + 2 * MARGIN + 1) as [
    number,
    number,
    number,
  ];
  return { origin, size };
}

/** Distance of each grid point to the mesh, metres, exact up to 3 cells; Infinity beyond. */
function distancesTo(
  { positions, indices }: UprightMesh,
  origin: readonly [number, number, number],
  [nx, ny, nz]: readonly [number, number, number],
  cell: number,
): Float32Array {
  const squared = new Float32Array(nx * ny * nz).fill(Infinity);
  const weights = new Float64Array(3);
  const reach = 3;
  const counts = [nx, ny, nz];
  for (let t = 0; t < indices.length; t += 3) {
    const from: number[] = [];
    const to: number[] = [];
    for (let k = 0; k < 3; k++) {
      const a = positions[3 * indices[t]! + k]!;
      const b = positions[3 * indices[t + 1]! + k]!;
      const c = positions[3 * indices[t + 2]! + k]!;
      from.push(Math.max(0, Math.ceil((Math.min(a, b, c) - origin[k]!) / cell - reach)));
      to.push(
        Math.min(counts[k]! - 1, Math.floor((Math.max(a, b, c) - origin[k]!) / cell + reach)),
      );
    }
    for (let z = from[2]!; z <= to[2]!; z++) {
      for (let y = from[1]!; y <= to[1]!; y++) {
        for (let x = from[0]!; x <= to[0]!; x++) {
          const distance = closestPointToTriangle(
            positions,
            indices[t]!,
            indices[t + 1]!,
            indices[t + 2]!,
            origin[0] + x * cell,
            origin[1] + y * cell,
            origin[2] + z * cell,
            weights,
          );
          const at = x + nx * (y + ny * z);
          if (distance < squared[at]!) squared[at] = distance;
        }
      }
    }
  }
  return squared.map(Math.sqrt);
}

/** 1 where a flood from the grid's corner does not come, walls included. */
function notFlooded(
  distances: Float32Array,
  size: readonly [number, number, number],
  wall: number,
): Uint8Array {
  const solid = new Uint8Array(distances.length).fill(1);
  solid[0] = 0;
  spread(0, size, (i) => {
    if (solid[i] === 0 || distances[i]! <= wall) return false;
    solid[i] = 0;
    return true;
  });
  return solid;
}

/** Keeps the piece with the most points of a set of points. */
function largestPiece(solid: Uint8Array, size: readonly [number, number, number]): Uint8Array {
  const pieces = new Uint32Array(solid.length);
  let piece = 0;
  let best = 0;
  let most = 0;
  for (let start = 0; start < solid.length; start++) {
    if (!solid[start] || pieces[start]) continue;
    piece++;
    const number = piece;
    pieces[start] = number;
    const count = spread(start, size, (i) => {
      if (!solid[i] || pieces[i]) return false;
      pieces[i] = number;
      return true;
    });
    if (count > most) {
      most = count;
      best = number;
    }
  }
  return solid.map((inside, i) => (inside && pieces[i] === best ? 1 : 0));
}

/** Walks from a point over the six neighbours that `enter` lets in; how many points it came to. */
function spread(
  start: number,
  [nx, ny, nz]: readonly [number, number, number],
  enter: (point: number) => boolean,
): number {
  const open = [start];
  let count = 0;
  while (open.length > 0) {
    const at = open.pop()!;
    count++;
    const x = at % nx;
    const y = Math.floor(at / nx) % ny;
    const z = Math.floor(at / (nx * ny));
    if (x > 0 && enter(at - 1)) open.push(at - 1);
    if (x < nx - 1 && enter(at + 1)) open.push(at + 1);
    if (y > 0 && enter(at - nx)) open.push(at - nx);
    if (y < ny - 1 && enter(at + nx)) open.push(at + nx);
    if (z > 0 && enter(at - nx * ny)) open.push(at - nx * ny);
    if (z < nz - 1 && enter(at + nx * ny)) open.push(at + nx * ny);
  }
  return count;
}
