import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { authoredEaseAt } from './authored-ease.ts';
import { bodyMeasures, torsoGirthAt } from './body-measures.ts';
import { outlineEdgeLengths } from './edge-sizing.ts';
import { fitScale } from './fit-scale.ts';
import { reachRound } from './reach-round.ts';
import { roundConcaveCorner } from './round-corner.ts';
import { runLength } from './run-points.ts';
import { resampleRun, smoothRun } from './smooth-run.ts';
import { rolledX, unrolledX } from './unroll.ts';
import { waistSeat } from './waist-seat.ts';

describe('authoredEaseAt', () => {
  const spots = [
    { x: 0, y: 0, radius: 0.1, amount: 0.3 },
    { x: 0.02, y: 0, radius: 0.1, amount: 0.3 },
    { x: 1, y: 0, radius: 0.1, amount: -0.2 },
  ];

  it('is whole near a spot, fades out and never adds up along a row of spots', () => {
    const at = (x: number, y: number) => authoredEaseAt(spots, x, y, 'front').across;
    expect(at(0.01, 0)).toBeCloseTo(0.3);
    expect(at(0, 0.08)).toBeGreaterThan(0);
    expect(at(0, 0.08)).toBeLessThan(0.3);
    expect(at(0, 0.2)).toBe(0);
    expect(at(1, 0)).toBeCloseTo(-0.2);
  });

  it('is of lengths across alone, or of one side alone, where a spot says so', () => {
    const darts = [
      { x: 0, y: 0, radius: 0.1, amount: -0.1, across: true, facing: 'back' as const },
    ];
    expect(authoredEaseAt(darts, 0, 0, 'back')).toEqual({ across: -0.1, along: 0 });
    expect(authoredEaseAt(darts, 0, 0, 'front')).toEqual({ across: 0, along: 0 });
  });
});

describe('fitScale', () => {
  const cue = (alongX: number, metresPerPixel: number) => ({
    alongX,
    metresPerPixel,
    spread: 0.05,
  });

  const flat = { aspect: 1, spread: 0.03 };

  it('keeps a scale that all cues agree on', () => {
    const scale = fitScale([cue(1, 0.001), cue(0, 0.001), cue(0.5, 0.001)], flat, 1);
    expect(scale.x).toBeCloseTo(0.001, 8);
    expect(scale.y).toBeCloseTo(0.001, 8);
  });

  it('keeps the proportions of the photo where width and height disagree', () => {
    const scale = fitScale([cue(1, 0.001), cue(0, 0.0007)], flat, 1);
    expect(scale.y / scale.x).toBeGreaterThan(0.93);
    expect(scale.x).toBeLessThan(0.001);
    expect(scale.y).toBeGreaterThan(0.0007);
  });

  it('gives a projection the width that it hides', () => {
    const scale = fitScale([cue(1, 0.00135), cue(0, 0.001)], { aspect: 1 / 1.35, spread: 0.05 }, 1);
    expect(scale.x).toBeCloseTo(0.00135, 8);
    expect(scale.y).toBeCloseTo(0.001, 8);
  });

  it('grades length less than girth', () => {
    const scale = fitScale([cue(1, 0.001)], flat, 1.2);
    expect(scale.y / scale.x).toBeLessThan(0.95);
  });
});

describe('reachRound', () => {
  const levels = Array.from({ length: 40 }, (_, i) => ({
    y: -0.01 * i,
    width: 0.5,
    girth: i > 30 ? 1.1 : 0.8,
    waist: 0,
  }));

  it('widens the levels that are too narrow, their neighbours less and less, the rest not', () => {
    const factors = reachRound(levels);
    expect(factors[0]).toBeCloseTo(1);
    expect(factors[39]).toBeGreaterThan(1.1);
    expect(2 * 0.5 * factors[35]!).toBeGreaterThan(1.1);
    for (let i = 1; i < 40; i++) {
      expect(factors[i]).toBeGreaterThan(factors[i - 1]! - 1e-9);
      expect(factors[i]! - factors[i - 1]!).toBeLessThan(0.03);
    }
  });

  it('stretches nothing beyond what cloth gives', () => {
    const narrow = levels.map((level) => ({ ...level, width: 0.2 }));
    expect(Math.max(...reachRound(narrow))).toBeCloseTo(1.3);
  });

  it("lets a waist's opening out to the body, however tight the hip below it is", () => {
    const waist = (i: number) => Math.max(0, 1 - i / 10);
    const tight = levels.map((level, i) => ({ ...level, girth: 1.2, waist: waist(i) }));
    expect(reachRound(tight.map((level, i) => (i > 0 ? level : { ...level, girth: 1 })))[0]).toBe(
      1,
    );
    expect(reachRound(tight)[0]).toBeCloseTo(1.2);
  });
});

