import { parseArgs } from 'node:util';
import {
  AVATAR_IDS,
  type AvatarId,
  CATEGORIES,
  type Category,
  EASES,
  type Ease,
  FABRIC_CHOICES,
  type FabricChoice,
  FRONT_WEARS,
  type FrontWear,
  GENERATORS,
  type Generator,
  METHODS,
  type Method,
  QUALITIES,
  type Quality,
  TEXTURE_SIZES,
  type TextureSize,
} from '@fitroom/shared/garment/vocabulary';
import { POSE_NAMES, type PoseName } from '@fitroom/shared/posing/named-poses';

/** What every command may be told about the garment and who wears it. */
export interface TryOnChoices {
  readonly avatar: AvatarId;
  readonly category: Category | 'auto';
  readonly generator: Generator;
  readonly quality: Quality;
  readonly ease: Ease;
  readonly fabric: FabricChoice;
  readonly widthCm: number | null;
  /** A label as it is sewn in, for example `M` or `EU 40`. */
  readonly size: string | null;
  readonly front: FrontWear;
  /** Longer side of the texture, pixels. */
  readonly texturePx: TextureSize;
  /** A photo of the garment's back. */
  readonly back: string | null;
  /** A JSON file of landmarks that were set by hand. */
  readonly landmarks: string | null;
  /** Null is the one that comes with Fitroom. */
  readonly matteModel: string | null;
  readonly method: Method;
  /** Null is the one that the garment was draped in. */
  readonly pose: PoseName | null;
  /** Null writes no file that moves. */
  readonly animate: (typeof MOTIONS)[number] | null;
  /** Whether the cloth of what moves is simulated. */
  readonly simulate: boolean;
  readonly obj: boolean;
  /** Strain, gap and contact as pictures and painted files. */
  readonly maps: boolean;
}

/** What an avatar can be made to do. */
const MOTIONS = ['walk'] as const;

/** The commands that take one photo. */
export const PHOTO_COMMANDS = ['tryon', 'pattern', 'debug'] as const;

export interface PhotoCommand {
  readonly name: (typeof PHOTO_COMMANDS)[number];
  readonly photo: string;
  readonly out: string;
  readonly json: boolean;
  readonly choices: TryOnChoices;
}

export interface BatchCommand {
  readonly name: 'batch';
  readonly paths: readonly string[];
  readonly out: string;
  readonly json: boolean;
  readonly choices: TryOnChoices;
}

export interface OutfitCommand {
  readonly name: 'outfit';
  /** Inner to outer. */
  readonly photos: readonly string[];
  readonly out: string;
  readonly json: boolean;
  /** The innermost top goes inside what hangs from the waist. */
  readonly tuck: boolean;
  readonly choices: TryOnChoices;
}

/** Puts a mesh on that somebody has already. */
export interface FitCommand {
  readonly name: 'fit';
  readonly mesh: string;
  /** Null: what the file says, where Fitroom wrote it. */
  readonly category: Category | null;
  readonly avatar: AvatarId;
  readonly out: string;
  readonly json: boolean;
}

export type Command =
  | { readonly name: 'help' }
  | PhotoCommand
  | BatchCommand
  | OutfitCommand
  | FitCommand;

const MANY_PHOTOS = ['batch', 'outfit'] as const;

