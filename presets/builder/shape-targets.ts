import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What a body is before its measures are solved: MakeHuman's macro sliders, 0 to 1 (see macro.json). */
export interface BodyShape {
  readonly muscle: number;
  readonly weight: number;
  readonly proportions: number;
  readonly cup: number;
  readonly firmness: number;
  readonly height: number;
  /** Weight of single targets by path below `targets/`, without `-incr`/`-decr` endings: -1 to 1. */
  readonly details: Readonly<Record<string, number>>;
  /** Weight of single targets by full path below `targets/`: 0 to 1. */
  readonly fixed: Readonly<Record<string, number>>;
}

/** One sparse morph: vertex numbers and their moves, decimetres. */
interface ShapeTarget {
  readonly vertices: Uint32Array;
  readonly deltas: Float64Array;
}

/** Reads targets once and adds them up. */
export class ShapeTargets {
  readonly #folder: string;
  readonly #known = new Map<string, ShapeTarget>();

  /** @param folder MPFB2's `targets` folder. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Every vertex of the base mesh moved by the weighted targets of the shape; decimetres. */
  shape(base: Float64Array, shape: BodyShape): Float64Array {
    const positions = Float64Array.from(base);
    for (const [path, weight] of targetWeights(shape)) {
      const { vertices, deltas } = this.#read(path);
      for (let i = 0; i < vertices.length; i++) {
        const at = vertices[i]! * 3;
        positions[at] = positions[at]! + weight * deltas[i * 3]!;
        positions[at + 1] = positions[at + 1]! + weight * deltas[i * 3 + 1]!;
        positions[at + 2] = positions[at + 2]! + weight * deltas[i * 3 + 2]!;
      }
    }
    return positions;
  }

  #read(path: string): ShapeTarget {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const text = gunzipSync(readFileSync(join(this.#folder, `${path}.target.gz`))).toString('utf8');
    const vertices: number[] = [];
    const deltas: number[] = [];
    for (const line of text.split('\n')) {
      const fields = line.trim().split(/\s+/);
      if (fields.length !== 4 || fields[0] === '#') continue;
      vertices.push(Number(fields[0]));
      deltas.push(Number(fields[1]), Number(fields[2]), Number(fields[3]));
    }
    const target = { vertices: Uint32Array.from(vertices), deltas: Float64Array.from(deltas) };
    this.#known.set(path, target);
    return target;
  }
}

/** Weights of a slider's words: 0 the first, 0.5 the middle, 1 the last, linear between. */
function threeWords(
  value: number,
  low: string,
  middle: string,
  high: string,
): readonly (readonly [string, number])[] {
  const words: readonly (readonly [string, number])[] =
    value < 0.5
      ? [
          [low, 1 - value * 2],
          [middle, value * 2],
        ]
      : [
          [middle, 2 - value * 2],
          [high, value * 2 - 1],
        ];
  return words.filter(([, weight]) => weight > 0);
}

/** The files a shape is made of; a macro target's weight is the product of its factors (macro.json). */
function targetWeights(shape: BodyShape): Map<string, number> {
  const weights = new Map<string, number>();
  for (const people of ['african', 'asian', 'caucasian']) {
    weights.set(`macrodetails/${people}-female-young`, 1 / 3);
  }
  const muscles = threeWords(shape.muscle, 'minmuscle', 'averagemuscle', 'maxmuscle');
  const masses = threeWords(shape.weight, 'minweight', 'averageweight', 'maxweight');
  const heights = threeWords(shape.height, 'minheight', '', 'maxheight');
  const proportions = threeWords(shape.proportions, 'uncommonproportions', '', 'idealproportions');
  const cups = threeWords(shape.cup, 'mincup', 'averagecup', 'maxcup');
  const firmnesses = threeWords(shape.firmness, 'minfirmness', 'averagefirmness', 'maxfirmness');
  for (const [muscle, m] of muscles) {
    for (const [mass, w] of masses) {
      const build = `female-young-${muscle}-${mass}`;
      weights.set(`macrodetails/universal-${build}`, m * w);
      for (const [word, h] of heights) {
        if (word !== '') weights.set(`macrodetails/height/${build}-${word}`, m * w * h);
      }
      for (const [word, p] of proportions) {
        if (word !== '') weights.set(`macrodetails/proportions/${build}-${word}`, m * w * p);
      }
      for (const [cup, c] of cups) {
        for (const [firmness, f] of firmnesses) {
          // The average of both is the base shape itself and has no file.
          if (cup === 'averagecup' && firmness === 'averagefirmness') continue;
          weights.set(`breast/${build}-${cup}-${firmness}`, m * w * c * f);
        }
      }
    }
  }
  for (const [path, value] of Object.entries(shape.details)) {
    if (value !== 0) weights.set(`${path}-${value > 0 ? 'incr' : 'decr'}`, Math.abs(value));
  }
  for (const [path, value] of Object.entries(shape.fixed)) weights.set(path, value);
  return weights;
}
