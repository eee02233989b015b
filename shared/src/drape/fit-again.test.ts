import { describe, expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { EXACT, fitAgain } from './fit-again.ts';

const COLUMNS = 24;
const SPACING = 0.012;

/** A square of cloth in one plane, worn `across` and `along` times as wide and as long as cut where x is beyond the middle. */
function worn(across: number, along: number) {
  const sewn = gridGarment({ columns: COLUMNS, rows: COLUMNS, spacing: SPACING });
  const middle = (COLUMNS / 2) * SPACING;
  const positions = Float64Array.from({ length: 3 * sewn.vertexCount }, (_, i) => {
    const v = Math.floor(i / 3);
    const x = sewn.flat[2 * v]!;
    const wide = x > middle ? middle + across * (x - middle) : x;
    return [wide, (x > middle ? along : 1) * sewn.flat[2 * v + 1]!, 0][i % 3]!;
  });
  return { sewn, positions };
}

function layersOf(count: number, at: readonly number[] = []): Float32Array {
  const layers = new Float32Array(count).fill(1);
  for (const v of at) layers[v] = 16;
  return layers;
}

/** Ease at the vertex nearest to shares of the square's sides. */
function easeNear(
  sewn: ReturnType<typeof fitAgain>,
  ease: Float32Array,
  x: number,
  y: number,
): number {
  const side = COLUMNS * SPACING;
  let nearest = 0;
  const away = (v: number) =>
    Math.hypot(sewn.flat[2 * v]! - x * side, Math.abs(sewn.flat[2 * v + 1]!) - y * side);
  for (let v = 1; v < sewn.vertexCount; v++) if (away(v) < away(nearest)) nearest = v;
  return ease[nearest]!;
}

describe('fitAgain', () => {
  it('lets out across what is drawn across, there and that way alone', () => {
    const { sewn, positions } = worn(1.1, 1);
    const fitted = fitAgain(sewn, layersOf(sewn.vertexCount), positions, null);
    // Some more than was found: the cloth gives part of it to its neighbours.
    expect(easeNear(fitted, fitted.easeAcross, 0.9, 0.5)).toBeGreaterThan(0.1);
    expect(easeNear(fitted, fitted.easeAcross, 0.9, 0.5)).toBeLessThan(0.19);
    expect(easeNear(fitted, fitted.easeAlong, 0.9, 0.5)).toBeLessThan(0.02);
    expect(easeNear(fitted, fitted.easeAcross, 0.1, 0.5)).toBeCloseTo(0, 3);
  });

  it('takes in what is crowded, by no more than a fitting can', () => {
    const crowded = worn(0.95, 1);
    const little = fitAgain(
      crowded.sewn,
      layersOf(crowded.sewn.vertexCount),
      crowded.positions,
      null,
    );
    expect(easeNear(little, little.easeAcross, 0.9, 0.5)).toBeLessThan(-0.05);
    expect(easeNear(little, little.easeAcross, 0.9, 0.5)).toBeGreaterThan(-0.095);
    const heaped = worn(0.5, 1);
    const much = fitAgain(heaped.sewn, layersOf(heaped.sewn.vertexCount), heaped.positions, null);
    expect(Math.min(...much.easeAcross)).toBeGreaterThanOrEqual(-0.1201);
  });

  it('changes nothing of cloth that hangs as it is cut', () => {
    const { sewn, positions } = worn(1, 1);
    const fitted = fitAgain(sewn, layersOf(sewn.vertexCount), positions, null);
    for (const ease of [...fitted.easeAcross, ...fitted.easeAlong]) expect(ease).toBeCloseTo(0, 5);
  });

  it('adds to ease that was there, and finds nothing more once it is in', () => {
    const { sewn, positions } = worn(1.1, 1);
    const layers = layersOf(sewn.vertexCount);
    let fitted = sewn;
    for (let n = 0; n < 6; n++) fitted = fitAgain(fitted, layers, positions, null, EXACT);
    expect(easeNear(fitted, fitted.easeAcross, 0.9, 0.5)).toBeCloseTo(0.1, 3);
  });

  it('lets a chest out at its sides and hardly in the middle', () => {
    const { sewn } = worn(1, 1);
    const side = COLUMNS * SPACING;
    const centred = { ...sewn, flat: sewn.flat.map((c, i) => (i % 2 === 0 ? c - side / 2 : c)) };
    const drawn = Float64Array.from({ length: 3 * sewn.vertexCount }, (_, i) => {
      const v = Math.floor(i / 3);
      return [1.05 * centred.flat[2 * v]!, centred.flat[2 * v + 1]!, 0][i % 3]!;
    });
    const fitted = fitAgain(centred, layersOf(sewn.vertexCount), drawn, side / 2);
    const at = (x: number) => easeNear({ ...fitted, flat: sewn.flat }, fitted.easeAcross, x, 0.5);
    expect(at(0.5)).toBeLessThan(0.02);
    expect(at(0.95)).toBeGreaterThan(0.08);
    expect(at(0.05)).toBeCloseTo(at(0.95), 3);
  });

  it('leaves bands their length', () => {
    const { sewn, positions } = worn(1.1, 1.1);
    const band = Array.from({ length: sewn.vertexCount }, (_, v) => v).filter(
      (v) => Math.abs(sewn.flat[2 * v + 1]!) < 2 * SPACING,
    );
    const fitted = fitAgain(sewn, layersOf(sewn.vertexCount, band), positions, null);
    for (const v of band) expect(fitted.easeAcross[v]).toBe(0);
  });
});
