import { expect, it } from 'vitest';
import { fitScale, type ScaleCue } from './fit-scale.ts';

const FLAT = { aspect: 1, spread: 0.03 };
const across = (metresPerPixel: number, spread: number): ScaleCue => ({
  alongX: 1,
  metresPerPixel,
  spread,
});
const along = (metresPerPixel: number, spread: number): ScaleCue => ({
  alongX: 0,
  metresPerPixel,
  spread,
});

it('is as sure of a width as its own cue, narrowed by what heights say through the aspect', () => {
  const { widthError, heightError } = fitScale([across(0.001, 0.05)], FLAT, 1);
  expect(widthError).toBeCloseTo(0.05, 6);
  // A height is known by the width and the aspect alone.
  expect(heightError).toBeCloseTo(Math.hypot(0.05, 0.03), 6);
  const both = fitScale([across(0.001, 0.05), along(0.001, 0.04)], FLAT, 1);
  expect(both.widthError).toBeCloseTo(1 / Math.hypot(1 / 0.05, 1 / Math.hypot(0.04, 0.03)), 6);
});

it('is no less sure of a width for lengths that disagree among themselves', () => {
  const agreed = [across(0.001, 0.05), along(0.001, 0.1), along(0.001, 0.1)];
  const apart = [across(0.001, 0.05), along(0.0007, 0.1), along(0.001 ** 2 / 0.0007, 0.1)];
  const sure = fitScale(agreed, FLAT, 1);
  const unsure = fitScale(apart, FLAT, 1);
  expect(unsure.heightError).toBeGreaterThan(1.05 * sure.heightError);
  // They narrow it less, that is all.
  expect(unsure.widthError).toBeGreaterThan(sure.widthError);
  expect(unsure.widthError).toBeLessThan(0.05);
});

it('takes no help from lengths for a width where widths and lengths contradict each other', () => {
  const sure = fitScale([across(0.001, 0.05), along(0.001, 0.04)], FLAT, 1);
  const torn = fitScale([across(0.001, 0.05), along(0.0014, 0.04)], FLAT, 1);
  expect(sure.widthError).toBeLessThan(0.036);
  expect(torn.widthError).toBeCloseTo(0.05, 6);
  expect(torn.heightError).toBeGreaterThan(0.1);
});
