import { expect, test } from 'vitest';
import { type PriorNetwork, U2NETP } from './matte-prior.ts';
import { priorBelief, priorInput, priorMap } from './prior-tensor.ts';

const PLAIN: PriorNetwork = {
  name: 'plain',
  size: 2,
  divisor: 255,
  mean: [0.5, 0.5, 0.5],
  deviation: [1, 0.5, 0.25],
  output: 'probability',
};
const grey = (value: number) => ({
  width: 4,
  height: 4,
  data: new Uint8ClampedArray(64).fill(value),
});

test('channels are divided, centred and scaled, plane after plane', () => {
  const input = priorInput(grey(255), PLAIN);
  expect([...input]).toEqual([0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1, 2, 2, 2, 2]);
});

test('divided by its largest value, a dark photo looks like a bright one', () => {
  const network = { ...PLAIN, divisor: 'largest' } as const;
  expect(priorInput(grey(40), network)).toEqual(priorInput(grey(200), network));
  expect(priorInput(grey(40), PLAIN)).not.toEqual(priorInput(grey(200), PLAIN));
});

test('logits become probabilities, which are not stretched; saliency is', () => {
  const logit = { ...PLAIN, output: 'logit' } as const;
  const belief = priorBelief(Float32Array.of(-20, 0, 0, Math.log(3)), logit);
  expect(belief[0]).toBeCloseTo(0, 6);
  expect(belief[3]).toBeCloseTo(0.75, 6);
  expect(Math.max(...priorMap(belief, logit, 2, 2))).toBeCloseTo(0.75, 6);
  const saliency = { ...U2NETP, size: 2 };
  const map = priorMap(Float32Array.of(0.1, 0.2, 0.2, 0.3), saliency, 2, 2);
  expect([Math.min(...map), Math.max(...map)]).toEqual([0, 1]);
});
