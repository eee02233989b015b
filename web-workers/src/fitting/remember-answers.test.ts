import { U2NETP } from '@fitroom/shared/matte/matte-prior';
import { expect, test } from 'vitest';
import { rememberAnswers } from './remember-answers.ts';

test('the same input is answered from memory, the oldest of many is forgotten', async () => {
  const asked: number[] = [];
  const prior = rememberAnswers({
    network: U2NETP,
    async run(input) {
      asked.push(input[0]!);
      return Float32Array.of(10 * input[0]!);
    },
  });
  for (const value of [1, 2, 1, 2]) {
    expect(await prior.run(Float32Array.of(value, 0))).toEqual(Float32Array.of(10 * value));
  }
  expect(asked).toEqual([1, 2]);
  for (const value of [3, 4, 5, 1]) await prior.run(Float32Array.of(value, 0));
  expect(asked).toEqual([1, 2, 3, 4, 5, 1]);
});

test('an input that is written over afterwards is not taken for the one before', async () => {
  const prior = rememberAnswers({ network: U2NETP, run: async (input) => input.slice() });
  const input = Float32Array.of(1);
  await prior.run(input);
  input[0] = 2;
  expect(await prior.run(input)).toEqual(Float32Array.of(2));
});
