import { parseArgs } from 'node:util';
import {
  AVATAR_IDS,
  type AvatarId,
  CATEGORIES,
  type Category,
  EASES,
  type Ease,
  GENERATORS,
  type Generator,
  METHODS,
  type Method,
  QUALITIES,
  type Quality,
} from '@fitroom/shared/garment/vocabulary';

/** The choices that `tryon` and `batch` share. */
export interface TryOnChoices {
  readonly avatar: AvatarId;
  readonly category: Category | 'auto';
  readonly generator: Generator;
  readonly quality: Quality;
  readonly ease: Ease;
  readonly widthCm: number | null;
  readonly method: Method;
  readonly obj: boolean;
}

export type Command =
  | { readonly name: 'help' }
  | {
      readonly name: 'tryon';
      readonly photo: string;
      readonly out: string;
      readonly json: boolean;
      readonly choices: TryOnChoices;
    }
  | {
      readonly name: 'batch';
      readonly paths: readonly string[];
      readonly out: string;
      readonly json: boolean;
      readonly choices: TryOnChoices;
    };

/** The command line itself is wrong; the message says what was expected. */
export class UsageError extends Error {}

/** Centimetres: narrower is no garment, wider no photo of one. */
const NARROWEST_CM = 10;
const WIDEST_CM = 250;

/** @throws {UsageError} */
export function parseArguments(words: readonly string[]): Command {
  const { values, positionals } = parsed(words);
  const [name, ...paths] = positionals;
  if (values.help || name === 'help' || (name === undefined && words.length === 0)) {
    return { name: 'help' };
  }
  if (name !== 'tryon' && name !== 'batch') {
    throw new UsageError(`Expected "tryon" or "batch", got ${name ? `"${name}"` : 'nothing'}.`);
  }
  if (!values.out) throw new UsageError('Say where the results go: --out DIR.');
  const choices: TryOnChoices = {
    avatar: oneOf('avatar', values.avatar ?? 'regular', AVATAR_IDS),
    category: oneOf('category', values.category ?? 'auto', ['auto', ...CATEGORIES]),
    generator: oneOf('generator', values.generator ?? 'panels', GENERATORS),
    quality: oneOf('quality', values.quality ?? 'med', QUALITIES),
    ease: oneOf('ease', values.ease ?? 'regular', EASES),
    widthCm: width(values['width-cm']),
    method: oneOf('method', values.method ?? 'drape', METHODS),
    obj: values.obj ?? false,
  };
  const json = values.json ?? false;
  if (name === 'batch') {
    if (paths.length === 0) throw new UsageError('Name at least one photo or folder.');
    return { name, paths, out: values.out, json, choices };
  }
  const [photo, ...more] = paths;
  if (photo === undefined) throw new UsageError('Name the photo.');
  if (more.length > 0) {
    throw new UsageError(`tryon takes one photo, got ${paths.length}; "batch" takes many.`);
  }
  return { name, photo, out: values.out, json, choices };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        out: { type: 'string', short: 'o' },
        avatar: { type: 'string' },
        category: { type: 'string' },
        generator: { type: 'string' },
        quality: { type: 'string' },
        ease: { type: 'string' },
        'width-cm': { type: 'string' },
        method: { type: 'string' },
        obj: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === value);
  if (found === undefined) {
    throw new UsageError(`--${option} is one of ${allowed.join(', ')}; got "${value}".`);
  }
  return found;
}

function width(value: string | undefined): number | null {
  if (value === undefined) return null;
  const centimetres = Number(value);
  if (!(centimetres >= NARROWEST_CM && centimetres <= WIDEST_CM)) {
    throw new UsageError(
      `--width-cm is the garment's width laid flat, ${NARROWEST_CM} to ${WIDEST_CM}; got "${value}".`,
    );
  }
  return centimetres;
}
