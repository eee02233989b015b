import { expect, test } from 'vitest';
import type { RunProgram } from '../diagnosis/finding.ts';
import { countNeuralPlaces } from './neural-places.ts';

const cards: RunProgram = async () => ({
  status: 0,
  output:
    'Tesla T4, 580.95.05, 7.5, 15360, 14900\nNVIDIA L4, 580.95.05, 8.9, 23034, 22563\nNVIDIA H100 80GB HBM3, 580.95.05, 9.0, 81559, 81079\n',
});

test('as many jobs run at once as the memory of the GPU holds', async () => {
  expect(await countNeuralPlaces('auto', 'cuda', undefined, cards)).toBe(1);
  expect(await countNeuralPlaces('auto', 'cuda', '1', cards)).toBe(2);
  expect(await countNeuralPlaces('auto', 'cuda', '2,0', cards)).toBe(10);
  expect(await countNeuralPlaces('auto', 'cuda', 'GPU-8f0a', cards)).toBe(1);
});

test('one on a CPU, one where the driver says nothing, and what an operator says', async () => {
  const silent: RunProgram = async () => ({ status: null, output: '' });
  expect(await countNeuralPlaces('auto', 'cpu', undefined, cards)).toBe(1);
  expect(await countNeuralPlaces('auto', 'cuda', undefined, silent)).toBe(1);
  expect(await countNeuralPlaces(4, 'cpu', undefined, silent)).toBe(4);
});
