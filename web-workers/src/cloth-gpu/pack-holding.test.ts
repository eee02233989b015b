import { solverSample } from '@fitroom/shared/cloth/solver-sample';
import { expect, it } from 'vitest';
import { packHolding } from './pack-holding.ts';

const RECORD = 12;
const { holding } = solverSample(6, 1);
const middle = 1;
const words = packHolding(holding, middle);
const real = new Float32Array(words.buffer);

it('an anchor record names its vertices, places and strengths; heights are from the middle', () => {
  const [anchors] = holding.anchors;
  expect(words[0]).toBe(6);
  expect([...words.subarray(words[1]!, words[1]! + 6)]).toEqual([...anchors!.vertices]);
  const place = [...real.subarray(words[2]!, words[2]! + 3)];
  expect(place).toEqual(
    [anchors!.targets[0]!, anchors!.targets[1]! - middle, anchors!.targets[2]!].map(Math.fround),
  );
  expect([...real.subarray(3, 10)]).toEqual(
    [anchors!.slack, ...anchors!.each, ...anchors!.together].map(Math.fround),
  );
});

it('rules follow, each of its kind, and share one map of the body', () => {
  const records = [1, 2, 3, 4].map((r) => words.subarray(RECORD * r, RECORD * (r + 1)));
  expect(records.map(([kind]) => kind)).toEqual([0, 1, 2, 3]);
  records.forEach(([, count, vertices], r) => {
    const rule = holding.rules[r]!;
    expect([...words.subarray(vertices!, vertices! + count!)]).toEqual([...rule.vertices]);
  });
  expect(records[0]![4]).toBe(records[2]![4]);
  const map = records[0]![4]!;
  expect(real[map + 1]).toBeCloseTo(0.8 - middle, 6);
  expect([words[map + 3], words[map + 4]]).toEqual([41, 41]);
  const tops = real.subarray(words[map + 6]!, words[map + 6]! + 41);
  expect(tops[0]).toBe(1e9);
  expect(tops[20]).toBeCloseTo(1.32 - middle, 1);
});

it('two rules of sides are refused, rather than one of them watched wrongly', () => {
  const sides = holding.rules[0]!;
  expect(() => packHolding({ anchors: [], rules: [sides, sides] }, 0)).toThrow('one rule of sides');
});
