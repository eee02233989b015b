import { boundaryLoops } from '../mesh/boundary-loops.ts';
import { type BodyIndex, type ClosedMesh, surfacePoint } from '../mesh/closest-point.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';

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
 * A garment as a closed mesh: its outside as it is, an inner side towards what it lies on, and a rim
 * along its openings, which so stay open. It holds the air between cloth and body as far as `DEEPEST`:
 * cloth that went through a layer is inside, wherever it ended, and the neck or a sleeve is not.
 *
 * @param cloth Welded, consistently wound, open at its openings.
 * @param beneath What the cloth lies on.
 */
export function layerShell(cloth: ClosedMesh, beneath: BodyIndex): ClosedMesh {
  const { positions, indices } = cloth;
  const count = positions.length / 3;
  const normals = vertexNormals(positions, indices);
  const both = new Float32Array(2 * positions.length);
  both.set(positions);
  const hit = surfacePoint();
  for (let v = 0; v < count; v++) {
    const [x, y, z] = [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!];
    beneath.closestPoint(x, y, z, Number.POSITIVE_INFINITY, hit);
    const towards = [hit.x - x, hit.y - y, hit.z - z];
    const outside = hit.distance > TOUCHING && !beneath.isInside(x, y, z);
    const depth = outside ? Math.min(DEEPEST, hit.distance + INTO) : INTO;
    for (let k = 0; k < 3; k++) {
      const inwards = outside ? towards[k]! / hit.distance : -normals[3 * v + k]!;
      both[3 * (count + v) + k] = positions[3 * v + k]! + depth * inwards;
    }
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