/** Every option by its name, as parseArgs takes them. */
export const OPTIONS = {
  out: { type: 'string', short: 'o' },
  avatar: { type: 'string' },
  category: { type: 'string' },
  generator: { type: 'string' },
  quality: { type: 'string' },
  ease: { type: 'string' },
  fabric: { type: 'string' },
  'width-cm': { type: 'string' },
  size: { type: 'string' },
  front: { type: 'string' },
  texture: { type: 'string' },
  back: { type: 'string' },
  landmarks: { type: 'string' },
  'matte-model': { type: 'string' },
  method: { type: 'string' },
  tuck: { type: 'boolean' },
  pose: { type: 'string' },
  animate: { type: 'string' },
  simulate: { type: 'boolean' },
  obj: { type: 'boolean' },
  maps: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The command line itself is wrong; the message says what was expected. */
export class UsageError extends Error {}

/** Centimetres: narrower is no garment, wider no photo of one. */
const NARROWEST_CM = 10;
const WIDEST_CM = 250;
/** `XXXL`, `US 8-10`, `EU 40/42`. */
const LONGEST_SIZE = 12;

/** @throws {UsageError} */
export function parseArguments(words: readonly string[]): Command {
  const { values, positionals } = parsed(words);
  const [name, ...paths] = positionals;
  if (values.help || name === 'help' || (name === undefined && words.length === 0)) {
    return { name: 'help' };
  }
  if (name === 'fit') return fitCommand(values, paths);
  const commands = [...PHOTO_COMMANDS, ...MANY_PHOTOS];
  const known = commands.find((command) => command === name);
  if (!known) {
    const names = [...commands, 'fit'].map((word) => `"${word}"`).join(', ');
    throw new UsageError(`Expected one of ${names}, got ${name ? `"${name}"` : 'nothing'}.`);
  }
  if (!values.out) throw new UsageError('Say where the results go: --out DIR.');
  const choices: TryOnChoices = {
    avatar: oneOf('avatar', values.avatar ?? 'regular', AVATAR_IDS),
    category: oneOf('category', values.category ?? 'auto', ['auto', ...CATEGORIES]),
    generator: oneOf('generator', values.generator ?? 'panels', GENERATORS),
    quality: oneOf('quality', values.quality ?? 'med', QUALITIES),
    ease: oneOf('ease', values.ease ?? 'regular', EASES),
    fabric: oneOf('fabric', values.fabric ?? 'auto', FABRIC_CHOICES),
    widthCm: width(values['width-cm']),
    size: sizeLabel(values.size),
    front: oneOf('front', values.front ?? 'auto', FRONT_WEARS),
    texturePx: textureSize(values.texture),
    back: values.back ?? null,
    landmarks: values.landmarks ?? null,
    matteModel: values['matte-model'] ?? null,
    method: oneOf('method', values.method ?? 'drape', METHODS),
    pose: values.pose === undefined ? null : oneOf('pose', values.pose, POSE_NAMES),
    animate: values.animate === undefined ? null : oneOf('animate', values.animate, MOTIONS),
    simulate: values.simulate ?? false,
    obj: values.obj ?? false,
    maps: values.maps ?? false,
  };
  if (choices.simulate && choices.animate === null) {
    throw new UsageError('--simulate is about cloth that moves; use it with --animate walk.');
  }
  const json = values.json ?? false;
  if (choices.widthCm !== null && choices.size !== null) {
    throw new UsageError('--width-cm and --size both say how large it is; give one of them.');
  }
  const { out } = values;
  if (values.tuck && known !== 'outfit') {
    throw new UsageError('--tuck says how an outfit is worn; use it with "outfit".');
  }
  if (known === 'outfit') return outfit(paths, { out, json, tuck: values.tuck ?? false, choices });
  if (known === 'batch') {
    if (paths.length === 0) throw new UsageError('Name at least one photo or folder.');
    if (choices.back !== null || choices.landmarks !== null) {
      throw new UsageError('--back and --landmarks belong to one photo; use them with "tryon".');
    }
    return { name: known, paths, out, json, choices };
  }
  const [photo, ...more] = paths;
  if (photo === undefined) throw new UsageError('Name the photo.');
  if (more.length > 0) {
    throw new UsageError(`${known} takes one photo, got ${paths.length}; "batch" takes many.`);
  }
  return { name: known, photo, out, json, choices };
}

/** What belongs to one photo cannot be said of several. */
function outfit(
  photos: readonly string[],
  rest: Pick<OutfitCommand, 'out' | 'json' | 'tuck' | 'choices'>,
): OutfitCommand {
  if (photos.length < 2) throw new UsageError('Name at least two photos, inner to outer.');
  const { category, widthCm, size, back, landmarks, method, obj } = rest.choices;
  if (category !== 'auto' || widthCm !== null || size !== null || (back ?? landmarks)) {
    throw new UsageError(
      '--category, --width-cm, --size, --back and --landmarks belong to one photo; use them with "tryon".',
    );
  }
  if (method !== 'drape' || obj) {
    throw new UsageError('An outfit is draped and written as GLB: no --method rigid, no --obj.');
  }
  return { name: 'outfit', photos, ...rest };
}

function fitCommand(values: ReturnType<typeof parsed>['values'], paths: string[]): FitCommand {
  const [mesh, ...more] = paths;
  if (!values.out) throw new UsageError('Say where the results go: --out DIR.');
  if (mesh === undefined) throw new UsageError('Name the mesh, a GLB file.');
  if (more.length > 0) throw new UsageError(`fit takes one mesh, got ${paths.length}.`);
  const known = ['out', 'avatar', 'category', 'json'];
  const strange = Object.keys(values).find((option) => !known.includes(option));
  if (strange)
    throw new UsageError(`--${strange} is about photos; fit takes --category and --avatar.`);
  return {
    name: 'fit',
    mesh,
    // A mesh says less of what it is than a photo does: a skirt and a tube top are one shape.
    category: values.category === undefined ? null : oneOf('category', values.category, CATEGORIES),
    avatar: oneOf('avatar', values.avatar ?? 'regular', AVATAR_IDS),
    out: values.out,
    json: values.json ?? false,
  };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: OPTIONS,
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

function textureSize(value: string | undefined): TextureSize {
  const found = TEXTURE_SIZES.find((pixels) => String(pixels) === (value ?? '1024'));
  if (found === undefined) {
    throw new UsageError(
      `--texture is the texture's longer side, one of ${TEXTURE_SIZES.join(', ')}; got "${value}".`,
    );
  }
  return found;
}

function sizeLabel(value: string | undefined): string | null {
  if (value === undefined) return null;
  const label = value.trim();
  if (label.length === 0 || label.length > LONGEST_SIZE) {
    throw new UsageError(
      `--size is the garment's label, for example M or "EU 40"; got "${value}".`,
    );
  }
  return label;
}
