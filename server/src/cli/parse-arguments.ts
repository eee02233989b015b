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
  MOTIONS,
  type MotionName,
  QUALITIES,
  type Quality,
  type TextureSize,
} from '@fitroom/shared/garment/vocabulary';
import { POSE_NAMES, type PoseName } from '@fitroom/shared/posing/named-poses';
import {
  offset,
  oneOf,
  requireMotion,
  seed,
  sizeLabel,
  textureSize,
  UsageError,
  viewCount,
  width,
} from './option-values.ts';
import { type FitCommand, parseFit } from './parse-fit.ts';

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
  /** Longer side of the texture, pixels; null: as the generator and the quality have it. */
  readonly texturePx: TextureSize | null;
  /** A photo of the garment's back. */
  readonly back: string | null;
  /** A JSON file of landmarks that were set by hand. */
  readonly landmarks: string | null;
  /** Null is the one that comes with Fitroom. */
  readonly matteModel: string | null;
  readonly method: Method;
  /** Between cloth and skin. */
  readonly offsetMm: number;
  /** Null is the one that the garment was draped in. */
  readonly pose: PoseName | null;
  /** Null writes no file that moves. */
  readonly animate: MotionName | null;
  /** Whether the cloth of what moves is simulated. */
  readonly simulate: boolean;
  readonly obj: boolean;
  /** Of neural generators, as the next two. */
  readonly seed: number;
  /** Null: as the generator would. */
  readonly views: number | null;
  readonly large: boolean;
  /** Strain, gap and contact as pictures and painted files. */
  readonly maps: boolean;
}

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
  seed: { type: 'string' },
  views: { type: 'string' },
  large: { type: 'boolean' },
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
  'offset-mm': { type: 'string' },
  tuck: { type: 'boolean' },
  pose: { type: 'string' },
  animate: { type: 'string' },
  simulate: { type: 'boolean' },
  obj: { type: 'boolean' },
  maps: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws {UsageError} */
export function parseArguments(words: readonly string[]): Command {
  const { values, positionals } = parsed(words);
  const [name, ...paths] = positionals;
  if (values.help || name === 'help' || (name === undefined && words.length === 0)) {
    return { name: 'help' };
  }
  if (name === 'fit') return parseFit(values, paths);
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
    offsetMm: offset(values['offset-mm']),
    pose: values.pose === undefined ? null : oneOf('pose', values.pose, POSE_NAMES),
    animate: values.animate === undefined ? null : oneOf('animate', values.animate, MOTIONS),
    simulate: values.simulate ?? false,
    obj: values.obj ?? false,
    seed: seed(values.seed),
    views: viewCount(values.views),
    large: values.large ?? false,
    maps: values.maps ?? false,
  };
  requireMotion(choices.animate, choices.simulate);
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
