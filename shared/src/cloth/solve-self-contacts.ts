import type { Cloth } from './cloth.ts';
import type { ClothState } from './cloth-state.ts';
import type { SelfContacts } from './self-contacts.ts';

/**
 * Keeps cloth off itself: a point that is nearer to a triangle than `gap`, or has come through it, is pushed apart from it,
 * each of the four vertices by its share of their masses. They stop along the normal and rub on each other (Coulomb), as on
 * the body; the momentum of both together is what it was.
 *
 * Bridson, Fedkiw and Anderson 2002, Robust Treatment of Collisions, Contact and Friction for Cloth Animation:
 * points against triangles. Edges against edges are left out. A point whose foot is beside a triangle is left to the one that
 * it is above.
 *
 * @param contacts In whose order they are solved.
 * @param gap Metres.
 * @param friction Of cloth on cloth.
 */
export function solveSelfContacts(
  { inverseMasses: w }: Cloth,
  { positions: x, previous: q, clearances }: ClothState,
  { vertices, sides }: SelfContacts,
  gap: number,
  friction: number,
): void {
  for (let n = 0; n < sides.length; n++) {
    const v = vertices[4 * n]!;
    const a = vertices[4 * n + 1]!;
    const b = vertices[4 * n + 2]!;
    const c = vertices[4 * n + 3]!;
    const p = 3 * v;
    const i = 3 * a;
    const j = 3 * b;
    const k = 3 * c;
    const ux = x[j]! - x[i]!;
    const uy = x[j + 1]! - x[i + 1]!;
    const uz = x[j + 2]! - x[i + 2]!;
    const sx = x[k]! - x[i]!;
    const sy = x[k + 1]! - x[i + 1]!;
    const sz = x[k + 2]! - x[i + 2]!;
    let nx = uy * sz - uz * sy;
    let ny = uz * sx - ux * sz;
    let nz = ux * sy - uy * sx;
    const squared = nx * nx + ny * ny + nz * nz;
    if (squared < 1e-20) continue;
    const scale = sides[n]! / Math.sqrt(squared);
    nx *= scale;
    ny *= scale;
    nz *= scale;
    const rx = x[p]! - x[i]!;
    const ry = x[p + 1]! - x[i + 1]!;
    const rz = x[p + 2]! - x[i + 2]!;
    const depth = gap - (nx * rx + ny * ry + nz * rz);
    if (depth <= 0) continue;
    // Barycentric coordinates of the foot, from areas along the normal (Ericson 2005, section 3.4).
    const uu = ux * ux + uy * uy + uz * uz;
    const us = ux * sx + uy * sy + uz * sz;
    const ss = sx * sx + sy * sy + sz * sz;
    const ru = rx * ux + ry * uy + rz * uz;
    const rs = rx * sx + ry * sy + rz * sz;
    const bb = (ss * ru - us * rs) / squared;
    const bc = (uu * rs - us * ru) / squared;
    const ba = 1 - bb - bc;
    if (ba < 0 || bb < 0 || bc < 0) continue;
    const wv = w[v]!;
    const wa = w[a]! * ba;
    const wb = w[b]! * bb;
    const wc = w[c]! * bc;
    const inverse = 1 / (wv + wa * ba + wb * bb + wc * bc);
    // How the point has moved along the triangle in this substep.
    let tx = x[p]! - q[p]! - ba * (x[i]! - q[i]!) - bb * (x[j]! - q[j]!) - bc * (x[k]! - q[k]!);
    let ty =
      x[p + 1]! -
      q[p + 1]! -
      ba * (x[i + 1]! - q[i + 1]!) -
      bb * (x[j + 1]! - q[j + 1]!) -
      bc * (x[k + 1]! - q[k + 1]!);
    let tz =
      x[p + 2]! -
      q[p + 2]! -
      ba * (x[i + 2]! - q[i + 2]!) -
      bb * (x[j + 2]! - q[j + 2]!) -
      bc * (x[k + 2]! - q[k + 2]!);
    const along = tx * nx + ty * ny + tz * nz;
    tx -= along * nx;
    ty -= along * ny;
    tz -= along * nz;
    const slide = Math.sqrt(tx * tx + ty * ty + tz * tz);
    const held = slide > 0 ? Math.min(1, (friction * depth) / slide) : 0;
    // Places, then what of the motion is left: none along the normal, and what friction leaves of the slide.
    const mx = (depth * nx - held * tx) * inverse;
    const my = (depth * ny - held * ty) * inverse;
    const mz = (depth * nz - held * tz) * inverse;
    const stop = depth + along;
    const lx = stop * nx * inverse;
    const ly = stop * ny * inverse;
    const lz = stop * nz * inverse;
    move(x, q, p, wv, mx, my, mz, lx, ly, lz);
    move(x, q, i, -wa, mx, my, mz, lx, ly, lz);
    move(x, q, j, -wb, mx, my, mz, lx, ly, lz);
    move(x, q, k, -wc, mx, my, mz, lx, ly, lz);
    clearances[v] = -1;
    clearances[a] = -1;
    clearances[b] = -1;
    clearances[c] = -1;
  }
}

function move(
  x: Float64Array,
  q: Float64Array,
  at: number,
  share: number,
  mx: number,
  my: number,
  mz: number,
  lx: number,
  ly: number,
  lz: number,
): void {
  x[at]! += share * mx;
  x[at + 1]! += share * my;
  x[at + 2]! += share * mz;
  q[at]! += share * lx;
  q[at + 1]! += share * ly;
  q[at + 2]! += share * lz;
}
