import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { bundleAlone, bundlePlugin } from './bundle-alone.ts';

const SOURCE = `
  export const min = (a: number, b: number) => Math.min(a, b);
  export const max = (a: number, b: number) => Math.max(a, b);
  export const minOf3 = (a: number, b: number, c: number) => Math.min(a, b, c);
  export const maxOf3 = (a: number, b: number, c: number) => Math.max(a, b, c);
  export const within = (a: number) => Math.max(-1, Math.min(1, a));
  export const ofMany = (...all: number[]) => Math.max(...all) - Math.min(...all);
  export const none = () => Math.min();
`;
const NUMBERS = [-Infinity, -1.5, -0, 0, 1e-9, 1, 2, 2.5, Infinity, Number.NaN];

const plugin = await bundlePlugin('plain-maths');
const bundled = (...path: string[]) => bundleAlone(SOURCE, plugin, ...path);

it('takes the smaller and the larger as the built-in functions do', async () => {
  const code = await bundled('shared', 'src');
  const ours: Record<string, (...given: number[]) => number> = {};
  runInNewContext(code, { exports: ours, module: { exports: ours } });
  const called = (name: string, ...given: number[]) => ours[name]?.(...given);
  for (const a of NUMBERS) {
    expect(called('within', a)).toBe(Math.max(-1, Math.min(1, a)));
    for (const b of NUMBERS) {
      expect(called('min', a, b)).toBe(Math.min(a, b));
      expect(called('max', a, b)).toBe(Math.max(a, b));
      for (const c of NUMBERS) {
        expect(called('minOf3', a, b, c)).toBe(Math.min(a, b, c));
        expect(called('maxOf3', a, b, c)).toBe(Math.max(a, b, c));
      }
    }
  }
  expect(called('ofMany', 3, 1, 2, 5)).toBe(4);
  expect(called('none')).toBe(Infinity);
  // Calls are left for what is alike, and where their number is not known.
  expect(code.match(/Math\.m(in|ax)\(/g)?.length).toBe(2 + 2 + 1);
});

it('leaves libraries as they are', async () => {
  expect(await bundled('node_modules', 'library')).not.toMatch(/fitroomM(in|ax)/);
});
