import type { BodyDepths } from '@fitroom/shared/body/body-depths';
import type { Holding } from '@fitroom/shared/cloth/cloth-solver';
import type { Rule } from '@fitroom/shared/cloth/rules';

/** Words a record of the kernel. */
export const RECORD = 12;
/** Stands for no body in a column: WGSL knows no infinity. Metres. */
export const NOTHING_THERE = 1e9;
/** As `keep` in cloth-kernel.wgsl.ts tells them apart. */
const KINDS: Readonly<Record<Rule['kind'], number>> = {
  'keep-sides': 0,
  'draw-to-body': 1,
  'rest-on-tops': 2,
  'hold-apart': 3,
};

/**
 * Anchors and rules as the kernel reads them: a record each, then the arrays they refer to.
 *
 * @param middle Metres: from where heights are measured on the device.
 * @throws {Error} for more than one rule of sides: the kernel counts the calls of one.
 */
export function packHolding({ anchors, rules }: Holding, middle: number): Uint32Array<ArrayBuffer> {
  if (rules.filter(({ kind }) => kind === 'keep-sides').length > 1) {
    throw new Error('A cloth on a device can have one rule of sides.');
  }
  const words = new Words(RECORD * (anchors.length + rules.length));
  anchors.forEach(({ vertices, targets, slack, each, together }, a) => {
    words.record(RECORD * a, [
      { whole: vertices.length },
      { whole: words.whole(vertices) },
      { whole: words.real(targets.map((value, i) => (i % 3 === 1 ? value - middle : value))) },
      ...[slack, ...each, ...together],
    ]);
  });
  const maps = new Map<BodyDepths, number>();
  const mapOf = (depths: BodyDepths): number => {
    const at = maps.get(depths) ?? packDepths(words, depths, middle);
    maps.set(depths, at);
    return at;
  };
  rules.forEach((rule, r) => {
    words.record(RECORD * (anchors.length + r), [
      { whole: KINDS[rule.kind] },
      { whole: rule.vertices.length },
      { whole: words.whole(rule.vertices) },
      ...fieldsOf(rule, words, mapOf, middle),
    ]);
  });
  return words.all();
}

type Field = number | { readonly whole: number };

function fieldsOf(
  rule: Rule,
  words: Words,
  mapOf: (depths: BodyDepths) => number,
  middle: number,
): Field[] {
  switch (rule.kind) {
    case 'keep-sides':
      return [{ whole: words.real(rule.sides) }, { whole: mapOf(rule.depths) }];
    case 'draw-to-body':
      return [rule.play, rule.share];
    case 'rest-on-tops':
      return [
        { whole: words.real(rule.shares) },
        { whole: mapOf(rule.depths) },
        rule.inner,
        rule.innerHeight - middle,
        rule.gap,
        rule.play,
      ];
    case 'hold-apart':
      return [
        { whole: words.real(rule.sides) },
        { whole: words.real(rule.gaps) },
        rule.share,
        rule.touches ? 1 : 0,
      ];
  }
}

function packDepths(words: Words, depths: BodyDepths, middle: number): number {
  const { origin, cell, size, middles, tops } = depths;
  const heights = tops.map((top) =>
    top === Number.POSITIVE_INFINITY ? NOTHING_THERE : top - middle,
  );
  const middlesAt = words.real(middles);
  const topsAt = words.real(heights);
  const at = words.real([origin[0], origin[1] - middle, cell]);
  words.whole([...size, middlesAt, topsAt]);
  return at;
}

/** A growing list of words that are whole numbers or single precision's bits. */
class Words {
  readonly #words: number[];
  readonly #one = new Float32Array(1);
  readonly #bits = new Uint32Array(this.#one.buffer);

  constructor(reserved: number) {
    this.#words = new Array<number>(reserved).fill(0);
  }

  /** @returns where they begin. */
  whole(values: ArrayLike<number>): number {
    const at = this.#words.length;
    for (let i = 0; i < values.length; i++) this.#words.push(values[i]!);
    return at;
  }

  real(values: ArrayLike<number>): number {
    const at = this.#words.length;
    for (let i = 0; i < values.length; i++) this.#words.push(this.#bitsOf(values[i]!));
    return at;
  }

  record(at: number, fields: readonly Field[]): void {
    fields.forEach((field, i) => {
      this.#words[at + i] = typeof field === 'number' ? this.#bitsOf(field) : field.whole;
    });
  }

  all(): Uint32Array<ArrayBuffer> {
    return Uint32Array.from(this.#words);
  }

  #bitsOf(value: number): number {
    this.#one[0] = value;
    return this.#bits[0]!;
  }
}
