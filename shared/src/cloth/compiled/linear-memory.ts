import { type WasmModule, webAssembly } from './web-assembly.ts';

const PAGE_BYTES = 65_536;
/** Pairs of doubles are read quickest from multiples of this. */
const ALIGNMENT = 16;

/** What an array of a module's is: how many numbers of which kind. */
export type ArrayWish =
  | { readonly doubles: number }
  | { readonly singles: number }
  | { readonly integers: number };

type ArrayOf<Wish> = Wish extends { readonly doubles: number }
  ? Float64Array
  : Wish extends { readonly singles: number }
    ? Float32Array
    : Uint32Array;

/** A module's functions and their arrays, in a memory that no other has; an array's `byteOffset` is its pointer. */
export interface LinearMemory<Exports, Wishes> {
  readonly exports: Exports;
  readonly arrays: { readonly [Name in keyof Wishes]: ArrayOf<Wishes[Name]> };
}

/** @returns Null where there is no WebAssembly, or no memory left for it. */
export function linearMemory<Exports, Wishes extends Readonly<Record<string, ArrayWish>>>(
  module: WasmModule,
  wishes: Wishes,
): LinearMemory<Exports, Wishes> | null {
  if (webAssembly === null) return null;
  let end = 0;
  const places = Object.entries(wishes).map(([name, wish]) => {
    const at = end;
    end += Math.ceil(bytesOf(wish) / ALIGNMENT) * ALIGNMENT;
    return { name, wish, at };
  });
  try {
    const memory = new webAssembly.Memory({ initial: Math.ceil(end / PAGE_BYTES) });
    const { exports } = new webAssembly.Instance(module, { env: { memory } });
    const arrays = places.map(({ name, wish, at }) => [name, viewOf(memory.buffer, at, wish)]);
    return {
      exports: exports as Exports,
      arrays: Object.fromEntries(arrays) as LinearMemory<Exports, Wishes>['arrays'],
    };
  } catch {
    // Engines set aside more than is asked for, and say no where very many cloths are simulated at once.
    return null;
  }
}

function bytesOf(wish: ArrayWish): number {
  if ('doubles' in wish) return wish.doubles * Float64Array.BYTES_PER_ELEMENT;
  return 'singles' in wish
    ? wish.singles * Float32Array.BYTES_PER_ELEMENT
    : wish.integers * Uint32Array.BYTES_PER_ELEMENT;
}

function viewOf(buffer: ArrayBuffer, at: number, wish: ArrayWish) {
  if ('doubles' in wish) return new Float64Array(buffer, at, wish.doubles);
  return 'singles' in wish
    ? new Float32Array(buffer, at, wish.singles)
    : new Uint32Array(buffer, at, wish.integers);
}
