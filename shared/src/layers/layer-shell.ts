import { boundaryLoops } from '../mesh/boundary-loops.ts';
import { type BodyIndex, type ClosedMesh, indexBody, surfacePoint } from '../mesh/closest-point.ts';

/** The shell reaches this far into what the cloth lies on, so that no air is left between: metres. */
const INTO = 0.004;
/**
 * Where cloth hangs free the shell ends this far behind it, metres: three cells of the field, so that
 * cloth on the outer side never sees the inner one.
 */
const DEEPEST = 0.03;
/** Nearer than this the direction to the surface is noise, and the cloth's normal serves: metres. */
const TOUCHING = 1e-5;
/**
 * Cosine between the shell's way in and the cloth's own inward normal, at least: where a sleeve's web
 * stands off the body the nearest skin lies along the cloth, and a shell that way has no thickness.
 */
const LEAST_COSINE = 0.5;
/** Depths that are tried one after the other, as shares of the full one, and the least, metres. */
const DEPTHS = [0.1, 0.2, 0.35, 0.5, 0.75, 1];
const LEAST_DEPTH = 0.0005;
/** A way in is left where other cloth is nearer than this share of the way back: halfway to it. */
const OWN_NEAREST = 0.8;

/**
 * A garment as a closed mesh: its outside as it is, an inner side towards what it lies on, and a rim
 * along its openings, which so stay open. It holds the air between cloth and body as far as `DEEPEST`
 * and halfway to the cloth opposite: what went through a layer is inside, and the neck or a sleeve is not.
 *
 * @param cloth Welded, consistently wound, open at its openings.
 * @param beneath What the cloth lies on.
 */
export function layerShell(cloth: ClosedMesh, beneath: BodyIndex): ClosedMesh {
  const { positions, indices } = cloth;
  const count = positions.length / 3;
  const own = indexBody(positions, indices, []);
  const both = new Float32Array(2 * positions.length);
  both.set(positions);
  const hit = surfacePoint();
  for (let v = 0; v < count; v++) {
    const at = positions.subarray(3 * v, 3 * v + 3);
    const [x, y, z] = [at[0]!, at[1]!, at[2]!];
    const inwards = [-own.normals[3 * v]!, -own.normals[3 * v + 1]!, -own.normals[3 * v + 2]!];
    let full = INTO;
    let cosine = 1;
    beneath.closestPoint(x, y, z, Number.POSITIVE_INFINITY, hit);
    if (hit.distance > TOUCHING && !beneath.isInside(x, y, z)) {
      const d = hit.distance;
      full = Math.min(DEEPEST, d + INTO);
      cosine = leanInwards([(hit.x - x) / d, (hit.y - y) / d, (hit.z - z) / d], inwards);
    }
    let depth = LEAST_DEPTH;
    for (const share of DEPTHS) {
      const t = share * full;
      const nearest = OWN_NEAREST * cosine * t;
      const [px, py, pz] = [x + t * inwards[0]!, y + t * inwards[1]!, z + t * inwards[2]!];
      if (own.closestPoint(px, py, pz, nearest, hit)) break;
      depth = Math.max(depth, t);
    }
    for (let k = 0; k < 3; k++) both[3 * (count + v) + k] = at[k]! + depth * inwards[k]!;
  }
  const triangles = Array.from(indices);
  for (let t = 0; t < indices.length; t += 3) {
    triangles.push(count + indices[t]!, count + indices[t + 2]!, count + indices[t + 1]!);
  }
  for (const loop of boundaryLoops(indices, count)) {
    loop.forEach((from, i) => {
      const to = loop[(i + 1) % loop.length]!;
      triangles.push(to, from, count + from, to, count + from, count + to);
    });
  }
  return { positions: both, indices: Uint32Array.from(triangles) };
}

/**
 * Turns a unit direction towards the cloth's inward normal until it is within `LEAST_COSINE` of it.
 *
 * @param inwards The normal; becomes the direction.
 * @returns The cosine between the two.
 */
function leanInwards(towards: readonly number[], inwards: number[]): number {
  const normal = [...inwards];
  const dot = (a: readonly number[], b: readonly number[]) =>
    a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
  const along = dot(towards, normal);
  const side = Math.sqrt(Math.max(0, 1 - along * along));
  const cosine = Math.max(LEAST_COSINE, along);
  const sine = Math.sqrt(1 - cosine * cosine);
  for (let k = 0; k < 3; k++) {
    const aside = side > TOUCHING ? (towards[k]! - along * normal[k]!) / side : 0;
    inwards[k] = cosine * normal[k]! + sine * aside;
  }
  return cosine;
}
