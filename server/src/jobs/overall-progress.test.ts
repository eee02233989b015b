import { expect, test } from 'vitest';
import { createOverallProgress } from './overall-progress.ts';

test('the last stage at its end is the end, and progress never goes back', () => {
  const overall = createOverallProgress('generate');
  const drape = overall('drape', 0.5);
  expect(drape).toBeGreaterThan(0.3);
  expect(overall('matte', 1)).toBe(drape);
  expect(overall('render', 1)).toBe(1);
});

test('a fit counts only the stages of a fit', () => {
  const overall = createOverallProgress('fit');
  expect(overall('matte', 1)).toBe(0);
  expect(overall('pose', 1)).toBeGreaterThan(0.05);
  expect(overall('render', 2)).toBe(1);
});
