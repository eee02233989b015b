import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { bundleAlone, bundlePlugin } from './bundle-alone.ts';

const SOURCE = `
  const said: string[] = [];
  const say = (word: string): string => { said.push(word); return word; };
  export const order = (): string => {
    said.length = 0;
    const [b, a] = [say('first'), say('second')];
    return [a, b, ...said].join(' ');
  };
  export const swapped = (x: number, y: number): number[] => {
    let [low, high] = [x, y];
    if (low > high) [low, high] = [high, low];
    return [low, high];
  };
  export const nested = (x: number): number => {
    const one = 1, [sum, twice] = [(x, x + one), ((n: number) => { const [p, q] = [n, n]; return p + q; })(x)];
    return 100 * sum + twice;
  };
  export const looped = (): number => {
    let all = 0;
    for (let [i, j] = [0, 3]; i < j; i += 1) all += 10 * i + j;
    return all;
  };
  export const fewer = (list: number[]): unknown => {
    const [a, , c] = [1, 2, 3];
    const [d, e = 5] = [4, undefined];
    const [first, ...rest] = [...list, 9];
    const [{ length }, [inner]] = ['four', [7]];
    return [a, c, d, e, first, rest, length, inner].join(' ');
  };
`;

const plugin = await bundlePlugin('plain-tuples');
const bundled = (...path: string[]) => bundleAlone(SOURCE, plugin, ...path);

it('declares name by name what was declared as a tuple, in its order, and nothing else', async () => {
  const code = await bundled('shared', 'src');
  expect(code).not.toMatch(/\[b, a\] =|let \[low, high\]|\[sum, twice\] =|\[p, q\] =|\[i, j\] =/);
  const ours: Record<string, (...given: unknown[]) => unknown> = {};
  runInNewContext(code, { exports: ours, module: { exports: ours } });
  expect(ours.order?.()).toBe('second first first second');
  expect(String(ours.swapped?.(2, 1))).toBe('1,2');
  expect(ours.nested?.(3)).toBe(406);
  expect(ours.looped?.()).toBe(39);
  expect(ours.fewer?.([6, 8])).toBe('1 3 4 5 6 8,9 4 7');
});

it('leaves other sources alone', async () => {
  expect(await bundled('node_modules', 'library')).toMatch(/\[b, a\] =/);
});
