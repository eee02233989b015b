import { seededRandom } from '@fitroom/shared/math/seeded-random';

/** Choices that a seed repeats. */
export interface RandomChoices {
  /** In [0, 1). */
  fraction(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True in that share of the calls. */
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** One of the named weights' keys, each as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  bytes(length: number): Buffer;
  /** A sequence of its own, so that what one part draws does not move the others. */
  fork(): RandomChoices;
}

export function randomChoices(seed: number): RandomChoices {
  const next = seededRandom(seed);
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    fraction: next,
    whole,
    chance: (share) => next() < share,
    pick: (items) => {
      if (items.length === 0) throw new Error('There is nothing to choose from.');
      return items[whole(0, items.length - 1)]!;
    },
    weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
      const entries = Object.entries<number>(weights);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name as Name;
      }
      return entries.at(-1)![0] as Name;
    },
    bytes: (length) => Buffer.from(Array.from({ length }, () => whole(0, 255))),
    fork: () => randomChoices(whole(0, 2 ** 32 - 1)),
  };
}
