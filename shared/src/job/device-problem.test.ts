import { expect, test } from 'vitest';
import { deviceProblemOf } from './device-problem.ts';

test.each([
  ['Array buffer allocation failed', 'device-memory'],
  ['WebAssembly.Memory(): could not allocate memory', 'device-memory'],
  ["Can't create a session. ERROR_CODE: 1, std::bad_alloc", 'device-memory'],
  ['Out of memory', 'device-memory'],
  ['no available backend found. ERR: [wasm] x', 'device-runtime'],
  ['WebAssembly is not defined', 'device-runtime'],
  ['This browser gives no 2D canvas to read pixels from.', 'device-runtime'],
  ["Cannot read properties of undefined (reading 'length')", null],
] as const)('%s', (message, problem) => {
  expect(deviceProblemOf(message)).toBe(problem);
});
