import type { Cloth } from './cloth.ts';

/** One over (sum of w K^2 + compliance / dt^2) of each hinge, for one time step. */
export function hingeFactors(cloth: Cloth, dt: number): Float64Array {
  const { hinges, hingeWeights, hingeCompliances, inverseMasses } = cloth;
  return hingeCompliances.map((compliance, h) => {
    let sum = compliance / (dt * dt);
    for (let k = 4 * h; k < 4 * h + 4; k++) {
      sum += inverseMasses[hinges[k]!]! * hingeWeights[k]! ** 2;
    }
    return 1 / sum;
  });
}

/** One Gauss-Seidel pass of the quadratic bending energy, each hinge's K x driven towards zero. */
export function solveBending(cloth: Cloth, factors: Float64Array, x: Float64Array): void {
  const { hinges, hingeWeights, inverseMasses } = cloth;
  for (let h = 0; h < factors.length; h++) {
    const i = 4 * h;
    const va = hinges[i]!;
    const vb = hinges[i + 1]!;
    const vc = hinges[i + 2]!;
    const vd = hinges[i + 3]!;
    const ka = hingeWeights[i]!;
    const kb = hingeWeights[i + 1]!;
    const kc = hingeWeights[i + 2]!;
    const kd = hingeWeights[i + 3]!;
    const a = 3 * va;
    const b = 3 * vb;
    const c = 3 * vc;
    const d = 3 * vd;
    const factor = -factors[h]!;
    const ex = (ka * x[a]! + kb * x[b]! + kc * x[c]! + kd * x[d]!) * factor;
    const ey = (ka * x[a + 1]! + kb * x[b + 1]! + kc * x[c + 1]! + kd * x[d + 1]!) * factor;
    const ez = (ka * x[a + 2]! + kb * x[b + 2]! + kc * x[c + 2]! + kd * x[d + 2]!) * factor;
    const wa = ka * inverseMasses[va]!;
    const wb = kb * inverseMasses[vb]!;
    const wc = kc * inverseMasses[vc]!;
    const wd = kd * inverseMasses[vd]!;
    x[a]! += wa * ex;
    x[a + 1]! += wa * ey;
    x[a + 2]! += wa * ez;
    x[b]! += wb * ex;
    x[b + 1]! += wb * ey;
    x[b + 2]! += wb * ez;
    x[c]! += wc * ex;
    x[c + 1]! += wc * ey;
    x[c + 2]! += wc * ez;
    x[d]! += wd * ex;
    x[d + 1]! += wd * ey;
    x[d + 2]! += wd * ez;
  }
}