describe('unroll', () => {
  const unroll = {
    rows: [
      [0, -0.2, 0.2, 0.65, 0.65, 0.65],
      [-0.2, -0.2, 0.2, 0.65, 1, 1.2],
      [-0.3, -0.25, 0.27, 0.65, 1, 1.2],
    ] as const,
  };

  it("leaves the torso's edges, slows its middle, and keeps shoulders in shape", () => {
    expect(unrolledX(unroll, 0.2, -0.2)).toBeCloseTo(0.2);
    expect(unrolledX(unroll, -0.2, -0.2)).toBeCloseTo(-0.2);
    expect(unrolledX(unroll, 0.01, -0.2)).toBeCloseTo(0.0065, 3);
    expect(unrolledX(unroll, 0.4, -0.2)).toBeCloseTo(0.44);
    expect(unrolledX(unroll, 0.15, 0.05)).toBeCloseTo(0.0975);
    expect(unrolledX(null, 0.1, 0)).toBe(0.1);
  });

  it('is undone by rolling up', () => {
    for (let x = -0.3; x < 0.3; x += 0.013) {
      for (const y of [0.1, -0.02, -0.17, -0.5]) {
        expect(rolledX(unroll, unrolledX(unroll, x, y), y)).toBeCloseTo(x, 7);
      }
    }
  });
});

describe('outlineEdgeLengths', () => {
  /** A rectangle sampled every 5 mm, clockwise. */
  function rectangle(width: number, height: number): number[] {
    const corners = [
      [0, 0],
      [0, height],
      [width, height],
      [width, 0],
      [0, 0],
    ] as const;
    const points: number[] = [];
    for (let i = 0; i < 4; i++) {
      const [ax, ay] = corners[i]!;
      const [bx, by] = corners[i + 1]!;
      const run = resampleRun([ax, ay, bx, by], 0.005);
      points.push(...run.subarray(0, run.length - 2));
    }
    return points;
  }

  it('asks for short edges along a strap and the full length in the open', () => {
    const strap = outlineEdgeLengths(rectangle(0.015, 0.4), 0.012);
    expect(strap[40]).toBeCloseTo(0.006, 3);
    const cloth = outlineEdgeLengths(rectangle(0.4, 0.4), 0.012);
    expect(Math.min(...cloth)).toBeCloseTo(0.012);
  });
});

describe('roundConcaveCorner', () => {
  it('rounds a corner that turns left on a clockwise outline, and only that', () => {
    const before = Float64Array.of(0, 0, 0.1, 0);
    const left = roundConcaveCorner(before, Float64Array.of(0.1, 0, 0.1, 0.1), 0.025);
    expect(left.before.length).toBeGreaterThan(6);
    expect(left.after[0]).toBe(left.before.at(-2));
    expect(left.after[1]).toBe(left.before.at(-1));
    expect(Math.hypot(left.after[0]! - 0.1, left.after[1]!)).toBeGreaterThan(0.005);
    const right = roundConcaveCorner(before, Float64Array.of(0.1, 0, 0.1, -0.1), 0.025);
    expect(right.before).toBe(before);
  });
});

describe('smoothRun', () => {
  it('keeps the ends, removes a zigzag and spaces its points evenly', () => {
    const zigzag: number[] = [];
    for (let i = 0; i <= 200; i++) zigzag.push(i * 0.002, i % 2 === 0 ? 0.001 : -0.001);
    const smooth = smoothRun(zigzag, 0.006, 0.005);
    expect([...smooth.subarray(0, 2)]).toEqual(zigzag.slice(0, 2));
    expect([...smooth.subarray(-2)]).toEqual(zigzag.slice(-2));
    expect(runLength(smooth)).toBeLessThan(0.41);
    for (let i = 20; i < smooth.length - 20; i += 2) {
      expect(Math.abs(smooth[i + 1]!)).toBeLessThan(2e-4);
    }
  });
});

describe('waistSeat', () => {
  const body = bodyMeasures(exampleBody());

  it('is the waist for a snug opening, lower for a wider one, and held up by the crotch', () => {
    expect(waistSeat(0.7, null, body)).toBe(body.waistHeight);
    const low = waistSeat(0.76, null, body);
    expect(low).toBeLessThan(body.waistHeight - 0.02);
    expect(torsoGirthAt(body, low)).toBeGreaterThan(0.74);
    expect(waistSeat(0.72, 0.2, body)).toBeLessThan(body.waistHeight - 0.05);
  });
});
