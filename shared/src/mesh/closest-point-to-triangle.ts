/**
 * Weights of the closest point of a triangle: `weights[0] a + weights[1] b + weights[2] c`.
 *
 * Voronoi regions after Ericson, Real-Time Collision Detection (2005), section 5.1.5. On a triangle
 * without area the point lies on the longest run of its corners that the regions allow.
 *
 * @param positions xyz triples, metres; read only.
 * @param a Vertex number of the first corner; `b` and `c` likewise.
 * @param weights Receives the three weights; each is 0..1 and they sum to 1.
 * @returns The squared distance, square metres.
 */
export function closestPointToTriangle(
  positions: Float32Array,
  a: number,
  b: number,
  c: number,
  px: number,
  py: number,
  pz: number,
  weights: Float64Array,
): number {
  const ax = positions[3 * a]!;
  const ay = positions[3 * a + 1]!;
  const az = positions[3 * a + 2]!;
  const abx = positions[3 * b]! - ax;
  const aby = positions[3 * b + 1]! - ay;
  const abz = positions[3 * b + 2]! - az;
  const acx = positions[3 * c]! - ax;
  const acy = positions[3 * c + 1]! - ay;
  const acz = positions[3 * c + 2]! - az;
  const apx = px - ax;
  const apy = py - ay;
  const apz = pz - az;

  // The names d1..d6 and va..vc are Ericson's.
  const d1 = abx * apx + aby * apy + abz * apz;
  const d2 = acx * apx + acy * apy + acz * apz;
  let v = 0;
  let w = 0;
  if (d1 > 0 || d2 > 0) {
    const bpx = apx - abx;
    const bpy = apy - aby;
    const bpz = apz - abz;
    const d3 = abx * bpx + aby * bpy + abz * bpz;
    const d4 = acx * bpx + acy * bpy + acz * bpz;
    const cpx = apx - acx;
    const cpy = apy - acy;
    const cpz = apz - acz;
    const d5 = abx * cpx + aby * cpy + abz * cpz;
    const d6 = acx * cpx + acy * cpy + acz * cpz;
    const vc = d1 * d4 - d3 * d2;
    const vb = d5 * d2 - d1 * d6;
    const va = d3 * d6 - d5 * d4;
    if (d3 >= 0 && d4 <= d3) {
      v = 1;
    } else if (d6 >= 0 && d5 <= d6) {
      w = 1;
    } else if (vc <= 0 && d1 >= 0 && d3 <= 0) {
      v = d1 === d3 ? 0 : d1 / (d1 - d3);
    } else if (vb <= 0 && d2 >= 0 && d6 <= 0) {
      w = d2 === d6 ? 0 : d2 / (d2 - d6);
    } else if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
      const span = d4 - d3 + (d5 - d6);
      w = span === 0 ? 0 : (d4 - d3) / span;
      v = 1 - w;
    } else {
      const inverse = 1 / (va + vb + vc);
      v = vb * inverse;
      w = vc * inverse;
    }
  }
  weights[0] = 1 - v - w;
  weights[1] = v;
  weights[2] = w;
  const dx = apx - abx * v - acx * w;
  const dy = apy - aby * v - acy * w;
  const dz = apz - abz * v - acz * w;
  return dx * dx + dy * dy + dz * dz;
}
